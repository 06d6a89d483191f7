package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import com.corundumstudio.socketio.transport.NamespaceClient;
import io.herald.engine.delivery.LostSocket;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Room;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one session's client into namespaces: as a new socket, or as the one it was before its connection was lost. On the session's event
 * loop.
 *
 * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Connection state recovery</a>
 */
final class NamespaceConnect {
    private static final Logger log = LoggerFactory.getLogger(NamespaceConnect.class);
    private static final int MAX_OFFSET = 64;

    private final WireContext wire;
    private final EngineSession session;
    private final Set<Namespace> connecting = new HashSet<>();

    NamespaceConnect(WireContext wire, EngineSession session) {
        this.wire = wire;
        this.session = session;
    }

    /** @param auth what the client sent with its CONNECT */
    void connect(Namespace namespace, Map<?, ?> auth) {
        if (session.getChildClient(namespace) != null || !connecting.add(namespace)) {
            return; // it is, or will be
        }
        session.getHandshakeData().setAuthToken(auth);
        if (wire.recovery().isOn()
                && auth.get("pid") instanceof String key
                && auth.get("offset") instanceof String offset
                && offset.length() <= MAX_OFFSET) {
            comeBack(namespace, key, offset);
        } else {
            begin(namespace);
        }
    }

    private void begin(Namespace namespace) {
        enter(
                namespace,
                new ClientSocket(
                        session, named(namespace), wire.newId(), wire.newId(), Optional.empty(), joinsPerSecond()),
                null);
    }

    private int joinsPerSecond() {
        return wire.settings().limit(SocketLimit.JOINS_PER_SECOND);
    }

    private static io.herald.engine.model.Namespace named(Namespace namespace) {
        return namespace.getName().isEmpty()
                ? io.herald.engine.model.Namespace.ROOT
                : new io.herald.engine.model.Namespace(namespace.getName());
    }

    /** Looks for what was kept of the socket; one that still seems connected is cut first. */
    private void comeBack(Namespace namespace, String key, String offset) {
        CompletableFuture<Void> cut = wire.rooms()
                .byKey(key)
                .map(before -> before.session().cut("its client came back"))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        var unused = cut.thenCompose(done -> wire.recovery().take(key))
                .thenCompose(lost -> resume(lost, named(namespace), offset))
                .whenComplete((resumed, failure) -> session.run(() -> {
                    if (failure != null) {
                        log.warn("a client that came back begins anew: {}", failure.toString());
                    }
                    if (failure != null || resumed.missed().isEmpty()) {
                        begin(namespace);
                    } else {
                        enter(namespace, resumed.socket(), resumed.missed().get());
                    }
                }));
    }

    /** What comes to the socket's rooms from now on waits in the socket; {@code missed} is empty when it can't come back. */
    private record Resumed(@Nullable ClientSocket socket, Optional<List<Broadcast>> missed) {}

    private CompletionStage<Resumed> resume(
            Optional<LostSocket> kept, io.herald.engine.model.Namespace namespace, String offset) {
        Optional<LostSocket> lost = kept.filter(socket -> socket.namespace().equals(namespace));
        if (lost.isEmpty()) {
            return CompletableFuture.completedFuture(new Resumed(null, Optional.empty()));
        }
        ClientSocket socket = ClientSocket.returning(session, lost.get(), joinsPerSecond());
        wire.rooms().add(socket);
        lost.get().rooms().forEach(room -> wire.rooms().join(new Room(namespace, room), socket));
        return wire.recovery().missed(lost.get(), offset).handle((missed, failure) -> {
            Optional<List<Broadcast>> found = failure == null ? missed : Optional.empty();
            if (found.isEmpty()) {
                socket.leave();
                wire.rooms().end(socket);
            }
            return new Resumed(socket, found);
        });
    }

    private void enter(Namespace namespace, @Nullable ClientSocket socket, @Nullable List<Broadcast> missed) {
        connecting.remove(namespace);
        if (socket == null) {
            return;
        }
        if (session.isClosed()) {
            if (missed != null) {
                wire.recovery().keep(socket.lost()); // it may try once more
            }
            wire.rooms().end(socket);
            return;
        }
        session.enter(socket);
        wire.rooms().add(socket);
        NamespaceClient client = session.addNamespaceClient(namespace);
        session.emit(welcome(namespace, socket));
        if (missed != null) {
            socket.resume(missed.stream().map(wire::message).toList());
        }
        namespace.onConnect(client);
    }

    private Packet welcome(Namespace namespace, ClientSocket socket) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("sid", socket.id());
        if (wire.recovery().isOn()) {
            data.put("pid", socket.key());
        }
        Packet packet = new Packet(PacketType.MESSAGE, session.getEngineIOVersion());
        packet.setNsp(namespace.getName());
        packet.setSubType(PacketType.CONNECT);
        packet.setData(data);
        return packet;
    }

    /** Tells the client why it is not let in. */
    void refuse(String namespace, String message) {
        Packet packet = new Packet(PacketType.MESSAGE, session.getEngineIOVersion());
        packet.setNsp(namespace);
        packet.setSubType(PacketType.ERROR);
        packet.setData(Map.of("message", message));
        session.emit(packet);
    }
}

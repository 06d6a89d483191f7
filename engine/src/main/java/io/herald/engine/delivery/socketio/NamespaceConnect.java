package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import com.corundumstudio.socketio.transport.NamespaceClient;
import io.herald.engine.auth.Identity;
import io.herald.engine.auth.RefusedException;
import io.herald.engine.delivery.LostSocket;
import io.herald.engine.delivery.Recovery.Found;
import io.herald.engine.model.Room;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Lets one session's client into namespaces: as a new socket, or as the one it was before its connection was lost. On the session's event
 * loop.
 *
 * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Connection state recovery</a>
 */
final class NamespaceConnect {
    private static final int MAX_KEY = 64;
    private static final int MAX_OFFSET = 64;
    private static final Set<String> PASSING_CLAIMS = Set.of("exp", "iat", "nbf", "jti");

    private final WireContext wire;
    private final EngineSession session;
    private final Set<Namespace> connecting = new HashSet<>();

    NamespaceConnect(WireContext wire, EngineSession session) {
        this.wire = wire;
        this.session = session;
    }

    /** Who wants to come in, and where. */
    private record Arrival(Namespace namespace, Identity identity) {
        io.herald.engine.model.Namespace named() {
            return namespace.getName().isEmpty()
                    ? io.herald.engine.model.Namespace.ROOT
                    : new io.herald.engine.model.Namespace(namespace.getName());
        }
    }

    /** @param auth what the client sent with its CONNECT: it may be long, and is not kept */
    void connect(Namespace namespace, Map<?, ?> auth) {
        if (connecting.contains(namespace)) {
            return; // it will be
        }
        NamespaceClient unheard = session.getChildClient(namespace);
        if (unheard != null) {
            session.sockets().leave(unheard); // who did not wait for the reply, and left, did not say so
        }
        Arrival arrival;
        try {
            Identity identity = wire.auth().verify(auth.get("token") instanceof String token ? token : null);
            arrival = new Arrival(namespace, identity);
        } catch (RefusedException e) {
            refuse(namespace.getName(), String.valueOf(e.getMessage()), Optional.of(e.code()));
            return;
        }
        connecting.add(namespace);
        if (wire.recovery().isOn()
                && auth.get("pid") instanceof String key
                && key.length() <= MAX_KEY
                && auth.get("offset") instanceof String offset
                && offset.length() <= MAX_OFFSET) {
            comeBack(arrival, key, offset);
        } else {
            begin(arrival);
        }
    }

    private void begin(Arrival arrival) {
        ClientSocket socket = new ClientSocket(
                session,
                arrival.named(),
                wire.newId(),
                wire.newId(),
                arrival.identity().user());
        enter(arrival, socket, Optional.empty());
    }

    /** Looks for what was kept of the socket, as the only one of this node; one that still seems connected is cut first. */
    private void comeBack(Arrival arrival, String key, String offset) {
        wire.returns()
                .next(
                        key,
                        () -> cut(key).thenCompose(done -> wire.recovery().find(key))
                                .thenCompose(kept -> kept.filter(found -> isOf(found.socket(), arrival))
                                        .map(found -> resume(found, offset))
                                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())))
                                .exceptionally(failure -> {
                                    wire.failures().onReturnException(failure);
                                    return Optional.empty();
                                })
                                .thenCompose(resumed -> letIn(arrival, resumed)));
    }

    /** On the event loop. That may be over, for the node stops: then what was taken away is put back. */
    private CompletionStage<@Nullable Void> letIn(Arrival arrival, Optional<Resumed> resumed) {
        try {
            return CompletableFuture.runAsync(
                    () -> resumed.ifPresentOrElse(
                            found -> enter(arrival, found.socket(), Optional.of(found)), () -> begin(arrival)),
                    session.loop());
        } catch (RejectedExecutionException e) {
            resumed.ifPresent(found -> wire.recovery().keep(found.lost()));
            return CompletableFuture.completedFuture(null);
        }
    }

    private CompletableFuture<@Nullable Void> cut(String key) {
        return wire.rooms()
                .byKey(key)
                .map(before -> before.session().cut("its client came back"))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private static boolean isOf(LostSocket lost, Arrival arrival) {
        return lost.namespace().equals(arrival.named())
                && lasting(lost.user()).equals(lasting(arrival.identity().user()));
    }

    /** What two tokens of the same user have in common. */
    private static Map<String, @Nullable Object> lasting(Optional<Map<String, @Nullable Object>> user) {
        Map<String, @Nullable Object> claims = new HashMap<>(user.orElse(Map.of()));
        claims.keySet().removeAll(PASSING_CLAIMS);
        return claims;
    }

    /** A socket as it was, in its rooms again; what comes to them from now on waits in it. */
    private record Resumed(LostSocket lost, ClientSocket socket, List<Message> missed) {}

    private CompletionStage<Optional<Resumed>> resume(Found found, String offset) {
        if (session.isClosed()) {
            return CompletableFuture.completedFuture(Optional.empty()); // it may try once more
        }
        LostSocket lost = found.socket();
        ClientSocket socket = ClientSocket.returning(session, lost);
        wire.rooms().add(socket);
        lost.rooms()
                .forEach(room -> wire.rooms()
                        .join(
                                new Room(lost.namespace(), room),
                                Optional.ofNullable(lost.memberships().get(room)),
                                socket));
        return wire.recovery()
                .missed(lost, offset)
                .thenApply(missed -> missed.map(broadcasts ->
                                broadcasts.stream().map(wire::message).toList())
                        .filter(this::fit)
                        .map(messages -> new Resumed(lost, socket, messages)))
                .thenCompose(resumed -> claimed(found, resumed))
                .whenComplete((resumed, failure) -> {
                    if (failure != null || resumed.isEmpty()) {
                        socket.leave();
                        wire.rooms().end(socket);
                    }
                });
    }

    /** As late as can be: what is not taken away is there for a client that is cut meanwhile, on whichever node it comes next. */
    private CompletionStage<Optional<Resumed>> claimed(Found found, Optional<Resumed> resumed) {
        return resumed.isEmpty() || session.isClosed()
                ? CompletableFuture.completedFuture(Optional.empty())
                : wire.recovery().claim(found).thenApply(isOurs -> resumed.filter(any -> isOurs));
    }

    /** A client that polls gets all at its next poll, and what comes until then: it would be cut for more, and come back for the same. */
    private boolean fit(List<Message> missed) {
        long bytes = missed.stream().mapToLong(Message::waitingBytes).sum();
        return session.getCurrentTransport() == Transport.WEBSOCKET
                || bytes <= wire.settings().limit(SocketLimit.PENDING_BYTES) / 2;
    }

    private void enter(Arrival arrival, ClientSocket socket, Optional<Resumed> resumed) {
        connecting.remove(arrival.namespace());
        if (session.isClosed()) {
            resumed.ifPresent(found -> wire.recovery().keep(found.lost())); // as it was: who is gone is in no room
            wire.rooms().end(socket);
            return;
        }
        session.sockets().enter(socket);
        wire.rooms().add(socket);
        NamespaceClient client = session.addNamespaceClient(arrival.namespace());
        session.emit(welcome(arrival.namespace(), socket));
        resumed.ifPresent(found -> socket.resume(found.missed()));
        if (session.isClosed()) {
            return; // it took too little of it
        }
        arrival.identity().expires().ifPresent(end -> socket.endsAt(end, client::disconnect));
        arrival.namespace().onConnect(client);
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
    void refuse(String namespace, String message, Optional<String> code) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("message", message);
        code.ifPresent(stable -> data.put("data", Map.of("code", stable)));
        Packet packet = new Packet(PacketType.MESSAGE, session.getEngineIOVersion());
        packet.setNsp(namespace);
        packet.setSubType(PacketType.ERROR);
        packet.setData(data);
        session.emit(packet);
    }
}

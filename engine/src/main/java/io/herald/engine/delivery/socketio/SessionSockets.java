package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.transport.NamespaceClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One session's sockets, one for each namespace it is in. Changed on the session's event loop alone, read by any thread. */
final class SessionSockets {
    private final WireContext wire;
    private volatile List<ClientSocket> sockets = List.of(); // copied on write: nearly always it is one

    SessionSockets(WireContext wire) {
        this.wire = wire;
    }

    boolean isEmpty() {
        return sockets.isEmpty();
    }

    List<ClientSocket> all() {
        return sockets;
    }

    /** The socket of a netty-socketio client. */
    Optional<ClientSocket> of(SocketIOClient client) {
        String name = client.getNamespace().getName();
        return sockets.stream()
                .filter(socket -> socket.socketioName().equals(name))
                .findFirst();
    }

    /** The client is in the socket's namespace from now on. */
    void enter(ClientSocket socket) {
        sockets = Stream.concat(sockets.stream(), Stream.of(socket)).toList();
    }

    /** The client leaves one namespace, for good. */
    void leave(NamespaceClient client) {
        of(client).ifPresent(left -> {
            sockets = sockets.stream().filter(socket -> socket != left).toList();
            end(left);
        });
        client.onDisconnect();
    }

    /** The session ended. */
    void end(boolean mayComeBack) {
        sockets.forEach(socket -> {
            if (mayComeBack) {
                wire.recovery().keep(socket.lost());
            }
            end(socket);
        });
    }

    private void end(ClientSocket socket) {
        socket.leave();
        wire.rooms().end(socket);
    }
}

package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.SocketIONamespace;
import io.herald.engine.auth.ClientAuth;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The wire behind the official test suites of both protocols: {@code ProtocolServer socket.io 3000} answers as the Socket.IO suite asks,
 * {@code ProtocolServer engine.io 3000} gives every message back as the Engine.IO suite asks. Listens on all that is called localhost, and
 * runs until it is stopped. See docs/wire.md.
 */
public final class ProtocolServer {
    private static final Duration PING_INTERVAL = Duration.ofMillis(300);
    private static final Duration PING_TIMEOUT = Duration.ofMillis(200);

    /** Behind a CONNECT: of messages that come in one read, a newer {@code ws} gives the suite the first alone. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private ProtocolServer() {}

    public static void main(String[] arguments) throws Exception {
        for (InetAddress address : InetAddress.getAllByName("localhost")) {
            if (NetworkInterface.getByInetAddress(address) != null) {
                start(arguments[0], address.getHostAddress(), Integer.parseInt(arguments[1]));
            }
        }
        new CountDownLatch(1).await();
    }

    /** @param protocol {@code engine.io} or {@code socket.io} */
    static WireServer start(String protocol, String address, int port) {
        SocketIoSettings settings =
                new SocketIoSettings(address, port, List.of()).withHeartbeat(PING_INTERVAL, PING_TIMEOUT);
        WireServer server = switch (protocol) {
            case "engine.io" ->
                new WireServer(
                        settings.with(SocketLimit.CONNECT_MILLIS, Integer.MAX_VALUE),
                        "/engine.io",
                        ClientAuth.ANONYMOUS,
                        (wire, session) -> new Echo(session));
            case "socket.io" ->
                new WireServer(
                        settings.with(SocketLimit.CONNECT_MILLIS, 1_000),
                        "/socket.io",
                        ClientAuth.ANONYMOUS,
                        (wire, session) -> new Remembering(wire, session, new SocketPackets(wire, session)));
            default -> throw new IllegalArgumentException("'" + protocol + "' is no suite: engine.io, socket.io");
        };
        answer(server.open(""));
        answer(server.open("/custom"));
        server.start();
        return server;
    }

    /** Answers as the Socket.IO suite asks: with netty-socketio's words alone. */
    static void answer(SocketIONamespace namespace) {
        namespace.addConnectListener(client -> LATER.execute(
                () -> client.sendEvent("auth", client.getHandshakeData().getAuthToken())));
        namespace.addMultiTypeEventListener(
                "message",
                (client, values, ack) ->
                        client.sendEvent("message-back", values.getArgs().toArray()),
                Object.class);
        namespace.addMultiTypeEventListener(
                "message-with-ack", (client, values, ack) -> ack.sendAckData(values.getArgs()), Object.class);
    }

    /** Remembers what comes with a CONNECT, for {@link #answer} to tell it: Herald itself forgets it. */
    private record Remembering(WireContext wire, EngineSession session, Packets packets) implements Packets {
        @Override
        public void text(String text) {
            if (text.startsWith("0")) {
                String auth = IncomingPacket.parse(text, 0).json();
                session.getHandshakeData()
                        .setAuthToken(auth.isEmpty() ? Map.of() : wire.json().read(auth, List.of()));
            }
            packets.text(text);
        }

        @Override
        public void binary(byte[] attachment) {
            packets.binary(attachment);
        }

        @Override
        public void forget() {
            packets.forget();
        }
    }

    /** Gives every message back: Engine.IO alone. */
    private record Echo(EngineSession session) implements Packets {
        @Override
        public void text(String text) {
            session.write(Message.text("4" + text));
        }

        @Override
        public void binary(byte[] attachment) {
            session.write(Message.binary(attachment));
        }

        @Override
        public void forget() {
            // holds nothing
        }
    }
}

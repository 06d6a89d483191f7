package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import io.herald.engine.auth.ClientAuth;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The wire behind the official test suites of both protocols: {@code ProtocolServer socket.io 3000} answers as the Socket.IO suite asks,
 * {@code ProtocolServer engine.io 3000} gives every message back as the Engine.IO suite asks. Runs until it is stopped. See docs/wire.md.
 */
public final class ProtocolServer {
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private ProtocolServer() {}

    public static void main(String[] arguments) {
        String protocol = arguments[0];
        int port = Integer.parseInt(arguments[1]);
        Channel server = switch (protocol) {
            case "engine.io" -> bind(port, Integer.MAX_VALUE, (wire, session) -> new Echo(session));
            case "socket.io" -> bind(port, CONNECT_TIMEOUT_MILLIS, SocketPackets::new);
            default -> throw new IllegalArgumentException("'" + protocol + "' is no suite: engine.io, socket.io");
        };
        server.closeFuture().syncUninterruptibly();
    }

    private static Channel bind(
            int port, int connectTimeoutMillis, BiFunction<WireContext, EngineSession, Packets> packets) {
        SocketIoSettings settings = new SocketIoSettings("127.0.0.1", port, List.of())
                .withHeartbeat(Duration.ofMillis(300), Duration.ofMillis(200))
                .with(SocketLimit.CONNECT_MILLIS, connectTimeoutMillis);
        Configuration configuration = SocketIoDelivery.configuration(settings);
        NamespacesHub hub = new NamespacesHub(configuration);
        answer(hub.create(""));
        answer(hub.create("/custom"));
        WireContext wire = new WireContext(settings, configuration, hub, ClientAuth.ANONYMOUS, packets);
        return new ServerBootstrap()
                .group(settings.transport().eventLoops())
                .channel(settings.transport().serverChannel())
                .childHandler(new WirePipeline(wire))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .bind(settings.address(), settings.port())
                .syncUninterruptibly()
                .channel();
    }

    private static void answer(SocketIONamespace namespace) {
        namespace.addConnectListener(
                client -> client.sendEvent("auth", client.getHandshakeData().getAuthToken()));
        namespace.addMultiTypeEventListener(
                "message",
                (client, values, ack) ->
                        client.sendEvent("message-back", values.getArgs().toArray()),
                Object.class);
        namespace.addMultiTypeEventListener(
                "message-with-ack", (client, values, ack) -> ack.sendAckData(values.getArgs()), Object.class);
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

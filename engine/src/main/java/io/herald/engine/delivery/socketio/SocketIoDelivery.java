package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import com.fasterxml.jackson.databind.util.RawValue;
import io.herald.engine.delivery.Delivery;
import io.herald.engine.delivery.RoomGate;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Namespace;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Delivers to Socket.IO clients over WebSocket and polling. Thread-safe. */
public final class SocketIoDelivery implements Delivery {
    private final SocketIoSettings settings;
    private final SocketIOServer server;
    private final Set<Namespace> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RoomRequests requests;
    private volatile @Nullable Channel bound;

    public SocketIoDelivery(SocketIoSettings settings) {
        this.settings = settings;
        this.server = new SocketIOServer(configuration(settings));
    }

    private static Configuration configuration(SocketIoSettings settings) {
        SocketConfig socket = new SocketConfig();
        socket.setReuseAddress(true);
        socket.setWriteBufferWaterMarkLow(settings.maxPendingBytes() / 2);
        socket.setWriteBufferWaterMarkHigh(settings.maxPendingBytes());
        Configuration configuration = new Configuration();
        configuration.setHostname(settings.address());
        configuration.setPort(settings.port());
        configuration.setSocketConfig(socket);
        configuration.setRandomSession(true); // else a header or a cookie chooses the session
        configuration.setWebsocketCompression(false); // its decompressor knows no bound
        configuration.setAckMode(AckMode.MANUAL); // a room's script answers later, on its own thread
        configuration.setAddVersionHeader(false);
        configuration.setMaxFramePayloadLength(settings.maxMessageBytes());
        configuration.setMaxHttpContentLength(settings.maxMessageBytes());
        OriginPolicy origins = new OriginPolicy(settings.origins());
        configuration.setAuthorizationListener(handshake ->
                new AuthorizationResult(origins.admits(header(handshake, "Origin"), header(handshake, "Host"))));
        configuration.setExceptionListener(new ClientFailures());
        return configuration;
    }

    private static @Nullable String header(HandshakeData handshake, String name) {
        return handshake.getHttpHeaders().get(name);
    }

    @Override
    public void start(RoomGate gate) {
        RoomRequests answering = new RoomRequests(gate);
        requests = answering;
        answering.listenIn(server.getNamespace(""), Namespace.ROOT);
        Set<Namespace> asked = Set.copyOf(open);
        open.clear();
        namespaces(asked);
        ChannelFuture binding = ((ChannelFuture) server.startAsync()).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            server.stop();
            throw new UncheckedIOException(
                    new IOException("port " + settings.port() + " can't be bound", binding.cause()));
        }
        bound = binding.channel();
    }

    @Override
    public int port() {
        Channel channel = bound;
        return channel == null ? settings.port() : ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void namespaces(Set<Namespace> namespaces) {
        for (Namespace namespace : namespaces) {
            RoomRequests answering = requests;
            if (open.add(namespace) && answering != null && !namespace.equals(Namespace.ROOT)) {
                answering.listenIn(server.addNamespace(namespace.path()), namespace);
            }
        }
    }

    @Override
    public int deliver(Broadcast broadcast) {
        Set<SocketIOClient> recipients = new LinkedHashSet<>();
        namespace(broadcast.namespace())
                .ifPresent(namespace -> broadcast
                        .rooms()
                        .forEach(room -> recipients.addAll(
                                namespace.getRoomOperations(room).getClients())));
        RawValue payload = new RawValue(broadcast.payload().json());
        recipients.forEach(client -> client.sendEvent(broadcast.event(), payload));
        return recipients.size();
    }

    private Optional<SocketIONamespace> namespace(Namespace namespace) {
        return Optional.ofNullable(server.getNamespace(namespace.equals(Namespace.ROOT) ? "" : namespace.path()));
    }

    @Override
    public int clients() {
        return server.getAllNamespaces().stream()
                .mapToInt(namespace -> namespace.getAllClients().size())
                .sum();
    }

    @Override
    public void close() {
        if (bound != null) {
            server.stop();
        }
    }
}

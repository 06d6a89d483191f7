package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.protocol.JacksonJsonSupport;
import com.fasterxml.jackson.databind.util.RawValue;
import io.herald.engine.delivery.Delivery;
import io.herald.engine.delivery.RoomGate;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Namespace;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Delivers to Socket.IO clients over WebSocket and polling. Thread-safe. */
public final class SocketIoDelivery implements Delivery {
    private static final long STOP_SECONDS = 5;

    private final SocketIoSettings settings;
    private final Configuration configuration;
    private final NamespacesHub hub;
    private final SocketIOChannelInitializer wire = new SocketIOChannelInitializer();
    private final EventLoopGroup loops = Transport.eventLoops();
    private final Set<Namespace> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RoomRequests requests;
    private volatile @Nullable Channel bound;

    public SocketIoDelivery(SocketIoSettings settings) {
        this.settings = settings;
        this.configuration = configuration(settings);
        this.hub = new NamespacesHub(configuration);
    }

    private static Configuration configuration(SocketIoSettings settings) {
        Configuration configuration = new Configuration();
        configuration.setJsonSupport(new JacksonJsonSupport());
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
        answering.listenIn(hub.create(""), Namespace.ROOT);
        Set<Namespace> asked = Set.copyOf(open);
        open.clear();
        namespaces(asked);
        wire.start(configuration, hub);
        bound = bind();
    }

    private Channel bind() {
        ChannelFuture binding = new ServerBootstrap()
                .group(loops)
                .channel(Transport.serverChannel())
                .childHandler(wire)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(settings.maxPendingBytes() / 2, settings.maxPendingBytes()))
                .bind(settings.address(), settings.port())
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new UncheckedIOException(
                    new IOException("port " + settings.port() + " can't be bound", binding.cause()));
        }
        return binding.channel();
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
                answering.listenIn(hub.create(namespace.path()), namespace);
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
        return Optional.ofNullable(hub.get(namespace.equals(Namespace.ROOT) ? "" : namespace.path()));
    }

    @Override
    public int clients() {
        return namespace(Namespace.ROOT)
                .map(root -> root.getAllClients().size())
                .orElse(0); // every client is in the root
    }

    @Override
    public void close() {
        Channel channel = bound;
        if (channel != null) {
            channel.close().awaitUninterruptibly();
            hub.getAllNamespaces()
                    .forEach(namespace -> namespace.getAllClients().forEach(SocketIOClient::disconnect));
        }
        loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        if (channel != null) {
            wire.stop();
        }
    }
}

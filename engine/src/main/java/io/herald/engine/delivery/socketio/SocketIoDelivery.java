package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.protocol.JacksonJsonSupport;
import io.herald.engine.auth.ClientAuth;
import io.herald.engine.delivery.CompressedBytes;
import io.herald.engine.delivery.Delivered;
import io.herald.engine.delivery.Delivery;
import io.herald.engine.delivery.Recovery;
import io.herald.engine.delivery.RoomGate;
import io.herald.engine.delivery.socketio.BroadcastAcks.Awaited;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to Socket.IO clients over WebSocket and polling: netty-socketio's namespaces, clients and listeners on a wire of Herald's own.
 * Thread-safe.
 */
public final class SocketIoDelivery implements Delivery {
    private static final long STOP_SECONDS = 5;
    private static final long MILLIS_PER_CLIENT = 1; // a thousand new connections a second are no storm
    private static final long DRAIN_GRACE_MILLIS = 2_000;
    private static final int TURNS_PENDING = 4; // who can't take four turns' bytes is slow

    private final SocketIoSettings settings;
    private final FanOut fanOut;
    private final NamespacesHub hub;
    private final WireContext wire;
    private final EventLoopGroup loops;
    private final Set<Namespace> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RoomRequests requests;
    private volatile @Nullable Channel bound;

    /** Of anonymous clients. */
    public SocketIoDelivery(SocketIoSettings settings) {
        this(settings, ClientAuth.ANONYMOUS);
    }

    /** @param auth tells who clients are */
    public SocketIoDelivery(SocketIoSettings settings, ClientAuth auth) {
        this.settings = settings;
        this.fanOut = new FanOut(settings.limit(SocketLimit.PENDING_BYTES) / TURNS_PENDING);
        this.loops = settings.transport().eventLoops();
        Configuration configuration = configuration(settings);
        this.hub = new NamespacesHub(configuration);
        this.wire = new WireContext(settings, configuration, hub, auth, SocketPackets::new);
    }

    static Configuration configuration(SocketIoSettings settings) {
        Configuration configuration = new Configuration();
        configuration.setJsonSupport(new JacksonJsonSupport());
        configuration.setAckMode(AckMode.MANUAL); // a room's script answers later, on its own thread
        configuration.setPingInterval((int) settings.pingInterval().toMillis());
        configuration.setPingTimeout((int) settings.pingTimeout().toMillis());
        configuration.setExceptionListener(new ClientFailures());
        return configuration;
    }

    @Override
    public void start(RoomGate gate, Recovery recovery) {
        wire.recoverBy(recovery);
        RoomRequests answering = new RoomRequests(gate, wire);
        requests = answering;
        answering.listenIn(hub.create(""), Namespace.ROOT);
        Set<Namespace> asked = Set.copyOf(open);
        open.clear();
        namespaces(asked);
        bound = bind();
    }

    private Channel bind() {
        int pending = settings.limit(SocketLimit.PENDING_BYTES);
        ChannelFuture binding = new ServerBootstrap()
                .group(loops)
                .channel(settings.transport().serverChannel())
                .childHandler(new WirePipeline(wire))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(pending / 2, pending))
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
    public Delivered deliver(Broadcast broadcast) {
        Roster recipients = wire.rooms()
                .members(
                        broadcast.namespace(),
                        broadcast.rooms(),
                        broadcast.options().except());
        if (recipients.size() == 0) {
            return Delivered.NOBODY;
        }
        Optional<Duration> ack = broadcast.options().ack();
        if (ack.isEmpty()) {
            fanOut.send(wire.message(broadcast), recipients);
            return Delivered.of(recipients.size());
        }
        Awaited awaited = wire.broadcastAcks().await(recipients.sockets(), ack.get());
        fanOut.send(wire.message(broadcast, awaited.id()), recipients);
        return new Delivered(recipients.size(), awaited.count());
    }

    @Override
    public boolean has(Namespace namespace, String room) {
        return wire.rooms().has(new Room(namespace, room));
    }

    @Override
    public void cutAll(String reason) {
        for (EngineSession session : wire.sessions()) {
            var unused = session.cut(reason);
        }
    }

    @Override
    public int clients() {
        return wire.sessions().size();
    }

    @Override
    public Map<String, Long> refusals() {
        Map<String, Long> refusals = new LinkedHashMap<>();
        for (SocketLimit limit : SocketLimit.values()) {
            refusals.put(limit.key(), wire.refusals(limit));
        }
        return refusals;
    }

    @Override
    public CompressedBytes compressed() {
        return wire.compression().bytes();
    }

    /** Sends clients away one by one, so that they do not all come to the other nodes at once. */
    @Override
    public void close() {
        Channel channel = bound;
        if (channel != null) {
            channel.close().awaitUninterruptibly();
            wire.beginStop();
            drain();
        }
        loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        wire.stop();
    }

    private void drain() {
        List<EngineSession> leaving = List.copyOf(wire.sessions());
        long spread = Math.min(settings.drain().toMillis(), leaving.size() * MILLIS_PER_CLIENT);
        CompletableFuture<?>[] gone = leaving.stream()
                .map(session -> session.cutAfter(ThreadLocalRandom.current().nextLong(spread + 1), "the node stops"))
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(gone)
                .completeOnTimeout(null, spread + DRAIN_GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }
}

package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.protocol.JacksonJsonSupport;
import io.herald.engine.auth.ClientAuth;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Accepts connections on a port, gives each the wire, and sends its clients away in the end. Thread-safe. */
final class WireServer implements AutoCloseable {
    private static final long MILLIS_PER_CLIENT = 1; // a thousand new connections a second are no storm
    private static final AdaptiveRecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(64, 2048, 4096); // bytes; a message's first few keep a whole read's

    private final SocketIoSettings settings;
    private final NamespacesHub hub;
    private final WireContext wire;
    private final EventLoopGroup loops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final CompletableFuture<Void> broken = new CompletableFuture<>();
    private volatile @Nullable Channel bound;

    /**
     * Does not listen yet.
     *
     * @param path of requests, as {@code /socket.io}
     * @param packets what a session's messages carry
     */
    WireServer(
            SocketIoSettings settings,
            String path,
            ClientAuth auth,
            BiFunction<WireContext, EngineSession, Packets> packets) {
        this.settings = settings;
        Configuration configuration = configuration(settings);
        configuration.setContext(path);
        this.hub = new NamespacesHub(configuration);
        this.wire = new WireContext(settings, configuration, hub, auth, packets);
        this.loops = settings.transport().eventLoops();
    }

    private static Configuration configuration(SocketIoSettings settings) {
        Configuration configuration = new Configuration();
        configuration.setJsonSupport(new JacksonJsonSupport());
        configuration.setAckMode(AckMode.MANUAL); // a room's script answers later, on its own thread
        configuration.setPingInterval((int) settings.pingInterval().toMillis());
        configuration.setPingTimeout((int) settings.pingTimeout().toMillis());
        return configuration;
    }

    WireContext wire() {
        return wire;
    }

    /** Opens a namespace: the root is the empty name. */
    SocketIONamespace open(String namespace) {
        return hub.create(namespace);
    }

    /** What listens on its event loops. */
    ServerBootstrap bootstrap() {
        return new ServerBootstrap().group(loops).channel(settings.transport().serverChannel());
    }

    /** Begins to listen. */
    void start() {
        int pending = settings.limit(SocketLimit.PENDING_BYTES);
        ChannelFuture binding = bootstrap()
                .childHandler(new WirePipeline(wire, connections))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(pending, pending))
                .bind(settings.address(), settings.port())
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new UncheckedIOException(
                    new IOException("port " + settings.port() + " can't be bound", binding.cause()));
        }
        bound = binding.channel();
        loops.forEach(loop -> loop.terminationFuture().addListener(ended -> {
            if (!wire.isStopping()) {
                broken.complete(null);
            }
        }));
    }

    /** Completes when an event loop has ended though nobody closed it, for want of memory: its clients hear nothing any more. */
    CompletionStage<Void> broken() {
        return broken.minimalCompletionStage();
    }

    /** The bound port, or the one configured. */
    int port() {
        Channel channel = bound;
        return channel == null ? settings.port() : ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /**
     * Sends clients away one by one, so that they do not all come to the other nodes at once, in up to five eighths of the time that there
     * is; two are for those that are slow to take it, and the last is to close what they left. Listens until they are away: who polls may
     * do so over a new connection each time.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + settings.drain().toNanos();
        Channel channel = bound;
        if (channel != null && !wire.isStopping()) {
            wire.beginStop();
            drain(settings.drain().toMillis() / 8);
            channel.close().awaitUninterruptibly(left(end));
        }
        connections
                .close()
                .awaitUninterruptibly(left(end)); // loops that end first may lose the buffers of reads under way
        loops.shutdownGracefully(0, left(end), TimeUnit.MILLISECONDS).awaitUninterruptibly(left(end));
        wire.stop();
    }

    private static long left(long end) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    private void drain(long eighthMillis) {
        List<EngineSession> leaving = List.copyOf(wire.sessions());
        long spread = Math.min(5 * eighthMillis, leaving.size() * MILLIS_PER_CLIENT);
        CompletableFuture<?>[] gone = leaving.stream()
                .map(session -> session.cutAfter(ThreadLocalRandom.current().nextLong(spread + 1), "the node stops"))
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(gone)
                .completeOnTimeout(null, spread + 2 * eighthMillis, TimeUnit.MILLISECONDS)
                .join();
        for (EngineSession session : List.copyOf(wire.sessions())) {
            var unusedToo = session.cut("the node stops"); // who could not be told, or was just coming
        }
    }
}

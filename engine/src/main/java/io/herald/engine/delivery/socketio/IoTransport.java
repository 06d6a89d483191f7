package io.herald.engine.delivery.socketio;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How bytes reach the kernel. */
public enum IoTransport {
    /** Linux: one system call for the reads and writes of many connections. Containers often forbid it; before Linux 6.0 it is not taken unasked. */
    IO_URING,
    /** Linux. */
    EPOLL,
    /** What the JDK has, everywhere. */
    NIO;

    private static final int RING = 4096; // writes that one system call takes
    private static final int COMPLETIONS = 1 << 15; // a broadcast's writes complete all at once: fewer overflow

    /** The fastest that this machine lets us use. */
    public static IoTransport available() {
        boolean isRipe = IoUring.isRecvMultishotEnabled(); // from Linux 6.0 on
        if (isRipe && IO_URING.hindrance().isEmpty()) {
            return IO_URING;
        }
        return EPOLL.hindrance().isEmpty() ? EPOLL : NIO;
    }

    /** Why this machine does not let us use it; empty when it does. */
    public Optional<String> hindrance() {
        return switch (this) {
            case IO_URING -> IoUring.isAvailable() ? Rings.HINDRANCE : told(IoUring.unavailabilityCause());
            case EPOLL -> told(Epoll.unavailabilityCause());
            case NIO -> Optional.empty();
        };
    }

    private static Optional<String> told(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause).map(first -> String.valueOf(first.getMessage()));
    }

    /** Small rings may be allowed where ours are not. Tried once: it takes a while, and a start asks three times. */
    private static final class Rings {
        static final Optional<String> HINDRANCE = tried();

        private static Optional<String> tried() {
            try {
                var unused = IO_URING.eventLoops(1).shutdownGracefully(0, 0, TimeUnit.SECONDS);
                return Optional.empty();
            } catch (IllegalStateException e) {
                return told(e);
            }
        }
    }

    /** Whether a connection may go from one event loop to another: what Netty 4.2.18 has of io_uring loses it on the way. */
    boolean movesConnections() {
        return this != IO_URING;
    }

    EventLoopGroup eventLoops() {
        return eventLoops(Runtime.getRuntime().availableProcessors());
    }

    private EventLoopGroup eventLoops(int loops) {
        IoHandlerFactory handler = switch (this) {
            case IO_URING ->
                IoUringIoHandler.newFactory(
                        new IoUringIoHandlerConfig().setRingSize(RING).setCqSize(COMPLETIONS));
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
        return new MultiThreadIoEventLoopGroup(loops, handler);
    }

    Class<? extends ServerChannel> serverChannel() {
        return switch (this) {
            case IO_URING -> IoUringServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }
}

package io.herald.engine.delivery.socketio;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a client now and then whether it is there, and gives up on it when no answer comes. On the session's event loop. */
final class Heartbeat {
    private final EventLoop loop;
    private final SocketIoSettings settings;
    private final Runnable ping;
    private final Runnable giveUp;
    private @Nullable ScheduledFuture<?> next;
    private long due; // the next beat, in nanoseconds

    Heartbeat(EventLoop loop, SocketIoSettings settings, Runnable ping, Runnable giveUp) {
        this.loop = loop;
        this.settings = settings;
        this.ping = ping;
        this.giveUp = giveUp;
    }

    /** The client is there: begins anew. */
    void answered() {
        stop();
        long interval = settings.pingInterval().toNanos();
        due = System.nanoTime() + interval;
        next = loop.schedule(this::beat, interval, TimeUnit.NANOSECONDS);
    }

    /** A beat that comes late shortens the time to answer it, so that the end comes when the handshake said; but not by much. */
    private void beat() {
        long timeout = settings.pingTimeout().toNanos();
        long late = Math.min(System.nanoTime() - due, timeout / 20);
        next = loop.schedule(giveUp, timeout - late, TimeUnit.NANOSECONDS);
        ping.run();
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }
}

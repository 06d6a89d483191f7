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
    private boolean isAsked;
    private long deadline; // for the answer, in nanoseconds

    Heartbeat(EventLoop loop, SocketIoSettings settings, Runnable ping, Runnable giveUp) {
        this.loop = loop;
        this.settings = settings;
        this.ping = ping;
        this.giveUp = giveUp;
    }

    /** The client is there: begins anew. */
    void answered() {
        stop();
        isAsked = false;
        long interval = settings.pingInterval().toNanos();
        due = System.nanoTime() + interval;
        next = loop.schedule(this::beat, interval, TimeUnit.NANOSECONDS);
    }

    /** A beat that comes late shortens the time to answer it, so that the end comes when the handshake said; but to no less than half. */
    private void beat() {
        long timeout = settings.pingTimeout().toNanos();
        long now = System.nanoTime();
        long left = timeout - Math.min(now - due, timeout / 2);
        isAsked = true;
        deadline = now + left;
        next = loop.schedule(giveUp, left, TimeUnit.NANOSECONDS);
        ping.run();
    }

    /** Whether the time for the answer is over, noticed or not: what comes now comes too late. */
    boolean isOver() {
        return isAsked && System.nanoTime() - deadline >= 0;
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }
}

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

    Heartbeat(EventLoop loop, SocketIoSettings settings, Runnable ping, Runnable giveUp) {
        this.loop = loop;
        this.settings = settings;
        this.ping = ping;
        this.giveUp = giveUp;
    }

    /** The client is there: begins anew. */
    void answered() {
        stop();
        next = loop.schedule(this::beat, settings.pingInterval().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        next = loop.schedule(giveUp, settings.pingTimeout().toMillis(), TimeUnit.MILLISECONDS);
        ping.run();
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }
}

package io.herald.engine.delivery.socketio;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way of one connection's messages to their session, which may live on another event loop: past a bound of what that has not taken yet,
 * nothing more is read. On the connection's event loop.
 */
final class Passage {
    static final int MAX_BYTES = 64 << 10; // a message may be larger; then it is on its way alone
    static final int OVERHEAD = 100; // of a message that waits, about

    private final Reading reading;
    private final Executor own;
    private final AtomicLong onItsWay = new AtomicLong();

    /** @param own the connection's event loop */
    Passage(Reading reading, Executor own) {
        this.reading = reading;
        this.own = own;
    }

    /** Runs it on the session's loop: at once when that is this thread. */
    void to(EventLoop session, int bytes, Runnable step) {
        if (session.inEventLoop()) {
            step.run();
            return;
        }
        int taken = bytes + OVERHEAD;
        boolean isFull = onItsWay.addAndGet(taken) > MAX_BYTES;
        if (isFull) {
            reading.hold();
        }
        session.execute(() -> {
            try {
                step.run();
            } finally {
                onItsWay.addAndGet(-taken);
                if (isFull) {
                    own.execute(reading::release);
                }
            }
        });
    }
}

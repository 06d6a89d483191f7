package io.herald.engine.delivery.socketio;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets one connection's compressed messages come no faster than so many bytes a second, inflated: a few bytes of a client must not keep an
 * event loop busy. What comes faster waits, and is not lost. On the connection's event loop.
 */
final class Inflow {
    /** Or one message a second, where a larger one may come. */
    static final int BYTES_PER_SECOND = 8 << 20;

    private static final long TOLERATED_NANOS = TimeUnit.MILLISECONDS.toNanos(50); // not every message is worth a pause

    private final Reading reading;
    private final int bytesPerSecond;
    private long due = System.nanoTime(); // when all that came would have come at that pace

    /** @param maxBytes of a message */
    Inflow(Reading reading, int maxBytes) {
        this.reading = reading;
        this.bytesPerSecond = Math.max(BYTES_PER_SECOND, maxBytes);
    }

    /** So many bytes came: nothing more is read until their time is over. */
    void took(int bytes, EventExecutor loop) {
        long now = System.nanoTime();
        due = now + Math.max(0, due - now) + TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
        long ahead = due - now;
        if (ahead > TOLERATED_NANOS) {
            reading.hold();
            var unused = loop.schedule(reading::release, ahead, TimeUnit.NANOSECONDS);
        }
    }
}

package io.herald.engine;

import java.time.Duration;
import java.time.Instant;

/** Tells the time, and runs tasks later, one at a time. Thread-safe. */
interface Timer extends AutoCloseable {
    /** By the clock on the wall. */
    Instant now();

    /** By a clock that never jumps; only differences mean something. */
    long nanos();

    /** Runs a task that does not block, once; not at all when it is closed before. */
    void after(Duration time, Runnable task);

    @Override
    void close();
}

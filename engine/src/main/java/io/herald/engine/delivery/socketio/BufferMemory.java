package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether the memory that buffers lie in runs short, which mostly waits for slow clients: then these are cut sooner. Where there is none left,
 * each try to get some holds an event loop up for half a second. Thread-safe.
 */
final class BufferMemory {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LongSupplier used;
    private final long most;
    private volatile boolean isShort;
    private volatile long lookedAt = System.nanoTime();

    BufferMemory() {
        this(BufferMemory::allocated, PlatformDependent.maxDirectMemory());
    }

    /**
     * @param used bytes
     * @param most bytes that there are
     */
    BufferMemory(LongSupplier used, long most) {
        this.used = used;
        this.most = most;
    }

    private static long allocated() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /** Looks, unless somebody did a moment ago. */
    void look(long nanoTime) {
        if (nanoTime - lookedAt > LOOK_NANOS) {
            lookedAt = nanoTime;
            isShort = used.getAsLong() > most / 4 * 3;
        }
    }

    boolean isShort() {
        return isShort;
    }
}

package io.herald.engine.event;

import java.time.Duration;

/**
 * Bounds of evaluations, and of what they decide.
 *
 * @param time from the moment it is asked for; waiting for a free thread counts
 * @param threads evaluations at once; those that passed their time and can't be stopped do not count
 * @param maxRooms rooms of one event
 * @param maxPayloadBytes of the encoded payload
 * @param maxDepth maps and lists within one another
 * @param maxDeferred rooms whose pace is kept, and broadcasts that are delayed
 * @param maxDeferredBytes of all payloads that wait for their time
 * @param maxAllocatedBytes of all objects that one evaluation makes, whether it keeps them or not
 */
public record Limits(
        Duration time,
        int threads,
        int maxRooms,
        int maxPayloadBytes,
        int maxDepth,
        int maxDeferred,
        long maxDeferredBytes,
        long maxAllocatedBytes) {
    public static final Limits DEFAULTS = new Limits(Duration.ofSeconds(2), 16, 10_000, 1 << 20, 64);

    public Limits {
        if (time.isNegative()
                || time.isZero()
                || threads < 1
                || maxRooms < 1
                || maxPayloadBytes < 1
                || maxDepth < 1
                || maxDeferred < 1
                || maxDeferredBytes < 1
                || maxAllocatedBytes < 1) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }

    /** With the usual bounds of what waits for its time, and of memory. */
    public Limits(Duration time, int threads, int maxRooms, int maxPayloadBytes, int maxDepth) {
        this(time, threads, maxRooms, maxPayloadBytes, maxDepth, 100_000, 64 << 20, 512L << 20);
    }

    public Limits withTime(Duration newTime) {
        return new Limits(
                newTime,
                threads,
                maxRooms,
                maxPayloadBytes,
                maxDepth,
                maxDeferred,
                maxDeferredBytes,
                maxAllocatedBytes);
    }

    public Limits withMaxPayloadBytes(int newMaxPayloadBytes) {
        return new Limits(
                time,
                threads,
                maxRooms,
                newMaxPayloadBytes,
                maxDepth,
                maxDeferred,
                maxDeferredBytes,
                maxAllocatedBytes);
    }

    public Limits withDeferred(int newMaxDeferred, long newMaxDeferredBytes) {
        return new Limits(
                time,
                threads,
                maxRooms,
                maxPayloadBytes,
                maxDepth,
                newMaxDeferred,
                newMaxDeferredBytes,
                maxAllocatedBytes);
    }

    public Limits withMaxAllocatedBytes(long newMaxAllocatedBytes) {
        return new Limits(
                time,
                threads,
                maxRooms,
                maxPayloadBytes,
                maxDepth,
                maxDeferred,
                maxDeferredBytes,
                newMaxAllocatedBytes);
    }
}

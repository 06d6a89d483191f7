package io.herald.engine.event;

import java.time.Duration;

/**
 * Bounds of one evaluation.
 *
 * @param time from the moment it is asked for; waiting for a free thread counts
 * @param threads evaluations at once; those that passed their time and can't be stopped do not count
 * @param maxRooms rooms of one event
 * @param maxPayloadBytes of the encoded payload
 * @param maxDepth maps and lists within one another
 */
public record Limits(Duration time, int threads, int maxRooms, int maxPayloadBytes, int maxDepth) {
    public static final Limits DEFAULTS = new Limits(Duration.ofSeconds(2), 16, 10_000, 1 << 20, 64);

    public Limits {
        if (time.isNegative() || time.isZero() || threads < 1 || maxRooms < 1 || maxPayloadBytes < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }

    public Limits withTime(Duration newTime) {
        return new Limits(newTime, threads, maxRooms, maxPayloadBytes, maxDepth);
    }

    public Limits withMaxPayloadBytes(int newMaxPayloadBytes) {
        return new Limits(time, threads, maxRooms, newMaxPayloadBytes, maxDepth);
    }
}

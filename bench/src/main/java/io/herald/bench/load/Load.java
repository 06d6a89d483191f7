package io.herald.bench.load;

import java.time.Duration;

/**
 * How triggers follow one another.
 *
 * @param inFlight triggers sent and not yet both answered and delivered to all, at most
 * @param times broadcasts that the server makes of one trigger
 * @param perSecond triggers that become due each second; 0 for as many as {@code inFlight} lets through
 */
public record Load(int inFlight, int times, int perSecond) {
    /** As many as the server takes, with so many in flight. */
    public static Load closed(int inFlight, int times) {
        return new Load(inFlight, times, 0);
    }

    /** At a fixed rate, for latencies. */
    public static Load at(int perSecond) {
        return new Load(8, 1, perSecond);
    }

    /** The same without a rate, for code to be compiled: as fast as it goes, but one at a time when there is a rate, at which nothing piles up. */
    public Load unpaced() {
        return new Load(isFixed() ? 1 : inFlight, times, 0);
    }

    public boolean isFixed() {
        return perSecond > 0;
    }

    /** When the trigger of this number is to be sent, counted from the begin. */
    long dueNanos(long number) {
        return number * Duration.ofSeconds(1).toNanos() / perSecond;
    }
}

package io.herald.bench.load;

/**
 * What one round gave, from its first trigger to its last delivery.
 *
 * @param latencies in nanoseconds, from the shortest to the longest; empty when they were not taken
 */
@SuppressWarnings("ArrayRecordComponent") // a million latencies; nobody compares runs
public record Run(long broadcasts, long deliveries, long nanos, long[] latencies) {
    public double perSecond(long count) {
        return count * 1e9 / nanos;
    }

    /** The latency that this share of all deliveries did not pass. */
    public double latencyMillis(double share) {
        return latencies.length == 0 ? Double.NaN : latencies[(int) (share * (latencies.length - 1))] / 1e6;
    }
}

package io.herald.bench.load;

import java.util.Arrays;

/** What all clients of a fleet count together. One thread. */
final class Tally {
    private static final int MAX_LATENCIES = 1 << 21; // 16 MiB; a round of the bench has less than a tenth of it

    private final long[] latencies = new long[MAX_LATENCIES];
    private int timed;
    private long delivered;
    private boolean isTiming;
    private int failed;
    private String firstFailure = "";

    /** Begins a round. */
    void begin(boolean withLatencies) {
        delivered = 0;
        timed = 0;
        isTiming = withLatencies;
    }

    boolean isTiming() {
        return isTiming;
    }

    void delivered() {
        delivered++;
    }

    void latency(long nanos) {
        if (timed < MAX_LATENCIES) {
            latencies[timed++] = nanos;
        }
    }

    void failed(String why) {
        failed++;
        firstFailure = firstFailure.isEmpty() ? why : firstFailure;
    }

    long deliveries() {
        return delivered;
    }

    int failedCount() {
        return failed;
    }

    String firstFailure() {
        return firstFailure;
    }

    /** From the shortest to the longest. */
    long[] sortedLatencies() {
        long[] sorted = Arrays.copyOf(latencies, timed);
        Arrays.sort(sorted);
        return sorted;
    }
}

package io.herald.bench;

import java.time.Duration;

/**
 * How much time is given to it.
 *
 * @param start of a JVM, until its code is compiled
 * @param warmUp before the rounds of a row
 * @param settle of a JVM, the same where latencies are taken: a thread that still compiles has the core for milliseconds
 * @param isWhole whether the largest rows belong to it
 */
record Effort(
        int rounds, Duration round, Start start, Duration warmUp, Duration settle, int idleClients, boolean isWhole) {
    static final Effort FULL = new Effort(
            5,
            Duration.ofMillis(600),
            new Start(120_000, Duration.ofSeconds(18)),
            Duration.ofMillis(500),
            Duration.ofMillis(2_500),
            10_000,
            true);
    static final Effort QUICK = new Effort(
            3,
            Duration.ofMillis(400),
            new Start(30_000, Duration.ofSeconds(12)),
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            2_000,
            false);

    /** So many triggers, or what there are of them in that time. */
    record Start(int triggers, Duration limit) {}
}

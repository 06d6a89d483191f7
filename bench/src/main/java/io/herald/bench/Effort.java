package io.herald.bench;

import java.time.Duration;

/**
 * How much time is given to it.
 *
 * @param firstWarmUp of a server that has just started: its code is still being compiled
 * @param isWhole whether the largest rows belong to it
 */
record Effort(int rounds, Duration round, Duration firstWarmUp, Duration warmUp, int idleClients, boolean isWhole) {
    static final Effort FULL =
            new Effort(5, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofMillis(700), 10_000, true);
    static final Effort QUICK =
            new Effort(3, Duration.ofMillis(400), Duration.ofMillis(1500), Duration.ofMillis(300), 2_000, false);
}

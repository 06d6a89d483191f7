package io.herald.engine

import java.time.Duration
import java.time.Instant

/** Time that passes only when it is told to. */
class HandTimer implements Timer {
    private final TreeMap<Long, List<Runnable>> tasks = [:] as TreeMap
    private Instant start = Instant.parse("2026-01-31T12:00:00Z")
    private long passed

    @Override
    synchronized Instant now() { start.plusNanos(passed) }

    @Override
    synchronized long nanos() { Long.MAX_VALUE - 1_000_000 + passed } // overflows soon, as a real one may

    @Override
    synchronized void after(Duration time, Runnable task) {
        tasks.computeIfAbsent(passed + time.toNanos(), { [] }) << task
    }

    void pass(Duration time) {
        long end = passed + time.toNanos()
        while (!tasks.isEmpty() && tasks.firstKey() <= end) {
            Map.Entry<Long, List<Runnable>> due = tasks.pollFirstEntry()
            passed = Math.max(passed, due.key)
            due.value*.run()
        }
        passed = end
    }

    void passMillis(long millis) { pass(Duration.ofMillis(millis)) }

    @Override
    synchronized void close() { tasks.clear() }
}

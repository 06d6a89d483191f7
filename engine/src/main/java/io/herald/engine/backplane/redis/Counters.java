package io.herald.engine.backplane.redis;

import java.util.concurrent.atomic.LongAdder;

/** What {@link RedisStats} counts, while it runs. Thread-safe. */
final class Counters {
    final LongAdder written = new LongAdder();
    final LongAdder rewritten = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder readFailures = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder unwanted = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder ignored = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder lost = new LongAdder();
}

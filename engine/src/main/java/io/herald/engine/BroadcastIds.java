package io.herald.engine;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Names broadcasts: a random prefix for this process, then a count. Thread-safe. */
final class BroadcastIds {
    private final String prefix = String.format("%010x-", new SecureRandom().nextLong() & 0xff_ffff_ffffL);
    private final AtomicLong count = new AtomicLong();

    String next() {
        return prefix + count.incrementAndGet();
    }
}

package io.herald.engine.delivery.socketio;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many connections, or sessions, each address has. Thread-safe. */
final class AddressCount {
    private final int most;
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    AddressCount(int most) {
        this.most = most;
    }

    /** Whether the address has as many as it may. */
    boolean isFull(InetAddress address) {
        return counts.getOrDefault(address, 0) >= most;
    }

    /** Counts one more, unless the address has as many as it may. */
    boolean enter(InetAddress address) {
        AtomicBoolean entered = new AtomicBoolean();
        counts.compute(address, (same, before) -> {
            int now = before == null ? 0 : before;
            entered.set(now < most);
            return now < most ? Integer.valueOf(now + 1) : before;
        });
        return entered.get();
    }

    /** Counts one more that was let in before: of those let in at the same moment, some may be too many. */
    void count(InetAddress address) {
        counts.merge(address, 1, Integer::sum);
    }

    void leave(InetAddress address) {
        counts.computeIfPresent(address, (same, before) -> before == 1 ? null : before - 1);
    }
}

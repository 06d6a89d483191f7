package io.herald.engine.delivery.socketio;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections, or sessions, each address has. Thread-safe; those that ask at the same moment may pass the bound together. */
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

    void enter(InetAddress address) {
        counts.merge(address, 1, Integer::sum);
    }

    void leave(InetAddress address) {
        counts.computeIfPresent(address, (same, before) -> before == 1 ? null : before - 1);
    }
}

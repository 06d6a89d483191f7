package io.herald.engine.delivery.socketio;

import io.herald.engine.model.Network;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many connections, or sessions, each address has. Thread-safe. */
final class AddressCount {
    private final int most;
    private final Map<Network, Integer> counts = new ConcurrentHashMap<>();

    AddressCount(int most) {
        this.most = most;
    }

    /** Counts one more, unless the address has as many as it may. */
    boolean enter(InetAddress address) {
        AtomicBoolean entered = new AtomicBoolean();
        counts.compute(Network.of(address), (same, before) -> {
            int now = before == null ? 0 : before;
            entered.set(now < most);
            return now < most ? Integer.valueOf(now + 1) : before;
        });
        return entered.get();
    }

    void leave(InetAddress address) {
        counts.computeIfPresent(Network.of(address), (same, before) -> before == 1 ? null : before - 1);
    }
}

package io.herald.engine.delivery.socketio;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many connections, or sessions, each address has. Of IPv6 the whole network of 64 bits is one: its owner has all of it. Thread-safe. */
final class AddressCount {
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final Map<ByteBuffer, Integer> counts = new ConcurrentHashMap<>();

    AddressCount(int most) {
        this.most = most;
    }

    private static ByteBuffer counted(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    }

    /** Counts one more, unless the address has as many as it may. */
    boolean enter(InetAddress address) {
        AtomicBoolean entered = new AtomicBoolean();
        counts.compute(counted(address), (same, before) -> {
            int now = before == null ? 0 : before;
            entered.set(now < most);
            return now < most ? Integer.valueOf(now + 1) : before;
        });
        return entered.get();
    }

    void leave(InetAddress address) {
        counts.computeIfPresent(counted(address), (same, before) -> before == 1 ? null : before - 1);
    }
}

package io.herald.engine.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a broadcast is sent.
 *
 * @param except ids of sockets, or names of rooms, that do not get it
 * @param isVolatile clients that can't take it now do without it
 * @param ack asks each client to acknowledge it, and waits for that long
 * @param compress whether it is compressed for clients that can inflate it; empty: when it is large
 */
public record BroadcastOptions(
        Set<String> except, boolean isVolatile, Optional<Duration> ack, Optional<Boolean> compress) {
    public static final BroadcastOptions NONE =
            new BroadcastOptions(Set.of(), false, Optional.empty(), Optional.empty());
    public static final Duration MAX_ACK = Duration.ofMinutes(1);
    public static final int MAX_EXCEPT = 1000;

    public BroadcastOptions {
        except = Set.copyOf(except);
        if (except.size() > MAX_EXCEPT) {
            throw new IllegalArgumentException("except names " + except.size() + " sockets and rooms, over the "
                    + MAX_EXCEPT + " allowed: let them share a room");
        }
        if (ack.filter(time -> time.toMillis() < 1 || time.compareTo(MAX_ACK) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("ack must be 1 ms to 1 min, not " + ack.orElseThrow());
        }
    }

    public BroadcastOptions withExcept(Set<String> names) {
        return new BroadcastOptions(names, isVolatile, ack, compress);
    }

    public BroadcastOptions withAck(Duration time) {
        return new BroadcastOptions(except, isVolatile, Optional.of(time), compress);
    }

    /** Whether clients that were away may have it later. */
    public boolean isRecoverable() {
        return !isVolatile && ack.isEmpty();
    }
}

package io.herald.engine.delivery.socketio;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client sent what the protocol does not know, or more than it may: its session is closed, and nothing else happens. */
final class MalformedPacketException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable SocketLimit limit;

    MalformedPacketException(String message) {
        this(message, null);
    }

    /** @param limit that it went over; null for none */
    MalformedPacketException(String message, @Nullable SocketLimit limit) {
        super(message, null, false, false);
        this.limit = limit;
    }

    Optional<SocketLimit> limit() {
        return Optional.ofNullable(limit);
    }
}

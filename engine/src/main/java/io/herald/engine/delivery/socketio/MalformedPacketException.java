package io.herald.engine.delivery.socketio;

import java.io.Serial;

/** A client sent what the protocol does not know: its session is closed, and nothing else happens. */
final class MalformedPacketException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}

package io.herald.engine.delivery.socketio;

import java.util.List;

/**
 * Where clients connect, and within what bounds.
 *
 * @param port 0 picks a free one
 * @param origins of browser pages that may connect; {@code *} for all; none for pages of the same host only
 * @param maxMessageBytes of one message from a client, over either transport
 * @param maxPendingBytes written to a client and not yet taken by it, before it counts as slow
 */
public record SocketIoSettings(
        String address, int port, List<String> origins, int maxMessageBytes, int maxPendingBytes) {
    public SocketIoSettings {
        origins = List.copyOf(origins);
    }

    public SocketIoSettings(String address, int port, List<String> origins) {
        this(address, port, origins, 1_000_000, 1 << 20);
    }
}

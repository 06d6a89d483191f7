package io.herald.engine.delivery.socketio;

import java.util.List;

/**
 * Where clients connect, and within what bounds.
 *
 * @param port 0 picks a free one
 * @param origins of browser pages that may connect; {@code *} for all; none for pages of the same host only
 * @param maxMessageBytes of one message from a client, over either transport
 * @param maxPendingBytes written to a client and not yet taken by it, before it is closed as slow
 * @param pingIntervalMillis between heartbeats
 * @param pingTimeoutMillis for the answer to one
 * @param connectTimeoutMillis for a client to connect to a namespace
 */
public record SocketIoSettings(
        String address,
        int port,
        List<String> origins,
        int maxMessageBytes,
        int maxPendingBytes,
        int pingIntervalMillis,
        int pingTimeoutMillis,
        int connectTimeoutMillis) {
    public SocketIoSettings {
        origins = List.copyOf(origins);
    }

    /** With the bounds of Node's Socket.IO where it has them. */
    public SocketIoSettings(String address, int port, List<String> origins) {
        this(address, port, origins, 1_000_000, 1 << 20, 25_000, 20_000, 45_000);
    }
}

package io.herald.engine.delivery.socketio;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How clients are served.
 *
 * @param address to bind
 * @param port to bind; 0 picks a free one
 * @param origins of browser pages that may connect, {@code *} for all; none for pages of the same host only
 * @param pingInterval between heartbeats
 * @param pingTimeout for the answer to one
 * @param drain within which clients are sent away one by one, and those cut that do not go, when the node stops
 * @param transport of all bytes
 * @param compressBytes broadcasts of so many bytes are compressed for clients that can inflate them; 0 for none
 * @param limits those that are not there have their defaults
 */
public record SocketIoSettings(
        String address,
        int port,
        List<String> origins,
        Duration pingInterval,
        Duration pingTimeout,
        Duration drain,
        IoTransport transport,
        int compressBytes,
        Map<SocketLimit, Integer> limits) {
    public SocketIoSettings {
        origins = List.copyOf(origins);
        limits = Map.copyOf(limits);
    }

    /** With the heartbeat of Node's Socket.IO, and all limits as they are by default. */
    public SocketIoSettings(String address, int port, List<String> origins) {
        this(
                address,
                port,
                origins,
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                IoTransport.available(),
                0,
                Map.of());
    }

    public SocketIoSettings with(SocketLimit limit, int value) {
        Map<SocketLimit, Integer> changed = new EnumMap<>(SocketLimit.class);
        changed.putAll(limits);
        changed.put(limit, value);
        return new SocketIoSettings(
                address, port, origins, pingInterval, pingTimeout, drain, transport, compressBytes, changed);
    }

    public SocketIoSettings withHeartbeat(Duration interval, Duration timeout) {
        return new SocketIoSettings(address, port, origins, interval, timeout, drain, transport, compressBytes, limits);
    }

    public SocketIoSettings with(IoTransport changed) {
        return new SocketIoSettings(
                address, port, origins, pingInterval, pingTimeout, drain, changed, compressBytes, limits);
    }

    public SocketIoSettings withCompression(int fromBytes) {
        return new SocketIoSettings(
                address, port, origins, pingInterval, pingTimeout, drain, transport, fromBytes, limits);
    }

    public int limit(SocketLimit limit) {
        return limits.getOrDefault(limit, limit.byDefault());
    }
}

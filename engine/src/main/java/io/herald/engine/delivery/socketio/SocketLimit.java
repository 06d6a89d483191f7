package io.herald.engine.delivery.socketio;

import java.util.Locale;

/** What clients may take of a node, each a number that can be set. Who goes over it is refused, and counted. */
public enum SocketLimit {
    /**
     * Bytes of one message from a client, over either transport: HTTP 413, or the WebSocket is closed with 1009. Of all attachments of one
     * packet, too: the session is closed.
     */
    MESSAGE_BYTES(1_000_000),
    /**
     * Bytes written to a client and not yet taken by it, beside one message that alone is more: volatile broadcasts stop at half of it, and
     * a client for which more waits is cut when the next is to be written.
     */
    PENDING_BYTES(1 << 20),
    /**
     * Bytes of requests and messages that have not come in whole, of all clients of a node, but for those of which less than 4 KiB came: what
     * is on its way for longest is cut. No more than a quarter of the JVM's memory, whatever is set.
     */
    UNFINISHED_BYTES(64 << 20),
    /** Bytes of a request's first line: HTTP 414. */
    URL_BYTES(4096),
    /** Bytes of a request's headers: HTTP 431. */
    HEADER_BYTES(8192),
    /** Milliseconds for a request to come in whole, and for a WebSocket to take over from polling: the connection is closed. */
    REQUEST_MILLIS(10_000),
    /** Milliseconds for a client to connect to a namespace: its session is closed. */
    CONNECT_MILLIS(45_000),
    /** Connections from one address, or of IPv6 one network of 64 bits, and sessions: HTTP 429. */
    CONNECTIONS_PER_ADDRESS(16_384),
    /** Maps and lists within one another in a packet: the session is closed. */
    JSON_DEPTH(64),
    /** Binary values of one packet: the session is closed. */
    ATTACHMENTS(10),
    /** Rooms one socket is in: the join is answered {@code too-many-rooms}. */
    ROOMS_PER_CLIENT(256),
    /** Joins and leaves of a client in a second, and as many that wait for their turn: further ones are answered {@code too-many-requests}. */
    JOINS_PER_SECOND(100),
    /** Messages of a client in a second, heartbeats, pings and the like too: its session is closed. */
    EVENTS_PER_SECOND(500);

    private final int byDefault;

    SocketLimit(int byDefault) {
        this.byDefault = byDefault;
    }

    public int byDefault() {
        return byDefault;
    }

    /** As settings and metrics name it: {@code message-bytes}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

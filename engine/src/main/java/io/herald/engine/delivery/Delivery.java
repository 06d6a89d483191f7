package io.herald.engine.delivery;

import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.NodeSockets;
import java.util.Map;
import java.util.Set;

/** Holds the sockets of this node and gives them what is broadcast. Thread-safe. */
public interface Delivery extends NodeSockets, Audience, AutoCloseable {
    /**
     * Begins to accept clients.
     *
     * @param gate asked before a client enters a room
     * @param recovery asked when a client comes back
     * @throws java.io.UncheckedIOException when the port can't be bound
     */
    void start(RoomGate gate, Recovery recovery);

    /** Begins to accept clients, who begin anew when they come back. */
    default void start(RoomGate gate) {
        start(gate, Recovery.OFF);
    }

    /** The bound port: the one configured, or the free one that was picked for 0. */
    int port();

    /** The namespaces clients may connect to, beside the root, from now on. */
    void namespaces(Set<Namespace> namespaces);

    /** Hands the broadcast to every socket in its rooms, once each, in the order of calls. Does not block. */
    Delivered deliver(Broadcast broadcast);

    /** Whether a socket is in the room, or has this id. */
    @Override
    boolean has(Namespace namespace, String room);

    /** Cuts every client's connection, so that it connects again, begins anew, and fetches what it shows. Does not block. */
    void cutAll(String reason);

    /** Clients connected now. */
    int clients();

    /** Bytes of broadcasts that wait for an event loop to write them: of the one with most. */
    long queuedBytes();

    /** How often clients went over each limit, by its name. */
    Map<String, Long> refusals();

    /** What compression did to broadcasts, each counted once however many clients it had. */
    CompressedBytes compressed();

    /** Stops accepting, tells clients, lets what is queued go out, closes. */
    @Override
    void close();
}

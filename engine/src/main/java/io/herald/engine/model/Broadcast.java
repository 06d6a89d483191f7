package io.herald.engine.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One message on its way to rooms of one namespace, or to all of it, on every node.
 *
 * @param id the same for all broadcasts of one trigger
 * @param event the name that clients listen for
 * @param rooms names of rooms of the namespace, in the order the script gave; a socket in several of them gets the event once. None are the
 *     whole namespace, which servers of other kinds may mean: a script always names rooms
 * @param offset its place among all broadcasts, which clients that come back tell; empty until the backplane gives it one
 */
public record Broadcast(
        String id,
        Namespace namespace,
        String event,
        Set<String> rooms,
        Payload payload,
        BroadcastOptions options,
        String offset) {
    /** Names that mean something to Socket.IO itself: a client that is sent such an event takes it for a broken connection. */
    public static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    public Broadcast {
        if (event.isEmpty()) {
            throw new IllegalArgumentException("broadcast " + id + " has no event name");
        }
        if (RESERVED.contains(event)) {
            throw new IllegalArgumentException(
                    "no event may be called '" + event + "', which means something to Socket.IO itself");
        }
        rooms = rooms.size() == 1 ? Set.copyOf(rooms) : Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
    }

    /** Without options. */
    public Broadcast(String id, Namespace namespace, String event, Set<String> rooms, Payload payload) {
        this(id, namespace, event, rooms, payload, BroadcastOptions.NONE, "");
    }

    public Broadcast with(BroadcastOptions newOptions) {
        return new Broadcast(id, namespace, event, rooms, payload, newOptions, offset);
    }

    public Broadcast at(String newOffset) {
        return new Broadcast(id, namespace, event, rooms, payload, options, newOffset);
    }
}

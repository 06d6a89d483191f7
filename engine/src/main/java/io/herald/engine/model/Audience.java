package io.herald.engine.model;

/** Whom this node serves. Thread-safe. */
@FunctionalInterface
public interface Audience {
    Audience EVERYONE = (namespace, room) -> true;

    /** Whether a socket of this node is in the room, or may come back to it and ask for what it missed. */
    boolean has(Namespace namespace, String room);

    /** Whether its sockets have more to take already than they should: nothing further is to come for now. */
    default boolean isFull() {
        return false;
    }

    /** Whether it has one of the broadcast's rooms; one for a whole namespace is for everybody. */
    default boolean wants(Broadcast broadcast) {
        for (String room : broadcast.rooms()) {
            if (has(broadcast.namespace(), room)) {
                return true;
            }
        }
        return broadcast.rooms().isEmpty();
    }
}

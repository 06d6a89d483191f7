package io.herald.engine.model;

import java.util.Set;

/**
 * What is done to sockets from outside.
 *
 * @param rooms that they join or leave; none otherwise
 */
public record Change(Kind kind, Set<String> rooms) {
    /** Leave their namespace, as if the server had said good-bye to them there, and do not come back by themselves. */
    public static final Change DISCONNECT = new Change(Kind.DISCONNECT, Set.of());

    private static final int MAX_ROOMS = 100;

    /** The ways. */
    public enum Kind {
        JOIN,
        LEAVE,
        DISCONNECT,
        /** As {@link #DISCONNECT}, in all their namespaces: the connection ends. */
        CLOSE
    }

    public Change {
        boolean isOfRooms = kind == Kind.JOIN || kind == Kind.LEAVE;
        if (isOfRooms == rooms.isEmpty() || rooms.size() > MAX_ROOMS) {
            throw new IllegalArgumentException(
                    "to join or leave takes 1 to " + MAX_ROOMS + " rooms, all else none, not " + rooms.size());
        }
        rooms.forEach(Room::new); // each must be a room's name
        rooms = Set.copyOf(rooms);
    }

    public static Change join(String room) {
        return new Change(Kind.JOIN, Set.of(room));
    }

    public static Change leave(String room) {
        return new Change(Kind.LEAVE, Set.of(room));
    }
}

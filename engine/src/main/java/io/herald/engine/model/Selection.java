package io.herald.engine.model;

import java.util.Set;

/**
 * Some sockets of one namespace.
 *
 * @param rooms those in any of them, a socket's id being a room of its own; all, when empty
 * @param except without those in any of these
 */
public record Selection(Namespace namespace, Set<String> rooms, Set<String> except) {
    public Selection {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    /** All of them. */
    public static Selection all(Namespace namespace) {
        return new Selection(namespace, Set.of(), Set.of());
    }

    /** Those in one room, or the one socket with this id. */
    public static Selection in(Room room) {
        return new Selection(room.namespace(), Set.of(room.name()), Set.of());
    }
}

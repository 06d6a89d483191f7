package io.herald.engine.delivery.socketio;

import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sockets there are, and which rooms each is in; a socket's id serves as a room of its own. Joining, leaving and ending cost by the
 * socket's own rooms only. Thread-safe.
 */
final class RoomIndex {
    private final Map<Room, Set<ClientSocket>> members = new ConcurrentHashMap<>();
    private final Map<Room, ClientSocket> byId = new ConcurrentHashMap<>();
    private final Map<String, ClientSocket> byKey = new ConcurrentHashMap<>();

    void add(ClientSocket socket) {
        byId.put(new Room(socket.namespace(), socket.id()), socket);
        byKey.put(socket.key(), socket);
        if (socket.isGone()) {
            end(socket);
        }
    }

    /** The socket that has this key now. */
    Optional<ClientSocket> byKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    void join(Room room, ClientSocket socket) {
        socket.rooms().add(room);
        members.compute(room, (same, before) -> {
            Set<ClientSocket> joined = before == null ? ConcurrentHashMap.newKeySet() : before;
            joined.add(socket);
            return joined;
        });
        if (socket.isGone()) {
            end(socket); // it ended meanwhile
        }
    }

    void leave(Room room, ClientSocket socket) {
        socket.rooms().remove(room);
        members.computeIfPresent(room, (same, joined) -> without(joined, socket));
    }

    /** The socket is gone from all its rooms. */
    void end(ClientSocket socket) {
        Set.copyOf(socket.rooms()).forEach(room -> leave(room, socket));
        byId.remove(new Room(socket.namespace(), socket.id()), socket);
        byKey.remove(socket.key(), socket);
    }

    /** The members of any of the rooms, each once. Not to be changed. */
    Set<ClientSocket> members(Namespace namespace, Collection<String> names) {
        if (names.size() == 1) {
            return members(new Room(namespace, names.iterator().next()));
        }
        Set<ClientSocket> union = new HashSet<>();
        names.forEach(name -> union.addAll(members(new Room(namespace, name))));
        return union;
    }

    private Set<ClientSocket> members(Room room) {
        Set<ClientSocket> joined = members.get(room);
        if (joined != null) {
            return joined;
        }
        ClientSocket own = byId.get(room);
        return own == null ? Set.of() : Set.of(own);
    }

    private static @Nullable Set<ClientSocket> without(Set<ClientSocket> set, ClientSocket socket) {
        set.remove(socket);
        return set.isEmpty() ? null : set;
    }
}

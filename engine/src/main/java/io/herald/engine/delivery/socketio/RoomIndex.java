package io.herald.engine.delivery.socketio;

import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which sessions are in which rooms. Joining, leaving and ending cost by the session's own rooms only. Thread-safe. */
final class RoomIndex {
    private final Map<Room, Set<EngineSession>> members = new ConcurrentHashMap<>();
    private final Map<EngineSession, Set<Room>> rooms = new ConcurrentHashMap<>();

    void join(Room room, EngineSession session) {
        rooms.compute(session, (same, before) -> {
            Set<Room> joined = before == null ? ConcurrentHashMap.newKeySet() : before;
            joined.add(room);
            return joined;
        });
        members.compute(room, (same, before) -> {
            Set<EngineSession> joined = before == null ? ConcurrentHashMap.newKeySet() : before;
            joined.add(session);
            return joined;
        });
        if (session.isClosed()) {
            end(session); // it ended meanwhile
        }
    }

    void leave(Room room, EngineSession session) {
        rooms.computeIfPresent(session, (same, joined) -> without(joined, room));
        members.computeIfPresent(room, (same, joined) -> without(joined, session));
    }

    /** The session is gone from all its rooms. */
    void end(EngineSession session) {
        Set<Room> joined = rooms.remove(session);
        if (joined != null) {
            joined.forEach(room -> members.computeIfPresent(room, (same, sessions) -> without(sessions, session)));
        }
    }

    /** The session is gone from its rooms of one namespace. */
    void leave(Namespace namespace, EngineSession session) {
        Set<Room> joined = rooms.get(session);
        if (joined != null) {
            Set.copyOf(joined).stream()
                    .filter(room -> room.namespace().equals(namespace))
                    .forEach(room -> leave(room, session));
        }
    }

    /** The members of any of the rooms, each once. Not to be changed. */
    Set<EngineSession> members(Namespace namespace, Collection<String> names) {
        if (names.size() == 1) {
            return members.getOrDefault(new Room(namespace, names.iterator().next()), Set.of());
        }
        Set<EngineSession> union = new HashSet<>();
        names.forEach(name -> union.addAll(members.getOrDefault(new Room(namespace, name), Set.of())));
        return union;
    }

    private static <T> @Nullable Set<T> without(Set<T> set, T element) {
        set.remove(element);
        return set.isEmpty() ? null : set;
    }
}

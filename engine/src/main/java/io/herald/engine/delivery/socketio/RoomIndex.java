package io.herald.engine.delivery.socketio;

import io.herald.engine.delivery.RoomGate;
import io.herald.engine.model.Member;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import io.herald.engine.model.Tally;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which sockets there are, and which rooms each is in; a socket's id serves as a room of its own. Joining, leaving and ending cost by the
 * socket's own rooms only. Thread-safe.
 */
final class RoomIndex {
    private final Supplier<RoomGate> gate;
    private final Map<Room, Members> members = new ConcurrentHashMap<>();
    private final Map<Room, ClientSocket> byId = new ConcurrentHashMap<>();
    private final Map<String, ClientSocket> byKey = new ConcurrentHashMap<>();

    /** @param gate told of those who come into a presence room as a member and who leave it, however they do; of one socket in its order */
    RoomIndex(Supplier<RoomGate> gate) {
        this.gate = gate;
    }

    /** Of one room. Their roster is made when a broadcast needs it, and kept until somebody comes or goes. */
    private static final class Members {
        private final Set<ClientSocket> sockets = new LinkedHashSet<>(4);
        private volatile @Nullable Roster roster;

        synchronized void add(ClientSocket socket) {
            sockets.add(socket);
            roster = null;
        }

        synchronized boolean isEmptyWithout(ClientSocket socket) {
            sockets.remove(socket);
            roster = null;
            return sockets.isEmpty();
        }

        synchronized int size() {
            return sockets.size();
        }

        Roster roster() {
            Roster known = roster;
            return known == null ? made() : known;
        }

        private synchronized Roster made() {
            Roster fresh = Roster.of(sockets);
            roster = fresh;
            return fresh;
        }
    }

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
        join(room, Optional.empty(), socket);
    }

    /**
     * The room's members, the socket's rooms and who is shown in them change as one: who takes it out meanwhile, or ends it, finds all of it,
     * or nothing.
     *
     * @param member as whom it is shown; none where it is not
     */
    void join(Room room, Optional<Member> member, ClientSocket socket) {
        synchronized (socket) {
            member.filter(shown -> socket.appear(room, shown))
                    .ifPresent(shown -> gate.get().entered(room, shown, socket.id()));
            members.compute(room, (same, before) -> {
                Members joined = before == null ? new Members() : before;
                joined.add(socket);
                socket.join(room);
                return joined;
            });
        }
        if (socket.isGone()) {
            end(socket); // it ended meanwhile
        }
    }

    void leave(Room room, ClientSocket socket) {
        synchronized (socket) {
            members.computeIfPresent(room, (same, left) -> {
                socket.leave(room);
                return left.isEmptyWithout(socket) ? null : left;
            });
            socket.disappear(room).ifPresent(member -> gate.get().left(room, member, socket.id()));
        }
    }

    /** The socket is gone from all its rooms. */
    void end(ClientSocket socket) {
        socket.rooms().forEach(room -> leave(room, socket));
        byId.remove(new Room(socket.namespace(), socket.id()), socket);
        byKey.remove(socket.key(), socket);
    }

    boolean has(Room room) {
        return members.containsKey(room) || byId.containsKey(room);
    }

    /** The rooms of a namespace, without those that are a socket's id. */
    Stream<Tally> rooms(Namespace namespace) {
        return members.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace))
                .map(entry -> new Tally(entry.getKey().name(), entry.getValue().size()));
    }

    /** All sockets of a namespace. */
    List<ClientSocket> sockets(Namespace namespace) {
        return byId.values().stream()
                .filter(socket -> socket.namespace().equals(namespace))
                .toList();
    }

    /** The members of any of the rooms, each once; of the whole namespace where no room is named. */
    Roster members(Namespace namespace, Collection<String> rooms) {
        if (rooms.isEmpty()) {
            return Roster.of(sockets(namespace));
        }
        if (rooms.size() == 1) {
            return members(new Room(namespace, rooms.iterator().next()));
        }
        Set<ClientSocket> union = new LinkedHashSet<>();
        rooms.forEach(room -> union.addAll(members(new Room(namespace, room)).sockets()));
        return Roster.of(union);
    }

    /** As {@link #members(Namespace, Collection)}, without the members of other rooms. */
    Roster members(Namespace namespace, Collection<String> rooms, Set<String> except) {
        Roster all = members(namespace, rooms);
        if (except.isEmpty() || all.size() == 0) {
            return all;
        }
        Set<ClientSocket> left = new LinkedHashSet<>(all.sockets());
        members(namespace, except).sockets().forEach(left::remove);
        return Roster.of(left);
    }

    private Roster members(Room room) {
        Members joined = members.get(room);
        ClientSocket own = byId.get(room);
        if (own == null) {
            return joined == null ? Roster.NOBODY : joined.roster();
        }
        Set<ClientSocket> all = new LinkedHashSet<>(List.of(own)); // others may be in a room of this name
        if (joined != null) {
            all.addAll(joined.roster().sockets());
        }
        return Roster.of(all);
    }
}

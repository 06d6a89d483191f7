package io.herald.engine.event;

import io.herald.engine.event.EventDefinition.Block;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import io.herald.engine.model.Text;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the blocks of one event name: rooms, sockets, and lists of these at any depth. What occurs twice counts once. One plan. */
final class GivenNames {
    private final EventDefinition event;
    private final Limits limits;
    private final Map<Room, Object> rooms = new LinkedHashMap<>();

    GivenNames(EventDefinition event, Limits limits) {
        this.event = event;
        this.limits = limits;
    }

    /** Adds what a block gave; a text names a room or a socket of the namespace. */
    GivenNames add(Block block, @Nullable Object given, Namespace namespace) {
        collect(block, given, namespace, 0);
        return this;
    }

    boolean isEmpty() {
        return rooms.isEmpty();
    }

    /** In the order they were given. */
    Collection<Room> rooms() {
        return rooms.keySet();
    }

    /** Each room, and what the script gave for it. */
    Map<Room, Object> given() {
        return rooms;
    }

    private void collect(Block block, @Nullable Object given, Namespace namespace, int depth) {
        if (depth > limits.maxDepth()) {
            throw failure(event, block, "gave lists more than " + limits.maxDepth() + " deep", "give a flat list");
        }
        if (block.expected().takes(given)) {
            one(block, given, namespace);
        } else if (given instanceof Iterable<?> many) {
            many.forEach(one -> collect(block, one, namespace, depth + 1));
        } else if (given instanceof @Nullable Object[] many) {
            Arrays.asList(many).forEach(one -> collect(block, one, namespace, depth + 1));
        } else {
            String what = given == null ? "null" : Text.a(given.getClass().getSimpleName());
            throw failure(event, block, "gave " + what, block.expected().hint());
        }
        if (rooms.size() > limits.maxRooms()) {
            throw failure(
                    event,
                    block,
                    "gave more than " + limits.maxRooms() + " rooms",
                    "broadcast to one room that all of them join");
        }
    }

    private void one(Block block, @Nullable Object given, Namespace namespace) {
        if (given instanceof Room room) {
            rooms.putIfAbsent(room, room);
        } else if (given != null) {
            String name = given.toString();
            rooms.putIfAbsent(named(block, name, namespace), name);
        }
    }

    private Room named(Block block, String name, Namespace namespace) {
        try {
            return new Room(namespace, name);
        } catch (IllegalArgumentException e) {
            throw failure(event, block, "gave the illegal room " + Text.quote(name) + ": " + e.getMessage(), "");
        }
    }

    static BroadcastException failure(EventDefinition event, Block block, String what, String hint) {
        String message = "the '" + block.word() + "' block of event " + event.name() + " " + what;
        return new BroadcastException.ScriptFailed(message, event.problem(block, message, hint));
    }
}

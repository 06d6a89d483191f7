package io.herald.engine.event;

import io.herald.engine.event.EventDefinition.Block;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Room;
import io.herald.engine.model.Text;
import io.herald.engine.model.Trigger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what a trigger would broadcast: asks {@code when}, normalises {@code on}, encodes {@code as}. Pure; thread-safe. */
public final class EventPlanner {
    private final EventNaming naming;
    private final Limits limits;
    private final PayloadEncoder encoder;

    public EventPlanner(EventNaming naming, Limits limits) {
        this.naming = naming;
        this.limits = limits;
        this.encoder = new PayloadEncoder(limits);
    }

    /**
     * Runs the blocks of the event, each at most once, on this thread.
     *
     * @throws BroadcastException.InvalidInput when the inputs are not of the types that the event declares; no block has run
     * @throws BroadcastException.ScriptFailed when a block throws or gives what is no room or no JSON
     * @throws BroadcastException.TooLarge when the payload passes its limit
     */
    public Plan plan(EventDefinition event, Trigger trigger) {
        Map<String, @Nullable Object> inputs = event.inputs(trigger.inputs());
        if (!event.when(inputs)) {
            return new Plan.Skip("when");
        }
        Set<Room> rooms = new LinkedHashSet<>();
        collect(event.on(inputs), rooms, event, 0);
        if (rooms.isEmpty()) {
            return new Plan.Skip("no-rooms");
        }
        Payload payload = encode(event, event.as(inputs));
        return new Plan.Emit(wireName(event), List.copyOf(rooms), payload, options(event, trigger));
    }

    private static BroadcastOptions options(EventDefinition event, Trigger trigger) {
        BroadcastOptions options = event.options();
        return trigger.except().isEmpty() ? options : options.withExcept(trigger.except());
    }

    /** The name that clients listen for. */
    public String wireName(EventDefinition event) {
        return event.broadcastName().orElseGet(() -> naming.wireName(event.name()));
    }

    private void collect(@Nullable Object given, Set<Room> rooms, EventDefinition event, int depth) {
        if (depth > limits.maxDepth()) {
            throw failure(
                    event,
                    Block.ON,
                    "gave lists more than " + limits.maxDepth() + " deep",
                    "give a flat list of rooms");
        }
        if (given instanceof Room room) {
            rooms.add(room);
        } else if (given instanceof CharSequence name) {
            rooms.add(named(name.toString(), event));
        } else if (given instanceof Iterable<?> many) {
            many.forEach(one -> collect(one, rooms, event, depth + 1));
        } else if (given instanceof @Nullable Object[] many) {
            Arrays.asList(many).forEach(one -> collect(one, rooms, event, depth + 1));
        } else {
            String what = given == null ? "null" : "a " + given.getClass().getSimpleName();
            throw failure(
                    event,
                    Block.ON,
                    "gave " + what + " where a room is needed",
                    "give a room, a text, or a list of them; [] for none");
        }
        if (rooms.size() > limits.maxRooms()) {
            throw failure(
                    event,
                    Block.ON,
                    "gave more than " + limits.maxRooms() + " rooms",
                    "broadcast to one room that all of them join");
        }
    }

    private static Room named(String name, EventDefinition event) {
        try {
            return new Room(name);
        } catch (IllegalArgumentException e) {
            throw failure(event, Block.ON, "gave the illegal room " + Text.quote(name) + ": " + e.getMessage(), "");
        }
    }

    private Payload encode(EventDefinition event, @Nullable Object value) {
        try {
            return encoder.encode(value);
        } catch (PayloadEncoder.NotJsonException e) {
            throw failure(event, Block.AS, "gave what can't be sent as JSON: " + e.getMessage(), "");
        }
    }

    private static BroadcastException failure(EventDefinition event, Block block, String what, String hint) {
        String message = "the '" + block.word() + "' block of event " + event.name() + " " + what;
        return new BroadcastException.ScriptFailed(message, event.problem(block, message, hint));
    }
}

package io.herald.engine.event;

import io.herald.engine.event.EventDefinition.Block;
import io.herald.engine.event.Plan.Emit.Part;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Trigger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what a trigger would broadcast: asks {@code when}, normalises {@code on}, encodes {@code as}. Pure; thread-safe. */
public final class EventPlanner {
    /** Each is a broadcast of its own, and spares the clients of those before it. */
    static final int MAX_PAYLOADS = 100;

    private final EventNaming naming;
    private final Limits limits;
    private final PayloadEncoder encoder;

    public EventPlanner(EventNaming naming, Limits limits) {
        this.naming = naming;
        this.limits = limits;
        this.encoder = new PayloadEncoder(limits);
    }

    /**
     * Runs the blocks of the event, each at most once, on this thread; an {@code as} that depends on the room once for each.
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
        GivenNames given = new GivenNames(event, limits)
                .add(Block.ON, event.on(inputs), Namespace.ROOT)
                .add(Block.SOCKETS, event.sockets(inputs), event.socketsNamespace());
        if (given.isEmpty()) {
            return new Plan.Skip("no-rooms");
        }
        List<Part> parts = event.isPerRoom() ? perRoom(event, inputs, given) : List.of(forAll(event, inputs, given));
        return new Plan.Emit(wireName(event), parts, options(event, inputs, trigger, parts.size() - 1));
    }

    /** The name that clients listen for. */
    public String wireName(EventDefinition event) {
        return event.broadcastName().orElseGet(() -> naming.wireName(event.name()));
    }

    private Part forAll(EventDefinition event, Map<String, @Nullable Object> inputs, GivenNames given) {
        return new Part(List.copyOf(given.rooms()), encode(event, event.as(inputs)));
    }

    private List<Part> perRoom(EventDefinition event, Map<String, @Nullable Object> inputs, GivenNames given) {
        if (given.rooms().size() > MAX_PAYLOADS) {
            throw GivenNames.failure(
                    event,
                    Block.AS,
                    "makes a payload for each of " + given.rooms().size() + " rooms, over the " + MAX_PAYLOADS
                            + " allowed",
                    "let it depend on fewer rooms, or not on the room: as { … }");
        }
        return given.given().entrySet().stream()
                .map(room -> new Part(List.of(room.getKey()), encode(event, event.as(inputs, room.getValue()))))
                .toList();
    }

    /** @param spared rooms that a part will spare for those before it */
    private BroadcastOptions options(
            EventDefinition event, Map<String, @Nullable Object> inputs, Trigger trigger, int spared) {
        Set<String> except = spared(event, inputs, trigger.except());
        if (except.size() + spared > BroadcastOptions.MAX_EXCEPT) {
            throw GivenNames.failure(
                    event,
                    Block.EXCEPT,
                    "and the trigger name " + except.size() + " sockets and rooms, over the "
                            + (BroadcastOptions.MAX_EXCEPT - spared) + " allowed",
                    "let them share a room");
        }
        return except.isEmpty() ? event.options() : event.options().withExcept(except);
    }

    private Set<String> spared(EventDefinition event, Map<String, @Nullable Object> inputs, Set<String> byTrigger) {
        GivenNames byScript = new GivenNames(event, limits).add(Block.EXCEPT, event.except(inputs), Namespace.ROOT);
        if (byScript.isEmpty()) {
            return byTrigger;
        }
        Set<String> all = new HashSet<>(byTrigger);
        byScript.rooms().forEach(room -> all.add(room.name()));
        return all;
    }

    private Payload encode(EventDefinition event, @Nullable Object value) {
        try {
            return encoder.encode(value);
        } catch (PayloadEncoder.NotJsonException e) {
            throw GivenNames.failure(event, Block.AS, "gave what can't be sent as JSON: " + e.getMessage(), "");
        }
    }
}

package io.herald.dsl;

import io.herald.dsl.ScriptUnit.MissingInput;
import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Place;
import io.herald.dsl.types.Pointer;
import io.herald.dsl.types.Type;
import io.herald.dsl.types.Validation;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.EventPolicy;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Names;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/** An event of a script, bound to the rooms and resources it calls. */
final class CompiledEvent implements EventDefinition {
    private final CompiledScript script;
    private final Declaration.Event event;
    private final Map<String, Type> models;
    private final boolean mayWait;
    private final Map<Block, BlockCall> blocks = new EnumMap<>(Block.class);

    /**
     * @param models of all scripts, by name; complete before the event is triggered
     * @param mayWait whether what it calls may do more than the sandbox allows
     */
    CompiledEvent(
            CompiledScript script,
            ScriptUnit unit,
            Declaration.Event event,
            Map<String, Type> models,
            boolean mayWait) {
        this.script = script;
        this.event = event;
        this.models = models;
        this.mayWait = mayWait;
        event.blocks().forEach((block, code) -> blocks.put(block, new BlockCall(script, unit, code, where(block))));
    }

    private String where(Block block) {
        return "the '" + block.word() + "' block of event " + event.name();
    }

    @Override
    public String name() {
        return event.name();
    }

    @Override
    public Optional<String> broadcastName() {
        return event.broadcastName();
    }

    @Override
    public BroadcastOptions options() {
        return event.options();
    }

    @Override
    public EventPolicy policy() {
        return event.policy();
    }

    @Override
    public String script() {
        return script.path();
    }

    @Override
    public String version() {
        return script.version();
    }

    @Override
    public boolean mayWait() {
        return mayWait;
    }

    @Override
    public Map<String, @Nullable Object> inputs(Map<String, @Nullable Object> given) {
        return event.inputs().map(typed -> typed(typed, given)).orElse(given);
    }

    private Map<String, @Nullable Object> typed(Fields inputs, Map<String, @Nullable Object> given) {
        Validation validation = new Validation(models);
        Map<String, @Nullable Object> values = inputs.value(given, Pointer.ROOT, validation);
        if (!validation.violations().isEmpty()) {
            throw new BroadcastException.InvalidInput(event.name(), validation.violations());
        }
        return values;
    }

    @Override
    public boolean when(Map<String, @Nullable Object> inputs) {
        return !blocks.containsKey(Block.WHEN) || DefaultTypeTransformation.castToBoolean(call(Block.WHEN, inputs));
    }

    @Override
    public @Nullable Object on(Map<String, @Nullable Object> inputs) {
        return blocks.containsKey(Block.ON) ? call(Block.ON, inputs) : List.of();
    }

    @Override
    public @Nullable Object sockets(Map<String, @Nullable Object> inputs) {
        return blocks.containsKey(Block.SOCKETS) ? call(Block.SOCKETS, inputs) : List.of();
    }

    @Override
    public Namespace socketsNamespace() {
        return event.sockets();
    }

    @Override
    public @Nullable Object except(Map<String, @Nullable Object> inputs) {
        return call(Block.EXCEPT, inputs);
    }

    @Override
    public @Nullable Object as(Map<String, @Nullable Object> inputs) {
        return blocks.containsKey(Block.AS) ? payload(call(Block.AS, inputs)) : inputs;
    }

    @Override
    public boolean isPerRoom() {
        return event.isPerRoom();
    }

    @Override
    public @Nullable Object as(Map<String, @Nullable Object> inputs, Object room) {
        return payload(call(Block.AS, inputs, inputs, room));
    }

    private @Nullable Object payload(@Nullable Object given) {
        try {
            return PlainValues.plain(given);
        } catch (RuntimeException e) { // a getter of a script's own class may throw, too
            throw Failures.failure(script, where(Block.AS), place(Block.AS), e);
        }
    }

    private @Nullable Object call(Block block, Map<String, @Nullable Object> inputs) {
        return call(block, inputs, new Object[] {inputs});
    }

    /** Null when the event has no such block. */
    private @Nullable Object call(Block block, Map<String, @Nullable Object> inputs, @Nullable Object... arguments) {
        BlockCall code = blocks.get(block);
        if (code == null) {
            return null;
        }
        try {
            return code.call(arguments);
        } catch (MissingInput e) {
            throw missing(block, inputs, e);
        }
    }

    private BroadcastException missing(Block block, Map<String, @Nullable Object> inputs, MissingInput missing) {
        String given = inputs.isEmpty()
                ? "the trigger gave no inputs"
                : "the trigger gave " + String.join(", ", inputs.keySet());
        String message = where(block) + " needs the input '" + missing.name + "', and " + given;
        String hint = Names.meant(missing.name, inputs.keySet(), "send it with the trigger");
        return new BroadcastException.ScriptFailed(
                message, script.source().problem(missing.line, missing.column, message, hint));
    }

    @Override
    public Problem problem(Block block, String message, String hint) {
        return script.source().problem(place(block), message, hint);
    }

    private Place place(Block block) {
        BlockCall code = blocks.get(block);
        return code == null ? event.place() : code.place();
    }
}

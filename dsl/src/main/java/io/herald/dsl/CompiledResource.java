package io.herald.dsl;

import io.herald.engine.model.BroadcastException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource of a script, bound to what it calls: shapes what it is given; a list, item by item; null stays null,
 * and what is left out is left out. */
final class CompiledResource implements ScriptUnit.ScriptFunction {
    private final CompiledScript script;
    private final Declaration.Resource resource;
    private final BlockCall code;

    CompiledResource(CompiledScript script, ScriptUnit unit, Declaration.Resource resource) {
        this.script = script;
        this.resource = resource;
        this.code = new BlockCall(script, unit, resource.code(), "resource " + resource.name());
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) {
        if (arguments.length > 0 && !(arguments[0] instanceof Map) && arguments[0] instanceof Iterable<?> items) {
            List<@Nullable Object> shaped = new ArrayList<>();
            for (Object item : items) {
                @Nullable Object[] one = arguments.clone();
                one[0] = item;
                shaped.add(shape(one));
            }
            return shaped;
        }
        return shape(arguments);
    }

    private @Nullable Object shape(@Nullable Object[] arguments) {
        if (arguments.length != resource.parameters().size()) {
            throw failed("the resource is " + resource.signature() + ", and it was given " + arguments.length
                    + " arguments");
        }
        if (arguments.length > 0 && (arguments[0] == null || Absent.is(arguments[0]))) {
            return arguments[0];
        }
        try {
            return Absent.without(code.call(code.fit(arguments, resource.parameters())));
        } catch (IllegalArgumentException e) {
            throw failed("resource " + resource.name() + ": " + e.getMessage());
        }
    }

    private BroadcastException failed(String message) {
        return new BroadcastException.ScriptFailed(message, script.source().problem(resource.place(), message, ""));
    }
}

package io.herald.dsl;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import java.util.Map;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/**
 * The class that each script is compiled into: its blocks and helper methods are methods of it. Public only for the compiled code; not API.
 */
public abstract class ScriptUnit extends GroovyObjectSupport {
    private ScriptFunction @Nullable [] $functions;

    /** A room or resource of any script, as compiled code calls it. */
    interface ScriptFunction {
        @Nullable
        Object call(@Nullable Object[] arguments);
    }

    void $bind(ScriptFunction[] functions) {
        $functions = functions;
    }

    /** Calls the room or resource that the linker bound to this number. */
    public final @Nullable Object $call(int number, @Nullable Object[] arguments) {
        ScriptFunction[] functions = $functions;
        if (functions == null) {
            throw new IllegalStateException(
                    "rooms and resources can be called in blocks, not while the script is loaded");
        }
        return functions[number].call(arguments);
    }

    /** The input of the trigger that a block names. */
    public static @Nullable Object $input(Map<String, @Nullable Object> inputs, String name, int line, int column) {
        Object value = inputs.get(name);
        if (value == null && !inputs.containsKey(name)) {
            throw new MissingInput(name, line, column);
        }
        return value;
    }

    /** {@code when(chat.closed) { chat.closedAt }}: the value, or a field that is left out. */
    public static @Nullable Object $when(@Nullable Object condition, Closure<?> value) {
        return DefaultTypeTransformation.castToBoolean(condition) ? value.call() : Absent.VALUE;
    }

    /** {@code whenPresent(chat.owner)}: the value, or a field that is left out when there is none. */
    public static Object $whenPresent(@Nullable Object value) {
        return value == null ? Absent.VALUE : value;
    }

    /** {@code whenPresent(chat.owner) { UserResource(it) }}: what the block makes of the value, or a field that is left out. */
    public static @Nullable Object $whenPresentAs(@Nullable Object value, Closure<?> shape) {
        return value == null || Absent.is(value) ? Absent.VALUE : shape.call(value);
    }

    /** A block names an input that the trigger did not give. */
    static final class MissingInput extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final String name;
        final int line;
        final int column;

        MissingInput(String name, int line, int column) {
            super(name, null, false, false);
            this.name = name;
            this.line = line;
            this.column = column;
        }
    }
}

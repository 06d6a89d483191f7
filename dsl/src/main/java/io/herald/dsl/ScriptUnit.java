package io.herald.dsl;

import groovy.lang.Closure;
import groovy.lang.GroovyObject;
import groovy.lang.MetaClass;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.runtime.FormatHelper;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/**
 * The class that each script is compiled into: its blocks and helper methods are methods of it. Public only for the compiled code; not API.
 */
public abstract class ScriptUnit implements GroovyObject, Cloneable {
    private ScriptFunction @Nullable [] $functions;
    private transient @Nullable MetaClass $metaClass;

    /** A room or resource of any script, as compiled code calls it. */
    interface ScriptFunction {
        @Nullable
        Object call(@Nullable Object[] arguments);

        /** The same for who ends with it: may be {@link Shaped}. */
        default @Nullable Object shape(@Nullable Object[] arguments) {
            return call(arguments);
        }
    }

    /** Calls the block of this number. */
    public abstract @Nullable Object $run(int number, @Nullable Object[] arguments);

    /** What stands at the script's top level beside declarations. */
    public abstract void $topLevel();

    /** A unit of the same class, not yet bound: cheaper than to have one made by reflection. */
    final ScriptUnit $copy() {
        try {
            return (ScriptUnit) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    void $bind(ScriptFunction[] functions) {
        $functions = functions;
    }

    /** Calls the room or resource that the linker bound to this number. */
    public final @Nullable Object $call(int number, @Nullable Object[] arguments) {
        return function(number).call(arguments);
    }

    /** As {@link #$call}, where a shape ends with it. */
    public final @Nullable Object $shape(int number, @Nullable Object[] arguments) {
        return function(number).shape(arguments);
    }

    private ScriptFunction function(int number) {
        ScriptFunction[] functions = $functions;
        if (functions == null) {
            throw new IllegalStateException(
                    "rooms and resources can be called in blocks, not while the script is loaded");
        }
        return functions[number];
    }

    /** Where code may be stopped. */
    public static void $check() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("the evaluation was stopped");
        }
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

    /** A map of keys and values by turns: as Groovy's literal, but of a size that need not grow. */
    public static Map<@Nullable Object, @Nullable Object> $map(@Nullable Object[] entries) {
        Map<@Nullable Object, @Nullable Object> map = mapFor(entries);
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] instanceof String key) { // then Java need not ask which hashCode() is meant
                map.put(key, entries[i + 1]);
            } else {
                map.put(entries[i], entries[i + 1]);
            }
        }
        return map;
    }

    /** As {@link #$map}, where a shape ends with it. */
    public static Object $shapeOf(@Nullable Object[] entries) {
        return Shaped.map(entries);
    }

    static Map<@Nullable Object, @Nullable Object> mapFor(@Nullable Object[] entries) {
        return new LinkedHashMap<>(Math.max(16, entries.length));
    }

    /** A text with values in it: what Groovy makes of them, at once. */
    public static String $text(@Nullable Object[] parts) {
        if (parts.length == 2) { // as nearly all names of rooms: "chat.$id"
            return text(parts[0]).concat(text(parts[1]));
        }
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(text(part));
        }
        return text.toString();
    }

    private static String text(@Nullable Object part) {
        if (part instanceof String || part instanceof Number) {
            return part.toString();
        }
        if (part instanceof Closure<?> closure && closure.getMaximumNumberOfParameters() == 0) {
            return FormatHelper.toString(closure.call());
        }
        return FormatHelper.toString(part);
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

    /** Made when it is asked for, which most scripts never do: it takes longer than to load the class. */
    @Override
    public MetaClass getMetaClass() {
        MetaClass made = $metaClass;
        if (made == null) {
            made = InvokerHelper.getMetaClass(getClass());
            $metaClass = made;
        }
        return made;
    }

    @Override
    public void setMetaClass(MetaClass changed) {
        $metaClass = changed;
    }
}

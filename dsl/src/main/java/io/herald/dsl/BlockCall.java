package io.herald.dsl;

import io.herald.dsl.Declaration.Callable;
import io.herald.dsl.Declaration.Code;
import io.herald.dsl.types.Fitting;
import io.herald.dsl.types.Place;
import io.herald.engine.model.BroadcastException;
import org.jspecify.annotations.Nullable;

/** Calls one compiled block. Thread-safe. */
final class BlockCall {
    private final CompiledScript script;
    private final String where;
    private final Place place;
    private final Class<?>[] types;
    private final ScriptUnit unit;
    private final int number;

    /** @param where for messages: {@code the 'as' block of event UpdateChat} */
    BlockCall(CompiledScript script, ScriptUnit unit, Code code, String where) {
        this.script = script;
        this.where = where;
        this.place = code.place();
        this.types = script.types(code);
        this.unit = unit;
        this.number = code.number();
    }

    Place place() {
        return place;
    }

    /** Fits the arguments, where they are, to what the parameters of the room or resource take. */
    @Nullable
    Object[] fit(@Nullable Object[] arguments, Callable taking, Fitting fitting) {
        for (int i = 0; i < types.length; i++) {
            arguments[i] = fitting.fit(
                    arguments[i],
                    taking.types().get(i),
                    types[i],
                    taking.parameters().get(i));
        }
        return arguments;
    }

    /** @throws BroadcastException when the block throws */
    @Nullable
    Object call(@Nullable Object... arguments) {
        try {
            return unit.$run(number, arguments);
        } catch (ScriptUnit.MissingInput e) {
            throw e;
        } catch (Throwable e) { // whatever a script throws is told with its place
            throw Failures.failure(script, where, place, e);
        }
    }
}

package io.herald.dsl;

import io.herald.dsl.Declaration.Code;
import io.herald.engine.model.BroadcastException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls one compiled block. Thread-safe. */
final class BlockCall {
    private final CompiledScript script;
    private final String where;
    private final SourceText.Place place;
    private final List<Class<?>> types;
    private final MethodHandle code; // (Object[]) -> Object

    private BlockCall(CompiledScript script, String where, SourceText.Place place, Method method, ScriptUnit unit)
            throws IllegalAccessException {
        this.script = script;
        this.where = where;
        this.place = place;
        this.types = List.of(method.getParameterTypes());
        this.code = MethodHandles.lookup().unreflect(method).bindTo(unit).asSpreader(Object[].class, types.size());
    }

    /** @param where for messages: {@code the 'as' block of event UpdateChat} */
    static BlockCall of(CompiledScript script, ScriptUnit unit, Code code, String where) {
        Method method = Arrays.stream(unit.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(code.method()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the compiled class lacks " + code.method()));
        try {
            return new BlockCall(script, where, code.place(), method, unit);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the compiled class hides " + code.method(), e);
        }
    }

    SourceText.Place place() {
        return place;
    }

    /** Fits the arguments to the types that the block's parameters declare, named as given here. */
    @Nullable
    Object[] fit(@Nullable Object[] arguments, List<String> names) {
        @Nullable Object[] fitted = new Object[types.size()];
        for (int i = 0; i < fitted.length; i++) {
            fitted[i] = Coercion.fit(arguments[i], types.get(i), names.get(i));
        }
        return fitted;
    }

    /** @throws BroadcastException when the block throws */
    @Nullable
    Object call(@Nullable Object... arguments) {
        try {
            return code.invoke(arguments);
        } catch (ScriptUnit.MissingInput e) {
            throw e;
        } catch (Throwable e) { // whatever a script throws is told with its place
            throw Failures.failure(script, where, place, e);
        }
    }
}

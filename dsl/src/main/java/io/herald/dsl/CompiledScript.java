package io.herald.dsl;

import io.herald.dsl.Declaration.Code;
import io.herald.dsl.text.SourceText;
import io.herald.dsl.types.Fields.Constant;
import io.herald.dsl.types.Flow;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.Place;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One script that compiled, by itself: not yet bound to the rooms and resources of others.
 *
 * @param version first 12 hex digits of the SHA-256 of its text
 * @param unit holds its code, not bound to anything; empty when the script declares nothing
 * @param uses rooms and resources it calls, of whatever script, and functions of plugins, in the order of their numbers
 * @param flow what its code tells of types
 */
record CompiledScript(
        SourceText source,
        String version,
        Optional<ScriptUnit> unit,
        List<Declaration> declarations,
        List<Use> uses,
        Flow flow) {
    /** Of the blocks of a script's class, by their numbers. */
    private static final ClassValue<Map<Integer, Class<?>[]>> PARAMETERS = new ClassValue<>() {
        @Override
        protected Map<Integer, Class<?>[]> computeValue(Class<?> type) {
            Map<Integer, Class<?>[]> parameters = new HashMap<>();
            for (Method method : type.getDeclaredMethods()) {
                Code.number(method.getName()).ifPresent(number -> parameters.put(number, method.getParameterTypes()));
            }
            return parameters;
        }
    };

    CompiledScript {
        declarations = List.copyOf(declarations);
        uses = List.copyOf(uses);
    }

    /** A helper, whose classes are compiled with those of all others. */
    static CompiledScript ofHelper(SourceText source, Flow flow) {
        return new CompiledScript(
                source, ScriptCompiler.version(source.text()), Optional.empty(), List.of(), List.of(), flow);
    }

    String path() {
        return source.path();
    }

    /** The same with this code. */
    CompiledScript with(Optional<ScriptUnit> code) {
        return new CompiledScript(source, version, code, declarations, uses, flow);
    }

    /** The types of the block's parameters. */
    Class<?>[] types(Code code) {
        return unit.map(Object::getClass)
                .map(PARAMETERS::get)
                .map(types -> types.get(code.number()))
                .orElseThrow();
    }

    /** Models it names, of whatever script. */
    Stream<Use> models() {
        return Stream.concat(declarations.stream().flatMap(Declaration::models), flow.models().stream())
                .map(model -> new Use(Kind.MODEL, model.name(), -1, model.place(), Map.of(), Map.of()));
    }

    /** What a name may stand for. */
    enum Kind {
        CALLABLE("room or resource", Declaration.Callable.class),
        MODEL("type", Declaration.Model.class),
        /** A function of a plugin, which the compiler has found there. */
        PLUGIN("function of a plugin", null);

        private final String words;
        private final @Nullable Class<? extends Declaration> declared;

        Kind(String words, @Nullable Class<? extends Declaration> declared) {
            this.words = words;
            this.declared = declared;
        }

        /** As authors are told. */
        String words() {
            return words;
        }

        boolean isOf(Declaration declaration) {
            return declared != null && declared.isInstance(declaration);
        }
    }

    /**
     * A name that some script has to declare.
     *
     * @param arguments how many a call gives; -1 when that is known only at run time, or it is none
     * @param typed what is known of arguments, by their number
     * @param literals those of the arguments that are written out, by their number
     */
    record Use(
            Kind kind,
            String name,
            int arguments,
            Place place,
            Map<Integer, Path> typed,
            Map<Integer, Constant> literals) {
        public Use {
            typed = Map.copyOf(typed);
            literals = Map.copyOf(literals);
        }
    }
}

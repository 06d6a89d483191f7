package io.herald.dsl.types;

import io.herald.dsl.types.Flow.Path;
import io.herald.engine.model.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a field of a model, an input of an event, or a value in code may be. Its text is as scripts write it. */
public sealed interface Type
        permits Scalar, Fields, Type.ListOf, Type.MapOf, Type.Maybe, Type.Named, Type.OneOf, Type.OfCode {
    /** Names of types that take others. */
    List<String> CONTAINERS = List.of("List", "Map", "Optional");

    /** All names of types that are no model's. */
    static List<String> names() {
        return Stream.concat(Scalar.names().stream(), CONTAINERS.stream()).toList();
    }

    /** The given JSON value as blocks see it. What does not fit is told to the validation, and null returned. */
    @Nullable
    Object read(@Nullable Object given, Pointer at, Validation validation);

    /** The models it names. */
    default Stream<Named> models() {
        return Stream.empty();
    }

    /** A list of any length, unmodifiable. */
    record ListOf(Type item) implements Type {
        @Override
        public @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
            if (!(given instanceof List<?> items)) {
                return validation.misfit(at, toString(), given);
            }
            @Nullable Object[] read = items.toArray();
            for (int i = 0; i < read.length && !validation.isFull(); i++) {
                Object quick = Scalar.quick(item, read[i]);
                read[i] = quick != null ? quick : item.read(read[i], at.to(String.valueOf(i)), validation);
            }
            return new Items(read, item instanceof Scalar && item != Scalar.OBJECT);
        }

        @Override
        public Stream<Named> models() {
            return item.models();
        }

        @Override
        public String toString() {
            return "List<" + item + ">";
        }
    }

    /** An object with any keys, unmodifiable. */
    record MapOf(Type value) implements Type {
        @Override
        public @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
            if (!(given instanceof Map<?, ?> map)) {
                return validation.misfit(at, toString(), given);
            }
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (validation.isFull()) {
                    break;
                }
                String key = String.valueOf(entry.getKey());
                read.put(key, value.read(entry.getValue(), at.to(key), validation));
            }
            return Collections.unmodifiableMap(read);
        }

        @Override
        public Stream<Named> models() {
            return value.models();
        }

        @Override
        public String toString() {
            return value == Scalar.OBJECT ? "Map" : "Map<String, " + value + ">";
        }
    }

    /** May be null; a field may be left out, and is null then. */
    record Maybe(Type type) implements Type {
        @Override
        public @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
            return given == null ? null : type.read(given, at, validation);
        }

        @Override
        public Stream<Named> models() {
            return type.models();
        }

        @Override
        public String toString() {
            return "Optional<" + type + ">";
        }
    }

    /** A model of any script. */
    record Named(String name, Place place) implements Type {
        @Override
        public @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
            return validation.model(name).read(given, at, validation);
        }

        @Override
        public Stream<Named> models() {
            return Stream.of(this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What no JSON value becomes: code makes it of others. */
    sealed interface OfCode extends Type permits Instance, Own, EntryOf, Either, Operated, Cast {
        @Override
        default @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
            return given;
        }
    }

    /**
     * An object of the JDK.
     *
     * @param type the name of a class that scripts may touch
     */
    record Instance(String type) implements OfCode {
        @Override
        public String toString() {
            return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        }
    }

    /** An object of a class that scripts declare. */
    record Own(String name) implements OfCode {
        @Override
        public String toString() {
            return name;
        }
    }

    /** An entry of a map, as code is given it. */
    record EntryOf(Type value) implements OfCode {
        @Override
        public String toString() {
            return "Map.Entry";
        }
    }

    /** What code makes of one value or another: known when both are the same. */
    record Either(Path one, Path other) implements OfCode {}

    /**
     * What an operator makes of one value, and perhaps another.
     *
     * @param other empty when nothing is known of it, or there is none
     * @param place of the operator
     */
    record Operated(Operator operator, Path one, Optional<Path> other, Place place) implements OfCode {}

    /**
     * A value that is to become another: {@code Long id = …}, {@code (Long) …}, {@code … as Long}.
     *
     * @param isAsked by {@code as}, which reads texts
     */
    record Cast(Path value, Type to, boolean isAsked) implements OfCode {}

    /** One of some texts. */
    record OneOf(List<String> texts) implements Type {
        private static final int SHOWN = 10;

        public OneOf {
            texts = List.copyOf(texts);
        }

        @Override
        public @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
            String text = given instanceof CharSequence ? given.toString() : null;
            return text != null && texts.contains(text) ? text : validation.misfit(at, toString(), given);
        }

        @Override
        public String toString() {
            String shown = texts.stream().limit(SHOWN).map(Text::quote).collect(Collectors.joining(", "));
            return "one of " + shown + (texts.size() > SHOWN ? ", …" : "");
        }
    }
}

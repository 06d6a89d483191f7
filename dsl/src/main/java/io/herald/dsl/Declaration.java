package io.herald.dsl;

import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Place;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import io.herald.engine.event.EventDefinition.Block;
import io.herald.engine.event.EventPolicy;
import io.herald.engine.event.ModelDefinition;
import io.herald.engine.event.RoomDefinition.Access;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Namespace;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a script declares, as the compiler read it: everything but the code. */
sealed interface Declaration {
    String name();

    Place place();

    /** The models it names. */
    default Stream<Type.Named> models() {
        return Stream.empty();
    }

    /** As scripts write it. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** A block of code, compiled to a method of the unit's class. */
    record Code(int number, Place place) {
        private static final String PREFIX = "$block";

        String method() {
            return PREFIX + number;
        }

        /** Of the method that a block was compiled to; empty when it is another's. */
        static Optional<Integer> number(String method) {
            return method.matches("\\$block\\d+")
                    ? Optional.of(Integer.valueOf(method.substring(PREFIX.length())))
                    : Optional.empty();
        }
    }

    /** What other scripts may call, with arguments for its parameters. */
    sealed interface Callable extends Declaration {
        List<String> parameters();

        /** Of the parameters; {@link Scalar#OBJECT} where none that models know is declared. */
        List<Type> types();

        default String signature() {
            return name() + "(" + String.join(", ", parameters()) + ")";
        }
    }

    /**
     * When to broadcast, where and what.
     *
     * @param inputs what triggers must give; empty when they may give what they like
     * @param sockets the namespace of what {@code to sockets} names
     * @param isPerRoom whether {@code as} takes the room
     */
    record Event(
            String name,
            Place place,
            Optional<String> broadcastName,
            BroadcastOptions options,
            EventPolicy policy,
            Optional<Fields> inputs,
            Map<Block, Code> blocks,
            Namespace sockets,
            boolean isPerRoom)
            implements Declaration {
        public Event {
            blocks = new EnumMap<>(blocks);
        }

        @Override
        public Stream<Type.Named> models() {
            return inputs.stream().flatMap(Fields::models);
        }
    }

    record Room(
            String name,
            Place place,
            List<String> parameters,
            List<Type> types,
            Code code,
            Namespace namespace,
            Access access,
            Optional<Asked> join,
            Optional<Asked> presence)
            implements Callable {}

    /**
     * A block of a room that is asked about a user: whom it admits, as whom it shows it.
     *
     * @param parameters how many the block takes: the user first, then the room's arguments
     */
    record Asked(Code code, int parameters) {}

    /**
     * The shape of a payload.
     *
     * @param example gives the arguments that its author shows it with, as a list
     * @param fields of the map that it ends with; none of another end
     */
    record Resource(
            String name,
            Place place,
            List<String> parameters,
            List<Type> types,
            Code code,
            Optional<Code> example,
            List<ShapeField> fields)
            implements Callable {
        Resource with(List<ShapeField> shown) {
            return new Resource(name, place, parameters, types, code, example, shown);
        }
    }

    /**
     * What is to come of some inputs.
     *
     * @param name in the author's words
     * @param event of the same script
     * @param given gives the inputs; empty for none
     * @param expect gives what is to come
     */
    record Example(String name, Place place, String event, Optional<Code> given, Code expect) implements Declaration {}

    /**
     * A type of inputs.
     *
     * @param type what the name stands for: {@link Fields}, or {@link Type.OneOf}
     */
    record Model(String name, Place place, Type type) implements Declaration {
        @Override
        public Stream<Type.Named> models() {
            return type.models();
        }

        /** As those read of it who ask what there is. */
        ModelDefinition definition(CompiledScript script) {
            boolean isObject = type instanceof Fields;
            List<ModelDefinition.Field> fields = type instanceof Fields declared
                    ? declared.fields().stream().map(Fields.Field::definition).toList()
                    : List.of();
            boolean keepsUnknown = type instanceof Fields declared && declared.keepsUnknown();
            return new ModelDefinition(
                    name, script.path(), script.version(), isObject ? "object" : type.toString(), fields, keepsUnknown);
        }
    }
}

package io.herald.dsl.types;

import io.herald.dsl.types.Fields.Constant;
import io.herald.dsl.types.Type.Named;
import io.herald.engine.event.Expected;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a script's code tells of types, to be held against the models and parameters of all scripts.
 *
 * @param models that the code names, of whatever script
 * @param paths what it reads and calls of values whose type may be known
 * @param classes that it may know its values to be of
 * @param called what it calls, as far as it may be known whose that is
 * @param exits what blocks end with
 * @param isChecked whether members of texts, numbers, lists and the like are held against what scripts may touch
 */
public record Flow(
        List<Named> models,
        OwnClasses classes,
        List<Path> paths,
        List<Called> called,
        List<Exit> exits,
        boolean isChecked) {
    public static final Flow NONE = new Flow(List.of(), OwnClasses.NONE, List.of(), List.of(), List.of(), false);

    public Flow {
        models = List.copyOf(models);
        paths = List.copyOf(paths);
        called = List.copyOf(called);
        exits = List.copyOf(exits);
    }

    /** Whether a method is called there of a value whose type may be known: then it is known better what that lacks. */
    public boolean callsAt(int line, int column) {
        Place place = new Place(line, column);
        return paths.stream()
                .flatMap(path -> path.steps().stream())
                .anyMatch(step -> step.move() == Move.CALL && step.place().equals(place));
    }

    /**
     * A value, by what is read of another: {@code chat.owner.name}.
     *
     * @param from the type that it begins with: that of {@code chat}
     * @param place where the script writes it
     * @param end just after that
     */
    public record Path(Type from, List<Step> steps, Place place, Place end) {
        private static final int MAX_STEPS = 64; // nobody writes more, and each path has its own
        private static final Place NOWHERE = new Place(0, 0);

        public Path {
            steps = List.copyOf(steps);
        }

        /** A value of the type, not yet written anywhere; empty when it may be of any. */
        public static Optional<Path> of(Type type) {
            return type == Scalar.OBJECT ? Optional.empty() : Optional.of(new Path(type, List.of(), NOWHERE, NOWHERE));
        }

        /** Empty when it would be too long. */
        public Optional<Path> then(Step step) {
            List<Step> more = Stream.concat(steps.stream(), Stream.of(step)).toList();
            Path path = new Path(from, more, place, end);
            if (path.length() <= MAX_STEPS) {
                return Optional.of(path);
            }
            return step.given().isEmpty() ? Optional.empty() : then(step.ofAny());
        }

        public Optional<Path> then(Move move) {
            return then(Step.of(move, place));
        }

        public Optional<Path> item() {
            return then(Move.ITEM);
        }

        /** What is this or the other; empty when it would be too long. */
        public Optional<Path> or(Path other) {
            return length() + other.length() > MAX_STEPS
                    ? Optional.empty()
                    : Optional.of(new Path(new Type.Either(this, other), List.of(), place, end));
        }

        /** What an operator makes of it, and of the other; empty when it would be too long. */
        public Optional<Path> operated(Operator operator, Optional<Path> other, Place at) {
            return length() + other.map(Path::length).orElse(0) > MAX_STEPS
                    ? Optional.empty()
                    : Optional.of(new Path(new Type.Operated(operator, this, other, at), List.of(), place, end));
        }

        /** What becomes of it where it is to be another; empty when it would be too long. */
        public Optional<Path> cast(Type to, boolean isAsked) {
            return length() > MAX_STEPS
                    ? Optional.empty()
                    : Optional.of(new Path(new Type.Cast(this, to, isAsked), List.of(), place, end));
        }

        private int length() {
            int before = 0;
            if (from instanceof Type.Either either) {
                before = either.one().length() + either.other().length();
            } else if (from instanceof Type.Operated made) {
                before = made.one().length() + made.other().map(Path::length).orElse(0);
            } else if (from instanceof Type.Cast cast) {
                before = cast.value().length();
            }
            return 1 + steps.stream().mapToInt(Step::length).sum() + before;
        }

        /** Whether an operator or a cast makes it, or what it is read of. */
        public boolean isMade() {
            return from instanceof Type.Operated || from instanceof Type.Cast;
        }

        /** Whether the value is as it was given: what code makes of it may be fitted to more. */
        public boolean isRead() {
            return (steps.isEmpty() && !(from instanceof Type.Either) && !isMade())
                    || (steps.stream().anyMatch(step -> step.move() == Move.FIELD)
                            && steps.stream().noneMatch(step -> step.move() == Move.CALL));
        }

        /** The same value, written elsewhere. */
        public Path at(Place from, Place to) {
            return new Path(this.from, steps, from, to);
        }
    }

    /**
     * One step of a path.
     *
     * @param name of the field or method; empty where the step has none
     * @param arguments how many a call gives; -1 when that is known only at run time, or it is none; 1 of a field got by {@code get('name')}
     * @param given what is known of each; none when nothing is
     */
    public record Step(Move move, String name, int arguments, List<Optional<Path>> given, Place place) {
        public Step {
            given = List.copyOf(given);
        }

        public static Step field(String name, Place place) {
            return named(Move.FIELD, name, place);
        }

        /** {@code get('name')} */
        public static Step got(String name, Place place) {
            return new Step(Move.FIELD, name, 1, List.of(), place);
        }

        public static Step named(Move move, String name, Place place) {
            return new Step(move, name, -1, List.of(), place);
        }

        public static Step of(Move move, Place place) {
            return named(move, "", place);
        }

        private Step ofAny() {
            return new Step(move, name, arguments, List.of(), place);
        }

        private int length() {
            return 1
                    + given.stream()
                            .flatMap(Optional::stream)
                            .mapToInt(Path::length)
                            .sum();
        }
    }

    /** From what is known of a value to what is known of another. */
    public enum Move {
        /** {@code .name}; of a list, that of each item. */
        FIELD,
        /** {@code .name()} */
        CALL,
        /** An item of a list, an entry of a map. */
        ITEM,
        /** What has a number: an item of a list. */
        AT,
        /** What has several numbers: some items of a list, a part of a text. */
        SOME,
        /** {@code .name = …} */
        SET,
        /** {@code .name()}, which changes what it is called of. */
        CHANGE,
        /** {@code == 'name'} */
        IS,
        /** A value of a map. */
        VALUE,
        /** A list of such. */
        LIST
    }

    /**
     * What is called.
     *
     * @param type of a static method or a constructor, its class; else empty
     * @param owner of a method, the value; else empty
     * @param method its name; empty for a constructor
     */
    public record Member(String type, Optional<Path> owner, String method) {}

    /**
     * A call of it.
     *
     * @param given what is known of each argument
     * @param closure that is called, where a variable always holds the same
     */
    public record Called(Member member, Place place, List<Optional<Path>> given, Optional<OwnMethod> closure) {
        public Called {
            given = List.copyOf(given);
        }
    }

    /**
     * A value that a block may end with, or one of the list that it ends with.
     *
     * @param of what gives it, for messages: {@code on}, {@code room chatRoom}
     * @param value what is known of it; empty when nothing is
     */
    public record Exit(Expected expected, String of, Place place, Optional<Given> value) {}

    /** What is known of a value that a block ends with. */
    public sealed interface Given {}

    /** It is written out. */
    public record Written(Constant constant) implements Given {}

    /** It is of a type. */
    public record Known(Path path) implements Given {}

    /** A room or resource makes it. */
    public record Made(String callee) implements Given {}
}

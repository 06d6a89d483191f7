package io.herald.dsl.types;

import io.herald.dsl.sandbox.Sandbox;
import io.herald.dsl.types.Flow.Move;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.Flow.Step;
import io.herald.dsl.types.Type.Cast;
import io.herald.dsl.types.Type.Either;
import io.herald.dsl.types.Type.EntryOf;
import io.herald.dsl.types.Type.ListOf;
import io.herald.dsl.types.Type.MapOf;
import io.herald.dsl.types.Type.Maybe;
import io.herald.dsl.types.Type.Named;
import io.herald.dsl.types.Type.OneOf;
import io.herald.dsl.types.Type.Operated;
import io.herald.dsl.types.Type.Own;
import io.herald.engine.model.Names;
import io.herald.engine.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Follows a path from type to type, as far as types are known, and tells where it leads nowhere. One path. */
public final class PathWalk {
    private static final String MORE = "what scripts may touch is told in docs/scripts.md";
    private static final String HELD = "what a value of a model holds can't be changed";

    private final Map<String, Type> models;
    private final OwnClasses classes;
    private final boolean isChecked;
    private final List<String> passed = new ArrayList<>();
    private Optional<Astray> astray = Optional.empty();
    private boolean isHeld;

    /** A step that leads nowhere. */
    public record Astray(Place place, String message, String hint) {}

    /**
     * @param models what each is, by its name
     * @param classes of scripts
     * @param isChecked whether members of what is no model are held against what scripts may touch
     */
    public PathWalk(Map<String, Type> models, OwnClasses classes, boolean isChecked) {
        this.models = models;
        this.classes = classes;
        this.isChecked = isChecked;
    }

    /** The models that the path came by. */
    public List<String> passed() {
        return passed;
    }

    public Optional<Astray> astray() {
        return astray;
    }

    /** Returns the type at the path's end, as blocks see it; {@link Scalar#OBJECT} when it is not known. */
    public Type end(Path path) {
        return seen(last(path));
    }

    /** As {@link #end}, of an optional one that it is so. */
    public Type last(Path path) {
        Type at = start(path.from());
        isHeld = false;
        for (Step step : path.steps()) {
            boolean isNextHeld = isNextHeld(seen(at), step);
            at = step(seen(at), step);
            isHeld = isNextHeld;
        }
        return at;
    }

    private Type start(Type from) {
        if (from instanceof Either either) {
            return common(either);
        }
        if (from instanceof Cast cast) {
            cast(cast);
            return cast.to();
        }
        return from instanceof Operated made ? operated(made) : from;
    }

    private void cast(Cast cast) {
        Type value = last(cast.value());
        boolean isText =
                cast.value().isRead() && cast.value().steps().stream().noneMatch(step -> step.move() == Move.AT);
        if (isChecked
                && !(value instanceof Maybe)
                && !Casts.mayBe(model(value), model(cast.to()), cast.isAsked(), isText)) {
            stray(
                    cast.value().place(),
                    name(model(value)) + " can't become " + name(model(cast.to())),
                    Casts.hint(model(value), model(cast.to())));
        }
    }

    /** Whether a step leads to what a value of a model holds. */
    private boolean isNextHeld(Type at, Step step) {
        return switch (step.move()) {
            case FIELD -> model(at) instanceof Fields || (isHeld && !(at instanceof ListOf));
            case AT, ITEM, VALUE -> isHeld;
            default -> false;
        };
    }

    private Type operated(Operated made) {
        Type one = last(made.one());
        boolean isFixed = isHeld;
        Optional<Type> other = made.other()
                .map(this::last)
                .filter(type -> !(type instanceof Maybe))
                .map(this::model)
                .filter(type -> type != Scalar.OBJECT && !(type instanceof Own));
        if (isFixed && made.operator() == Operator.LEFT_SHIFT && JdkTypes.isHolding(seen(one))) {
            stray(made.place(), HELD, "make one with more: … + […]");
            return one;
        }
        boolean isOpen = seen(one) instanceof Own
                || (one instanceof Maybe && made.operator().isComparing());
        return operated(made.operator(), isOpen ? Scalar.OBJECT : model(seen(one)), other, made.place());
    }

    private Type operated(Operator operator, Type one, Optional<Type> other, Place place) {
        if (one != Scalar.OBJECT && isChecked && Operations.isNone(operator, one, other)) {
            stray(
                    place,
                    Operations.none(operator, name(one), other.map(PathWalk::name)),
                    Operations.hint(operator, one));
            return Scalar.OBJECT;
        }
        return Operations.made(operator, one, other);
    }

    private Type common(Either either) {
        Type one = last(either.one());
        Type other = last(either.other());
        return Operations.isSame(model(seen(one)), model(seen(other)))
                ? one
                : JdkTypes.common(List.of(model(seen(one)), model(seen(other))));
    }

    /** As {@link #end}, of a model what it is. */
    public Type known(Path path) {
        return model(end(path));
    }

    /** Null, or the type. */
    private static Type seen(Type type) {
        return type instanceof Maybe maybe ? seen(maybe.type()) : type;
    }

    private Type step(Type at, Step step) {
        return switch (step.move()) {
            case FIELD -> field(at, step);
            case CALL -> call(at, step);
            case ITEM -> item(at);
            case AT -> at(model(at), step);
            case SOME -> at instanceof ListOf || at == Scalar.STRING ? at : Scalar.OBJECT;
            case SET -> set(model(at), step);
            case CHANGE -> change(at, step);
            case IS -> is(model(at), step);
            case VALUE -> at instanceof MapOf map ? map.value() : Scalar.OBJECT;
            case LIST -> new ListOf(at);
        };
    }

    private Type at(Type having, Step step) {
        if (having instanceof ListOf list) {
            return list.item();
        }
        boolean isOpen =
                having instanceof MapOf || having instanceof Fields || having instanceof Own || having == Scalar.OBJECT;
        return isOpen ? Scalar.OBJECT : operated(Operator.AT, having, Optional.of(Scalar.INTEGER), step.place());
    }

    private Type item(Type at) {
        if (at instanceof ListOf list) {
            return list.item();
        }
        if (at instanceof MapOf map) {
            return new EntryOf(map.value());
        }
        return model(at) instanceof Fields ? new EntryOf(Scalar.OBJECT) : Scalar.OBJECT;
    }

    private Type set(Type having, Step step) {
        if (having instanceof Fields fields && fields.field(step.name()).isPresent()) {
            stray(
                    step,
                    "a value of model " + fields.of() + " can't be changed",
                    "make a map with more: … + [" + step.name() + ": …]");
        }
        return Scalar.OBJECT;
    }

    private Type change(Type at, Step step) {
        if (isHeld && at instanceof ListOf) {
            stray(step, HELD, ItemMethods.unchanging(step.name()));
        }
        return Scalar.OBJECT;
    }

    private Type is(Type having, Step step) {
        if (having instanceof OneOf one && !one.texts().contains(step.name())) {
            stray(
                    step,
                    "this is " + one + ", and never " + Text.quote(step.name()),
                    Names.meant(step.name(), one.texts(), ""));
        }
        return Scalar.OBJECT;
    }

    private Type field(Type at, Step step) {
        if (at instanceof ListOf list) {
            boolean isOwn = step.name().equals("class")
                    || Sandbox.properties(JdkTypes.given(at)).contains(step.name());
            Type each = isOwn ? Scalar.OBJECT : field(seen(list.item()), step);
            return each == Scalar.OBJECT ? each : new ListOf(each);
        }
        if (at instanceof MapOf map) {
            return map.value();
        }
        if (at instanceof EntryOf entry && step.name().equals("value")) {
            return entry.value();
        }
        Type having = model(at);
        if (having instanceof Own own) {
            return property(own, step);
        }
        return having instanceof Fields fields ? field(fields, step) : property(having, step);
    }

    private Type field(Fields fields, Step step) {
        Optional<Fields.Field> field = fields.field(step.name());
        if (field.isEmpty() && !fields.keepsUnknown()) {
            stray(
                    step,
                    "model " + fields.of() + " has no field '" + step.name() + "'",
                    Names.meant(step.name(), fields.fieldNames(), "add it to the model"));
        }
        return field.map(Fields.Field::type).orElse(Scalar.OBJECT);
    }

    private Type property(Type at, Step step) {
        member(at, "property", step, Sandbox.properties(JdkTypes.given(at)));
        return JdkTypes.property(at, step.name());
    }

    /** What is got from a map is, of a class, whatever its method {@code get} says. */
    private Type property(Own own, Step step) {
        if (step.arguments() == 1) {
            return OwnClasses.returned(classes.methods(own.name(), "get"), 1);
        }
        Set<String> known = classes.properties(own.name());
        if (!known.contains(step.name())) {
            lacks(own, "property", step, known);
        }
        return classes.property(own.name(), step.name());
    }

    private Type call(Own own, Step step) {
        Set<String> known = classes.methods(own.name());
        if (known.contains(step.name())) {
            return returned(classes.methods(own.name(), step.name()), step);
        }
        if (!Sandbox.ofEveryObject(classes.isEnum(own.name())).contains(step.name())) {
            lacks(own, "method", step, known);
        }
        return step.name().equals("tap") ? own : Scalar.OBJECT;
    }

    /** By how many it is given, or else by what it is given. */
    private Type returned(List<OwnMethod> methods, Step step) {
        Type whatever = OwnClasses.returned(methods, step.arguments());
        if (whatever != Scalar.OBJECT || step.given().isEmpty()) {
            return whatever;
        }
        List<Type> given = step.given().stream()
                .map(each -> each.map(path -> beside(walk -> walk.end(path))).orElse(Scalar.OBJECT))
                .toList();
        Fitting fitting = new Fitting(models, classes);
        List<OwnMethod> taking =
                methods.stream().filter(method -> fitting.takes(method, given)).toList();
        return OwnClasses.returned(taking, step.arguments());
    }

    /** Something of a path beside this one. */
    private <T> T beside(Function<PathWalk, T> asked) {
        PathWalk walk = new PathWalk(models, classes, isChecked);
        T answer = asked.apply(walk);
        passed.addAll(walk.passed);
        return answer;
    }

    private void lacks(Own own, String kind, Step step, Set<String> known) {
        if (classes.has(own.name())) {
            String hint = Names.meant(step.name(), known, "declare it in the class");
            stray(step, "class " + own + " has no " + kind + " '" + step.name() + "'", hint);
        }
    }

    private Type call(Type at, Step step) {
        Type having = model(at);
        if (having == Scalar.OBJECT) {
            return having;
        }
        if (having instanceof Own own) {
            return call(own, step);
        }
        String method = step.name();
        Set<String> known = Sandbox.methods(JdkTypes.given(having));
        if (having instanceof Fields fields
                && !known.contains(method)
                && fields.field(method).isPresent()) {
            stray(
                    step,
                    "'" + method + "' is a field of model " + fields.of() + ", and no method",
                    "write it without ()");
            return Scalar.OBJECT;
        }
        member(having, "method", step, known);
        return ItemMethods.given(having, method, step.arguments())
                .orElseGet(() -> JdkTypes.returned(having, method, step.arguments(), classes(step)));
    }

    private List<Optional<Class<?>>> classes(Step step) {
        return step.given().stream()
                .map(each -> each.flatMap(path -> beside(walk -> walk.argument(path))))
                .toList();
    }

    /** The class of an argument, as far as it is known: what may be null may be given to nearly all. */
    public Optional<Class<?>> argument(Path path) {
        Type last = last(path);
        Type type = model(seen(last));
        return type == Scalar.OBJECT || last instanceof Maybe ? Optional.empty() : Optional.of(JdkTypes.given(type));
    }

    private void member(Type at, String kind, Step step, Set<String> known) {
        if (isChecked && at != Scalar.OBJECT && !known.contains(step.name())) {
            String message = name(at) + " has no " + kind + " '" + step.name() + "' that scripts may use";
            stray(step, message, Names.meant(step.name(), known, MORE));
        }
    }

    /** As authors know it. */
    public static String name(Type type) {
        if (type instanceof Fields) {
            return "model " + type;
        }
        return type instanceof ListOf
                ? "List"
                : type instanceof MapOf ? "Map" : JdkTypes.given(type).getSimpleName();
    }

    private void stray(Step step, String message, String hint) {
        stray(step.place(), message, hint);
    }

    private void stray(Place place, String message, String hint) {
        astray = astray.or(() -> Optional.of(new Astray(place, message, hint)));
    }

    /** Of a model its fields or texts; unknown of one that no script declares. */
    private Type model(Type type) {
        if (!(type instanceof Named named)) {
            return type;
        }
        Type model = models.get(named.name());
        if (model == null) {
            return Scalar.OBJECT;
        }
        passed.add(named.name());
        return model;
    }
}

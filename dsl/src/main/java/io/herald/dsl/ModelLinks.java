package io.herald.dsl;

import io.herald.dsl.CompiledScript.Kind;
import io.herald.dsl.CompiledScript.Path;
import io.herald.dsl.CompiledScript.Step;
import io.herald.dsl.CompiledScript.Use;
import io.herald.dsl.Declaration.Callable;
import io.herald.dsl.Fields.Constant;
import io.herald.dsl.Fields.Field;
import io.herald.dsl.Linker.Declared;
import io.herald.dsl.Linker.Fault;
import io.herald.dsl.SourceText.Place;
import io.herald.dsl.Type.Named;
import io.herald.engine.model.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What does not go together of models and those who use them: chains of properties that name no field, arguments and defaults of another
 * type, models that need themselves. Names that no script declares are the {@link Linker}'s. One use.
 */
final class ModelLinks {
    /** What Groovy reads of a list itself; any other property it reads of each item. */
    private static final Set<String> OF_LISTS = Set.of("empty", "class");

    private final Collection<CompiledScript> scripts;
    private final Map<String, Declared> models;
    private final Map<String, Declared> callables;
    private final Predicate<String> isChanged;
    private final Map<String, Type> types = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /** @param isChanged by path of a script */
    ModelLinks(
            Collection<CompiledScript> scripts,
            Map<String, Declared> models,
            Map<String, Declared> callables,
            Predicate<String> isChanged) {
        this.scripts = scripts;
        this.callables = callables;
        this.models = models;
        this.isChanged = isChanged;
        models.forEach((name, model) -> types.put(name, type(model)));
    }

    private static Type type(Declared model) {
        return ((Declaration.Model) model.declaration()).type();
    }

    List<Fault> faults() {
        for (CompiledScript script : scripts) {
            script.paths().forEach(path -> {
                List<Declared> passed = new ArrayList<>();
                follow(path, passed, unknown -> noField(script, unknown.step(), unknown.fields(), passed));
            });
            script.uses().forEach(use -> arguments(script, use));
            script.declarations().stream()
                    .flatMap(declaration -> fields(declaration).stream())
                    .forEach(field -> field.fallback().ifPresent(constant -> fallback(script, field, constant)));
        }
        endless();
        return faults;
    }

    private static List<Field> fields(Declaration declaration) {
        if (declaration instanceof Declaration.Event event) {
            return event.inputs().map(Fields::fields).orElse(List.of());
        }
        return declaration instanceof Declaration.Model model && model.type() instanceof Fields fields
                ? fields.fields()
                : List.of();
    }

    /** Walks a chain of properties from model to model, as far as types are known; returns the type at its end. */
    private Optional<Type> follow(Path path, List<Declared> passed, Consumer<Unknown> unknown) {
        Type at = path.from();
        for (Step step : path.steps()) {
            Type having = having(at, step, passed);
            if (having instanceof Type.MapOf map) {
                at = map.value();
                continue;
            }
            if (!(having instanceof Fields fields)) {
                return Optional.empty();
            }
            Optional<Field> field = fields.field(step.name());
            if (field.isEmpty()) {
                if (!fields.keepsUnknown()) {
                    unknown.accept(new Unknown(step, fields));
                }
                return Optional.empty();
            }
            at = isList(at) ? new Type.ListOf(field.get().type()) : field.get().type();
        }
        return Optional.of(at);
    }

    /** A step that names no field. */
    private record Unknown(Step step, Fields fields) {}

    private static boolean isList(Type type) {
        return type instanceof Type.ListOf || (type instanceof Type.Maybe maybe && isList(maybe.type()));
    }

    /** Arguments that can't be what the room or resource takes. */
    private void arguments(CompiledScript script, Use use) {
        Declared declared = callables.get(use.name());
        if (use.kind() != Kind.CALLABLE || declared == null) {
            return;
        }
        Callable callable = (Callable) declared.declaration();
        use.typed().forEach((number, path) -> {
            List<Declared> passed = new ArrayList<>(List.of(declared));
            Type taken = number < callable.types().size() ? callable.types().get(number) : Scalar.OBJECT;
            follow(path, passed, unknown -> {})
                    .filter(given ->
                            taken != Scalar.OBJECT && !mayBe(given, taken, number == 0 && isResource(callable)))
                    .ifPresent(given -> fault(
                            script,
                            path.place(),
                            callable.kind() + " " + callable.signature() + " takes a " + taken + " as '"
                                    + callable.parameters().get(number) + "', and " + path.text() + " is a "
                                    + seen(given),
                            "it is declared at " + declared.at(),
                            passed));
        });
    }

    /** As blocks see it: null, or the type. */
    private static Type seen(Type given) {
        return given instanceof Type.Maybe maybe ? maybe.type() : given;
    }

    private static boolean isResource(Callable callable) {
        return callable instanceof Declaration.Resource;
    }

    /** Whether a value of the given type may be fitted to what is taken, as {@link Coercion} does. */
    private boolean mayBe(Type given, Type taken, boolean isEach) {
        if (given instanceof Type.Maybe maybe) {
            return mayBe(maybe.type(), taken, isEach);
        }
        if (given instanceof Type.ListOf list) {
            return isEach && mayBe(list.item(), taken, false);
        }
        if (given instanceof Named named) {
            Type model = types.get(named.name());
            return model == null || (model instanceof Type.OneOf && taken == Scalar.STRING);
        }
        boolean isNumber = given instanceof Scalar scalar && scalar.isNumber();
        boolean fitsNumber = isNumber && (taken == Scalar.STRING || ((Scalar) taken).isNumber());
        return given == Scalar.OBJECT || given.equals(taken) || fitsNumber;
    }

    /** The type whose fields the step reads: of a list, that of its items. */
    private @Nullable Type having(Type type, Step step, List<Declared> passed) {
        if (type instanceof Type.Maybe maybe) {
            return having(maybe.type(), step, passed);
        }
        if (type instanceof Type.ListOf list) {
            return OF_LISTS.contains(step.name()) ? null : having(list.item(), step, passed);
        }
        if (type instanceof Named named && models.containsKey(named.name())) {
            passed.add(models.get(named.name()));
            return types.get(named.name());
        }
        return type;
    }

    private void noField(CompiledScript script, Step step, Fields fields, List<Declared> passed) {
        String message = "model " + fields.of() + " has no field '" + step.name() + "'";
        String hint = Names.meant(step.name(), fields.fieldNames(), "add it to the model");
        fault(script, step.place(), message, hint, passed);
    }

    private void fallback(CompiledScript script, Field field, Constant constant) {
        List<Declared> named =
                field.type().models().map(model -> models.get(model.name())).toList();
        if (named.contains(null)) {
            return;
        }
        Validation validation = new Validation(types);
        field.type().read(constant.value(), Pointer.ROOT, validation);
        validation.violations().stream()
                .findFirst()
                .ifPresent(violation -> fault(
                        script,
                        constant.place(),
                        "the default of '" + field.name() + "' does not fit: " + violation.message(),
                        "",
                        named));
    }

    /** A script that did not change is not to blame: then it is the last changed one of the models that it relies on. */
    private void fault(CompiledScript script, Place place, String message, String hint, List<Declared> models) {
        Optional<Declared> culprit = isChanged.test(script.path())
                ? Optional.empty()
                : models.stream()
                        .filter(model -> isChanged.test(model.script().path()))
                        .reduce((first, last) -> last);
        faults.add(culprit.map(model -> new Fault(
                        model.script().path(),
                        model.script()
                                .source()
                                .problem(
                                        model.declaration().place(),
                                        message + ", and " + Linker.at(script, place) + " needs it",
                                        "change both together")))
                .orElseGet(() -> new Fault(script.path(), script.source().problem(place, message, hint))));
    }

    /** Models of which no value can be written: each needs another of them. */
    private void endless() {
        Map<String, List<Named>> needs = new HashMap<>();
        models.forEach((name, model) -> needs.put(name, needs(model)));
        Map<String, List<Named>> endless = new TreeMap<>(needs);
        while (endless.values()
                .removeIf(needed -> needed.stream().noneMatch(need -> endless.containsKey(need.name())))) {
            // a model that needs only what ends, ends
        }
        Set<String> told = new HashSet<>();
        for (String name : endless.keySet()) {
            List<String> circle = circle(name, endless);
            if (told.addAll(circle)) {
                endless(circle, endless);
            }
        }
    }

    /** Where the needs of a model without end turn round for ever. */
    private static List<String> circle(String from, Map<String, List<Named>> endless) {
        Set<String> passed = new LinkedHashSet<>();
        String at = from;
        while (passed.add(at)) {
            at = need(at, endless).name();
        }
        String first = at;
        return passed.stream().dropWhile(name -> !name.equals(first)).toList();
    }

    private static Named need(String model, Map<String, List<Named>> endless) {
        return endless.getOrDefault(model, List.of()).stream()
                .filter(need -> endless.containsKey(need.name()))
                .findFirst()
                .orElseThrow();
    }

    private void endless(List<String> circle, Map<String, List<Named>> endless) {
        String culprit = circle.stream()
                .filter(name -> isChanged.test(script(name).path()))
                .findFirst()
                .orElse(circle.get(0));
        List<String> told = new ArrayList<>(circle);
        Collections.rotate(told, -told.indexOf(culprit));
        Named need = need(culprit, endless);
        fault(
                script(culprit),
                need.place(),
                "model " + culprit + " never ends: " + String.join(" needs ", told) + " needs " + culprit,
                "write Optional<" + need + "> or List<" + need + ">",
                List.of());
    }

    private CompiledScript script(String model) {
        return Objects.requireNonNull(models.get(model)).script();
    }

    /** The models of which every value of this one holds one. */
    private List<Named> needs(Declared model) {
        return fields(model.declaration()).stream()
                .filter(field -> field.fallback().isEmpty())
                .map(Field::type)
                .filter(Named.class::isInstance)
                .map(Named.class::cast)
                .filter(need -> models.containsKey(need.name()))
                .toList();
    }
}

package io.herald.dsl;

import io.herald.dsl.CompiledScript.Path;
import io.herald.dsl.CompiledScript.Step;
import io.herald.dsl.Fields.Constant;
import io.herald.dsl.Fields.Field;
import io.herald.dsl.Linker.Declared;
import io.herald.dsl.Linker.Fault;
import io.herald.dsl.SourceText.Place;
import io.herald.engine.model.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What does not go together of models and those who use them: chains of properties that name no field, defaults of another type, models
 * that need themselves. Names that no script declares are the {@link Linker}'s. One use.
 */
final class ModelLinks {
    /** What Groovy reads of a list itself; any other property it reads of each item. */
    private static final Set<String> OF_LISTS = Set.of("empty", "class");

    private final Collection<CompiledScript> scripts;
    private final Map<String, Declared> models;
    private final Predicate<String> isChanged;
    private final Map<String, Type> types = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /** @param isChanged by path of a script */
    ModelLinks(Collection<CompiledScript> scripts, Map<String, Declared> models, Predicate<String> isChanged) {
        this.scripts = scripts;
        this.models = models;
        this.isChanged = isChanged;
        models.forEach((name, model) -> types.put(name, type(model)));
    }

    private static Type type(Declared model) {
        return ((Declaration.Model) model.declaration()).type();
    }

    List<Fault> faults() {
        for (CompiledScript script : scripts) {
            script.paths().forEach(path -> follow(script, path));
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

    /** Walks a chain of properties from model to model, as far as types are known. */
    private void follow(CompiledScript script, Path path) {
        List<Declared> passed = new ArrayList<>();
        Type at = path.from();
        for (Step step : path.steps()) {
            Type having = having(at, step, passed);
            if (having instanceof Type.MapOf map) {
                at = map.value();
                continue;
            }
            if (!(having instanceof Fields fields)) {
                return;
            }
            Optional<Field> field = fields.field(step.name());
            if (field.isEmpty()) {
                if (!fields.keepsUnknown()) {
                    noField(script, step, fields, passed);
                }
                return;
            }
            at = field.get().type();
        }
    }

    /** The type whose fields the step reads: of a list, that of its items. */
    private @Nullable Type having(Type type, Step step, List<Declared> passed) {
        if (type instanceof Type.Maybe maybe) {
            return having(maybe.type(), step, passed);
        }
        if (type instanceof Type.ListOf list) {
            return OF_LISTS.contains(step.name()) ? null : having(list.item(), step, passed);
        }
        if (type instanceof Type.Named named && models.containsKey(named.name())) {
            passed.add(models.get(named.name()));
            return types.get(named.name());
        }
        return type;
    }

    private void noField(CompiledScript script, Step step, Fields fields, List<Declared> passed) {
        String message = "model " + fields.of() + " has no field '" + step.name() + "'";
        String hint = Names.nearest(step.name(), fields.fieldNames()).stream()
                .findFirst()
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("add it to the model");
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

    /** Models of which no value can be written: each holds another of them. */
    private void endless() {
        Set<String> ending = new HashSet<>();
        while (ending.addAll(models.keySet().stream()
                .filter(name -> needed(name).stream().allMatch(need -> ending.contains(need.name())))
                .toList())) {
            // each round finds those that need only what ends
        }
        Set<String> told = new HashSet<>();
        for (String name : models.keySet()) {
            List<String> circle = circle(name, ending);
            if (!circle.isEmpty() && told.addAll(circle)) {
                endless(circle);
            }
        }
    }

    /** From the model through what never ends back to itself; empty when it does not come back. */
    private List<String> circle(String name, Set<String> ending) {
        List<String> passed = new ArrayList<>();
        String at = name;
        while (!ending.contains(at) && !passed.contains(at)) {
            passed.add(at);
            at = needed(at).stream()
                    .map(Type.Named::name)
                    .filter(need -> !ending.contains(need))
                    .findFirst()
                    .orElse(at);
        }
        return at.equals(name) ? passed : List.of();
    }

    private void endless(List<String> circle) {
        int culprit = IntStream.range(0, circle.size())
                .filter(i -> isChanged.test(model(circle.get(i)).script().path()))
                .findFirst()
                .orElse(0);
        Collections.rotate(circle, -culprit);
        String name = circle.get(0);
        String next = circle.get(1 % circle.size());
        Place place = needed(name).stream()
                .filter(need -> need.name().equals(next))
                .map(Type.Named::place)
                .findFirst()
                .orElseThrow();
        fault(
                model(name).script(),
                place,
                "model " + name + " never ends: " + String.join(" needs ", circle) + " needs " + name,
                "write Optional<" + next + "> or List<" + next + ">",
                List.of());
    }

    private Declared model(String name) {
        return Objects.requireNonNull(models.get(name));
    }

    /** Models of which every value of this one holds one. */
    private List<Type.Named> needed(String model) {
        return fields(model(model).declaration()).stream()
                .filter(field -> field.fallback().isEmpty())
                .map(Field::type)
                .filter(Type.Named.class::isInstance)
                .map(Type.Named.class::cast)
                .filter(need -> models.containsKey(need.name()))
                .toList();
    }
}

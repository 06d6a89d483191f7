package io.herald.dsl;

import io.herald.dsl.Linker.Declared;
import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Fields.Constant;
import io.herald.dsl.types.Fields.Field;
import io.herald.dsl.types.Pointer;
import io.herald.dsl.types.Type;
import io.herald.dsl.types.Type.Named;
import io.herald.dsl.types.Validation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What does not go together of models: defaults of another type, models that need themselves. One use. */
final class ModelLinks {
    private final Collection<CompiledScript> scripts;
    private final Map<String, Declared> models;
    private final Faults faults;
    private final Map<String, Type> types;

    ModelLinks(Collection<CompiledScript> scripts, Map<String, Declared> models, Faults faults) {
        this.scripts = scripts;
        this.models = models;
        this.faults = faults;
        this.types = types(models);
    }

    /** What each model's name stands for. */
    static Map<String, Type> types(Map<String, Declared> models) {
        Map<String, Type> types = new HashMap<>();
        models.forEach((name, model) -> types.put(name, ((Declaration.Model) model.declaration()).type()));
        return types;
    }

    static List<Declared> named(Collection<String> names, Map<String, Declared> models) {
        return names.stream()
                .map(name -> Objects.requireNonNull(models.get(name)))
                .toList();
    }

    void check() {
        for (CompiledScript script : scripts) {
            script.declarations().stream()
                    .flatMap(declaration -> fields(declaration).stream())
                    .forEach(field -> field.fallback().ifPresent(constant -> fallback(script, field, constant)));
        }
        endless();
    }

    private static List<Field> fields(Declaration declaration) {
        if (declaration instanceof Declaration.Event event) {
            return event.inputs().map(Fields::fields).orElse(List.of());
        }
        return declaration instanceof Declaration.Model model && model.type() instanceof Fields fields
                ? fields.fields()
                : List.of();
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
                .ifPresent(violation -> faults.add(
                        script,
                        constant.place(),
                        "the default of '" + field.name() + "' does not fit: " + violation.message(),
                        "",
                        named));
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
                .filter(name -> faults.isChanged(script(name)))
                .findFirst()
                .orElse(circle.get(0));
        List<String> told = new ArrayList<>(circle);
        Collections.rotate(told, -told.indexOf(culprit));
        Named need = need(culprit, endless);
        faults.add(
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

package io.herald.dsl;

import io.herald.dsl.CompiledScript.Kind;
import io.herald.dsl.Linker.Declared;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.JdkTypes;
import io.herald.dsl.types.OwnClasses;
import io.herald.dsl.types.PathWalk;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import io.herald.engine.event.ResourceDefinition.Field;
import io.herald.engine.event.ResourceDefinition.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the fields of resources: by their shapes and the models, else by their examples. */
final class ResourceFields {
    private final Map<String, Type> models = new HashMap<>();
    private final Map<String, Declared> callables = new HashMap<>();

    /** @param scripts that go together */
    ResourceFields(Collection<CompiledScript> scripts) {
        for (CompiledScript script : scripts) {
            for (Declaration declaration : script.declarations()) {
                if (declaration instanceof Declaration.Model model) {
                    models.put(model.name(), model.type());
                } else if (Kind.CALLABLE.isOf(declaration)) {
                    callables.put(declaration.name(), new Declared(script, declaration));
                }
            }
        }
    }

    /** Those of the shape, then those that the example has beside them. */
    List<Field> of(Declaration.Resource resource, Optional<Sample> sample) {
        Map<String, String> kinds = sample.map(Sample::kinds).orElse(Map.of());
        OwnClasses classes = Optional.ofNullable(callables.get(resource.name()))
                .map(declared -> declared.script().flow().classes())
                .orElse(OwnClasses.NONE);
        List<Field> fields = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (ShapeField shown : resource.fields()) {
            if (told.add(shown.name())) {
                Optional<Known> known = known(shown, classes);
                Optional<String> kind = known.flatMap(Known::kind)
                        .or(() -> Optional.ofNullable(kinds.get(shown.name())).filter(any -> !any.isEmpty()));
                fields.add(new Field(shown.name(), known.map(Known::type), kind, shown.isOptional()));
            }
        }
        kinds.forEach((name, kind) -> {
            if (told.add(name)) {
                fields.add(new Field(name, Optional.empty(), Optional.of(kind).filter(any -> !any.isEmpty()), false));
            }
        });
        return fields;
    }

    /** A type as scripts write it, and its kind in JSON. */
    private record Known(String type, Optional<String> kind) {}

    private Optional<Known> known(ShapeField field, OwnClasses classes) {
        if (field.callee().isEmpty()) {
            return field.value().flatMap(path -> ofValue(path, classes));
        }
        Declared called = callables.get(field.callee());
        if (called == null || called.declaration() instanceof Declaration.Room) {
            return Optional.empty();
        }
        Declaration.Resource resource = (Declaration.Resource) called.declaration();
        boolean takesList = resource.types().stream().anyMatch(Type.ListOf.class::isInstance);
        boolean isOfList = !takesList
                && field.value()
                        .filter(path -> walk(classes).known(path) instanceof Type.ListOf)
                        .isPresent();
        return Optional.of(
                isOfList
                        ? new Known("List<" + resource.name() + ">", Optional.of("array"))
                        : new Known(
                                resource.name(),
                                resource.fields().isEmpty() ? Optional.empty() : Optional.of("object")));
    }

    private Optional<Known> ofValue(Path path, OwnClasses classes) {
        Type type = walk(classes).known(path);
        Type written = walk(classes).last(path);
        return type == Scalar.OBJECT ? Optional.empty() : Optional.of(new Known(written.toString(), kind(type)));
    }

    private PathWalk walk(OwnClasses classes) {
        return new PathWalk(models, classes, false);
    }

    private static Optional<String> kind(Type type) {
        Class<?> given = JdkTypes.given(type);
        if (Number.class.isAssignableFrom(given) || given == Boolean.class) {
            return Optional.of(given == Boolean.class ? "boolean" : "number");
        }
        if (Map.class.isAssignableFrom(given) || Collection.class.isAssignableFrom(given)) {
            return Optional.of(Map.class.isAssignableFrom(given) ? "object" : "array");
        }
        boolean isObject = type instanceof Type.Instance || type instanceof Type.Own;
        return isObject ? Optional.empty() : Optional.of("string");
    }

    /** The kind in JSON of each value of an example; empty of null. */
    static Map<String, String> kinds(@Nullable Object shape) {
        Map<String, String> kinds = new LinkedHashMap<>();
        if (shape instanceof Map<?, ?> map) {
            map.forEach((name, value) -> kinds.put(String.valueOf(name), kind(value)));
        }
        return kinds;
    }

    private static String kind(@Nullable Object value) {
        if (value == null || value instanceof Map) {
            return value == null ? "" : "object";
        }
        if (value instanceof Collection) {
            return "array";
        }
        return value instanceof Boolean ? "boolean" : value instanceof Number ? "number" : "string";
    }
}

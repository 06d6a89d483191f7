package io.herald.dsl;

import io.herald.dsl.SourceText.Place;
import io.herald.engine.model.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model, or the inputs of an event.
 *
 * @param of whose they are: the model's or event's name
 * @param keepsUnknown whether what is not declared is kept as it is, not refused
 */
record Fields(String of, List<Field> fields, boolean keepsUnknown) implements Type {
    public Fields {
        fields = List.copyOf(fields);
    }

    /**
     * One field or input.
     *
     * @param fallback what it is when it is left out, as JSON; empty when it must not be
     */
    record Field(String name, Type type, Optional<Constant> fallback, Place place) {
        @Nullable
        Object missing(Pointer at, Validation validation) {
            if (fallback.isPresent()) {
                return type.read(fallback.get().value(), at, validation);
            }
            if (!(type instanceof Maybe)) {
                validation.wrong(at, "required");
            }
            return null;
        }
    }

    /** A value that stands in a script: as JSON gives one. */
    record Constant(@Nullable Object value, Place place) {}

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    List<String> fieldNames() {
        return fields.stream().map(Field::name).toList();
    }

    @Override
    public @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
        return given instanceof Map<?, ?> map
                ? new ModelValue(this, values(map, at, validation))
                : validation.misfit(at, of, given);
    }

    /** By name: the declared in their order, then the unknown, if they are kept. */
    Map<String, @Nullable Object> values(Map<?, ?> given, Pointer at, Validation validation) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            Pointer here = at.to(field.name());
            Object value = given.get(field.name());
            boolean isMissing = value == null && !given.containsKey(field.name());
            values.put(
                    field.name(),
                    isMissing ? field.missing(here, validation) : field.type().read(value, here, validation));
        }
        given.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!values.containsKey(name) && !validation.isFull()) {
                values.put(name, value);
                if (!keepsUnknown) {
                    String meant = Names.meant(name, fieldNames(), "");
                    validation.wrong(at.to(name), meant.isEmpty() ? "unknown field" : "unknown field, " + meant);
                }
            }
        });
        return values;
    }

    @Override
    public Stream<Named> models() {
        return fields.stream().flatMap(field -> field.type().models());
    }

    @Override
    public String toString() {
        return of;
    }
}

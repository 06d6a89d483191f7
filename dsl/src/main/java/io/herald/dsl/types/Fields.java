package io.herald.dsl.types;

import io.herald.engine.event.ModelDefinition;
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
 * @param places of the fields in their list, by their names
 */
public record Fields(String of, List<Field> fields, boolean keepsUnknown, Places places) implements Type {
    public Fields {
        fields = List.copyOf(fields);
    }

    /** @param keepsUnknown whether what is not declared is kept as it is, not refused */
    public Fields(String of, List<Field> fields, boolean keepsUnknown) {
        this(
                of,
                fields,
                keepsUnknown,
                new Places(fields.stream().map(Field::name).toList()));
    }

    /**
     * One field or input.
     *
     * @param fallback what it is when it is left out, as JSON; empty when it must not be
     */
    public record Field(String name, Type type, Optional<Constant> fallback, Place place) {
        public Field {
            name = name.intern(); // as constants of code and keys of a JSON reader are: each evaluation compares them
        }

        public ModelDefinition.Field definition() {
            return new ModelDefinition.Field(name, type.toString(), fallback.isEmpty() && !(type instanceof Maybe));
        }

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
    public record Constant(@Nullable Object value, Place place) {}

    public Optional<Field> field(String name) {
        return places.has(name) ? Optional.of(fields.get(places.of(name))) : Optional.empty();
    }

    public List<String> fieldNames() {
        return fields.stream().map(Field::name).toList();
    }

    /** The first that must not be left out. */
    public Optional<String> firstRequired() {
        return fields.stream()
                .filter(field -> field.fallback().isEmpty() && !(field.type() instanceof Maybe))
                .map(Field::name)
                .findFirst();
    }

    @Override
    public @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
        if (given instanceof ModelValue value && value.model().of().equals(of)) {
            return value.model().equals(this) ? value : value(value, at, validation);
        }
        return given instanceof Map<?, ?> map && !(given instanceof ModelValue)
                ? value(map, at, validation)
                : validation.misfit(at, of, given);
    }

    /** The declared in their order, then the unknown, if they are kept. */
    public ModelValue value(Map<?, ?> given, Pointer at, Validation validation) {
        @Nullable Object[] values = new Object[fields.size()];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            Object value = given.get(field.name());
            Object quick = Scalar.quick(field.type(), value);
            if (quick != null) { // as a rule, and then there is nothing to point at
                values[i] = quick;
                found++;
                continue;
            }
            Pointer here = at.to(field.name());
            boolean isGiven = value != null || given.containsKey(field.name());
            found += isGiven ? 1 : 0;
            values[i] = isGiven ? field.type().read(value, here, validation) : field.missing(here, validation);
        }
        Map<String, @Nullable Object> unknown = found == given.size() ? Map.of() : unknown(given, at, validation);
        return new ModelValue(this, values, unknown);
    }

    private Map<String, @Nullable Object> unknown(Map<?, ?> given, Pointer at, Validation validation) {
        Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!places.has(name) && !validation.isFull()) {
                unknown.put(name, value);
                if (!keepsUnknown) {
                    String meant = Names.meant(name, fieldNames(), "");
                    validation.wrong(at.to(name), meant.isEmpty() ? "unknown field" : "unknown field, " + meant);
                }
            }
        });
        return unknown;
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

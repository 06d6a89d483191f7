package io.herald.dsl.types;

import io.herald.engine.model.Text;
import java.math.BigDecimal;
import java.util.Map;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.codehaus.groovy.runtime.typehandling.GroovyCastException;
import org.jspecify.annotations.Nullable;

/** Fits what clients and scripts give to the types that a room's or resource's parameters declare. Nothing is rounded or cut off. */
final class Coercion {
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            int.class, Integer.class, long.class, Long.class, double.class, Double.class, boolean.class, Boolean.class);

    private Coercion() {}

    /** @throws IllegalArgumentException says what was given and what is needed */
    static @Nullable Object fit(@Nullable Object value, Class<?> declared, String parameter) {
        if (value == null || declared.isInstance(value)) {
            return value;
        }
        Class<?> type = BOXES.getOrDefault(declared, declared);
        if (type.isInstance(value)) {
            return value;
        }
        try {
            if (type == String.class && (value instanceof CharSequence || value instanceof Number)) {
                return value.toString();
            }
            if (Number.class.isAssignableFrom(type) && (value instanceof Number || value instanceof CharSequence)) {
                if (type == Long.class && value instanceof Integer whole) {
                    return whole.longValue();
                }
                BigDecimal exact = new BigDecimal(value.toString());
                if (type == Long.class) {
                    return exact.longValueExact();
                }
                return type == Integer.class
                        ? (Object) exact.intValueExact()
                        : DefaultTypeTransformation.castToType(exact, type);
            }
            if (type.isEnum() && value instanceof CharSequence) {
                return DefaultTypeTransformation.castToType(value.toString(), type);
            }
        } catch (ArithmeticException | NumberFormatException | GroovyCastException e) {
            throw misfit(value, type, parameter);
        }
        throw misfit(value, type, parameter);
    }

    private static IllegalArgumentException misfit(Object value, Class<?> type, String parameter) {
        String given = value instanceof CharSequence ? "the text '" + value + "'" : String.valueOf(value);
        return new IllegalArgumentException(
                "'" + parameter + "' must be " + Text.a(type.getSimpleName()) + ", not " + given);
    }
}

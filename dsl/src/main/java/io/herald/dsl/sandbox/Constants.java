package io.herald.dsl.sandbox;

import groovy.lang.Closure;
import groovy.lang.Range;
import io.herald.engine.model.Text;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the values of constants such that no evaluation can leave anything in them for the next. */
final class Constants {
    private static final List<Class<?>> IMMUTABLE = List.of(
            String.class,
            Number.class,
            Boolean.class,
            Character.class,
            Enum.class,
            Range.class,
            UUID.class,
            Pattern.class,
            Locale.class,
            Optional.class);

    private Constants() {}

    /**
     * The value itself, or a copy that can't be changed.
     *
     * @throws NotAllowed when there is no such copy
     */
    static @Nullable Object frozen(@Nullable Object value) {
        if (value == null || isImmutable(value)) {
            return value;
        }
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, frozen(item)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Collection<?> items) {
            Collection<@Nullable Object> copy = value instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
            items.forEach(item -> copy.add(frozen(item)));
            return copy instanceof Set<?> set
                    ? Collections.unmodifiableSet(set)
                    : Collections.unmodifiableList((List<?>) copy);
        }
        throw new NotAllowed("a constant can't hold "
                + Text.a(value instanceof Closure ? "closure" : value.getClass().getSimpleName())
                + ": what one evaluation changed in it, the next would see");
    }

    private static boolean isImmutable(Object value) {
        return IMMUTABLE.stream().anyMatch(type -> type.isInstance(value))
                || value.getClass().getPackageName().startsWith("java.time")
                || (value instanceof Own && isFinal(value.getClass()));
    }

    /** Whether nothing of a script's own class can be assigned; what it holds was not frozen, and may be. */
    private static boolean isFinal(Class<?> own) {
        return Arrays.stream(own.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers())
                                && !field.getName().contains("etaClass"))
                        .allMatch(Constants::isFrozen)
                && (own.getSuperclass() == Object.class || isFinal(own.getSuperclass()));
    }

    private static boolean isFrozen(Field field) {
        boolean isValue = field.getType().isPrimitive()
                || field.getType().getPackageName().startsWith("java.time")
                || IMMUTABLE.contains(field.getType())
                || Number.class.isAssignableFrom(field.getType());
        return isValue && Modifier.isFinal(field.getModifiers());
    }
}

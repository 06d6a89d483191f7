package io.herald.dsl;

import groovy.lang.Closure;
import io.herald.dsl.types.Items;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects of a script's own classes into maps of their properties: encoders keep what they learn of a class for ever, and a script's
 * class must go when its version goes. Fields that are left out are left out.
 */
final class PlainValues {
    private static final int MAX_DEPTH = 100; // the encoder refuses what lies deeper

    private PlainValues() {}

    /** The value itself when there is nothing to turn in it, else a copy. */
    static @Nullable Object plain(@Nullable Object value) {
        if (Absent.is(value)) {
            return null;
        }
        if (value instanceof Shaped shaped) {
            return shaped.plain();
        }
        return isLeaf(value) || isPlain(value, 0) ? value : plain(value, 0);
    }

    /** Whether there is nothing to turn in any of them. */
    static boolean arePlain(List<Object> values) {
        for (Object value : values) {
            if (!isPlain(value, 0)) {
                return false;
            }
        }
        return true;
    }

    /** Of what is no leaf; of those in it, leaves are told where they are met: nearly all are, and a call for each would cost more. */
    private static boolean isPlain(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return true;
        }
        if (Absent.is(value)) {
            return false; // it has no place in what it stands in
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object item = entry.getValue();
                if (!(entry.getKey() instanceof String) || !(isLeaf(item) || isPlain(item, depth + 1))) {
                    return false;
                }
            }
            return true;
        }
        if (value instanceof Items items && items.areScalars()) {
            return true;
        }
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                if (!(isLeaf(item) || isPlain(item, depth + 1))) {
                    return false;
                }
            }
            return true;
        }
        return value != null && isKept(value);
    }

    static boolean isLeaf(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double;
    }

    private static @Nullable Object plain(@Nullable Object value, int depth) {
        if (value == null || depth > MAX_DEPTH) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> {
                if (!Absent.is(item)) {
                    copy.put(key instanceof CharSequence ? key.toString() : key, plain(item, depth + 1));
                }
            });
            return copy;
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (Object item : items) {
                if (!Absent.is(item)) {
                    copy.add(plain(item, depth + 1));
                }
            }
            return copy;
        }
        if (!mayHold(value.getClass())) {
            throw new IllegalArgumentException("a payload can't hold a closure: call it");
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return isOfScript(value) ? plain(properties(value), depth + 1) : value;
    }

    /** Whether values of the class may stand in a payload, or be one. */
    static boolean mayHold(Class<?> type) {
        return !Closure.class.isAssignableFrom(type);
    }

    /** Whether a value that holds no others is left to the encoder as it is: a time, a number of any size. */
    private static boolean isKept(Object value) {
        return !(value instanceof Iterable || value instanceof Closure || value instanceof Enum || isOfScript(value));
    }

    private static boolean isOfScript(Object value) {
        return value.getClass().getClassLoader() instanceof ScriptClassLoader;
    }

    private static Map<?, ?> properties(Object value) {
        Map<Object, Object> properties = new LinkedHashMap<>(DefaultGroovyMethods.getProperties(value));
        properties.remove("class");
        return properties;
    }
}

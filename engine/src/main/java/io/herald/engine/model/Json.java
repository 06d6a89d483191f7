package io.herald.engine.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Java values: maps with string keys, lists, strings, numbers, booleans, null. */
public final class Json {
    private Json() {}

    /** A deep unmodifiable copy that keeps the order of keys and may hold null, which {@code Map.copyOf} may not. */
    public static @Nullable Object freeze(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return freeze(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(freeze(item)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    /** As {@link #freeze(Object)}; keys become strings. */
    public static Map<String, @Nullable Object> freeze(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), freeze(value)));
        return Collections.unmodifiableMap(copy);
    }
}

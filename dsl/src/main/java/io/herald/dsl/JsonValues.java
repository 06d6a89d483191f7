package io.herald.dsl;

import io.herald.engine.model.Text;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what scripts and plugins hold into JSON values: maps with text keys, lists, texts, numbers, true, false, null. */
final class JsonValues {
    private static final int MAX_DEPTH = 64;

    private JsonValues() {}

    /**
     * A deep unmodifiable copy; times, UUIDs and enums become texts.
     *
     * @throws IllegalArgumentException says what is no JSON value
     */
    static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("maps and lists more than " + MAX_DEPTH + " deep");
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence || value instanceof TemporalAccessor || value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), of(item, depth + 1)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(of(item, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        throw new IllegalArgumentException(
                Text.a(value.getClass().getSimpleName()) + ", which is no JSON value: no map, list, text or number");
    }
}

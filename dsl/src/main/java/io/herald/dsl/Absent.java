package io.herald.dsl;

import io.herald.dsl.text.Word;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a field that is left out of its map, not even null there: {@code owner: whenPresent(chat.owner) { … }}. It is an empty
 * map, so that {@code *: when(chat.closed) { [by: …, at: …] }} adds nothing.
 */
final class Absent extends AbstractMap<String, Object> {
    static final Absent VALUE = new Absent();

    private Absent() {}

    /** The words of scripts that give it. */
    static final List<String> WORDS = Word.names(Word.Where.PAYLOAD);

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return Set.of();
    }

    static boolean is(@Nullable Object value) {
        return value == VALUE;
    }

    /** The map without the fields that are left out; itself when there are none. */
    static @Nullable Object without(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty() || !isIn(map.values())) {
            return value;
        }
        Map<Object, @Nullable Object> rest = new LinkedHashMap<>(map);
        rest.values().removeIf(Absent::is);
        return rest;
    }

    private static boolean isIn(Collection<?> values) {
        for (Object value : values) {
            if (value == VALUE) {
                return true;
            }
        }
        return false;
    }
}

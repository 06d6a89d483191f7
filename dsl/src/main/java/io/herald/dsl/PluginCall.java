package io.herald.dsl;

import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls a function of a plugin: nothing but JSON values goes in, nothing else comes out. */
final class PluginCall {
    private static final int MAX_DEPTH = 64;

    private PluginCall() {}

    /** The plugin threw, or gave what is no JSON. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** @param called for messages: {@code db.title} */
    static @Nullable Object call(String called, PluginFunction function, @Nullable Object[] arguments) {
        List<@Nullable Object> given = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            given.add(json(argument, 0, called + " was given"));
        }
        Object result;
        try {
            result = function.call(Collections.unmodifiableList(given));
        } catch (InterruptedException e) {
            throw new Failed(called + " was interrupted", e);
        } catch (Exception | LinkageError e) {
            throw new Failed("the plugin failed in " + called + ": " + Failures.said(e), e);
        }
        return json(result, 0, called + " gave");
    }

    private static @Nullable Object json(@Nullable Object value, int depth, String what) {
        if (depth > MAX_DEPTH) {
            throw new Failed(what + " maps and lists more than " + MAX_DEPTH + " deep", null);
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
            map.forEach((key, item) -> copy.put(String.valueOf(key), json(item, depth + 1, what)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(json(item, depth + 1, what)));
            return Collections.unmodifiableList(copy);
        }
        throw new Failed(
                what + " a " + value.getClass().getSimpleName()
                        + ", which is no JSON value: no map, list, text or number",
                null);
    }
}

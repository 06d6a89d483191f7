package io.herald.engine.model;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to run one event.
 *
 * @param event the name in the script
 * @param inputs JSON values by the names that the script's blocks use
 * @param except ids of sockets, or names of rooms, that shall not get it: whoever caused the event knows of it already
 */
public record Trigger(String event, Map<String, @Nullable Object> inputs, Set<String> except) {
    /** Longest key under which a trigger is done once. */
    public static final int MAX_KEY = 100;

    public Trigger {
        inputs = Json.freeze(inputs);
        except = Set.copyOf(except);
    }

    public Trigger(String event, Map<String, @Nullable Object> inputs) {
        this(event, inputs, Set.of());
    }

    /**
     * The key itself, if it is one.
     *
     * @throws IllegalArgumentException when it is empty or too long
     */
    public static String requireKey(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException(
                    "an idempotency key must have 1 to " + MAX_KEY + " characters, not " + key.length());
        }
        return key;
    }
}

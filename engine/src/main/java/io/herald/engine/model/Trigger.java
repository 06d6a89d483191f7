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
    public Trigger {
        inputs = Json.freeze(inputs);
        except = Set.copyOf(except);
    }

    public Trigger(String event, Map<String, @Nullable Object> inputs) {
        this(event, inputs, Set.of());
    }
}

package io.herald.engine.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to run one event.
 *
 * @param event the name in the script
 * @param inputs JSON values by the names that the script's blocks use
 */
public record Trigger(String event, Map<String, @Nullable Object> inputs) {
    public Trigger {
        inputs = Json.freeze(inputs);
    }
}

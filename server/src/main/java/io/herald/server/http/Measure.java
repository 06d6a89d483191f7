package io.herald.server.http;

import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * One number that a part of the node knows, for the metrics.
 *
 * @param name with dots between its words: {@code herald.outbox.bytes}
 * @param counts whether it only ever grows
 */
public record Measure(String name, String description, Map<String, String> tags, boolean counts, DoubleSupplier value) {
    public Measure {
        tags = Map.copyOf(tags);
    }

    public static Measure count(String name, String description, DoubleSupplier value) {
        return new Measure(name, description, Map.of(), true, value);
    }

    public static Measure level(String name, String description, DoubleSupplier value) {
        return new Measure(name, description, Map.of(), false, value);
    }

    public Measure tagged(String key, String value) {
        return new Measure(name, description, Map.of(key, value), counts, this.value);
    }
}

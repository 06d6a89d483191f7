package io.herald.engine.event;

import java.time.Instant;
import java.util.List;

/**
 * One script file in force.
 *
 * @param path relative to the scripts' folder, {@code /} between names
 * @param version hash of the text in force: 12 hex digits
 */
public record Script(
        String path,
        String version,
        Instant loadedAt,
        List<String> events,
        List<String> rooms,
        List<String> resources,
        List<String> models) {
    public Script {
        events = List.copyOf(events);
        rooms = List.copyOf(rooms);
        resources = List.copyOf(resources);
        models = List.copyOf(models);
    }
}

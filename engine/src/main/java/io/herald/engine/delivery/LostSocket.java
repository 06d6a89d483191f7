package io.herald.engine.delivery;

import io.herald.engine.model.Json;
import io.herald.engine.model.Namespace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a socket whose connection was lost, so that it may come back as the same.
 *
 * @param key secret: who knows it is the client
 * @param id as others see it
 * @param rooms names of rooms of the namespace
 * @param user claims known of the client; empty for an anonymous one
 */
public record LostSocket(
        String key, String id, Namespace namespace, Set<String> rooms, Optional<Map<String, @Nullable Object>> user) {
    public LostSocket {
        rooms = Set.copyOf(rooms);
        user = user.map(Json::freeze);
    }
}

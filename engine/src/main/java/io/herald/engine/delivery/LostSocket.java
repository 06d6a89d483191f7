package io.herald.engine.delivery;

import io.herald.engine.model.Json;
import io.herald.engine.model.Member;
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
 * @param memberships as whom it is present, by the room's name
 * @param user claims known of the client; empty for an anonymous one
 */
public record LostSocket(
        String key,
        String id,
        Namespace namespace,
        Set<String> rooms,
        Map<String, Member> memberships,
        Optional<Map<String, @Nullable Object>> user) {
    public LostSocket {
        rooms = Set.copyOf(rooms);
        memberships = Map.copyOf(memberships);
        user = user.map(Json::freeze);
    }
}

package io.herald.engine.auth;

import io.herald.engine.model.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is.
 *
 * @param user the claims of its token as JSON; empty for an anonymous client
 * @param expires from when on the client is known no more, leeway included; empty for never
 */
public record Identity(Optional<Map<String, @Nullable Object>> user, Optional<Instant> expires) {
    public static final Identity ANONYMOUS = new Identity(Optional.empty(), Optional.empty());

    public Identity {
        user = user.map(Json::freeze);
    }
}

package io.herald.engine.delivery.socketio;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request is for, by its URL.
 *
 * @param session that the URL names; empty when it names none, or one that is not there
 */
record RequestTarget(String path, Map<String, List<String>> query, Optional<EngineSession> session) {
    /** Empty when the URL can't be read. */
    static Optional<RequestTarget> of(String url, WireContext wire) {
        try {
            QueryStringDecoder decoder = new QueryStringDecoder(url);
            Map<String, List<String>> query = decoder.parameters();
            return Optional.of(new RequestTarget(decoder.path(), query, wire.session(first(query, "sid"))));
        } catch (IllegalArgumentException e) { // a percent sign that escapes nothing
            return Optional.empty();
        }
    }

    private static @Nullable String first(Map<String, List<String>> query, String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.get(0);
    }

    boolean isWebSocket() {
        return has("transport", "websocket");
    }

    boolean has(String name, String value) {
        return value.equals(first(query, name));
    }

    /** Whether it names a session, which there may be no more. */
    boolean namesSession() {
        return query.containsKey("sid");
    }
}

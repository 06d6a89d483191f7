package io.herald.engine.event;

import java.util.Locale;

/** How an event whose script gives no {@code name} is called on the wire. */
public enum EventNaming {
    /** {@code UpdateChat} stays {@code UpdateChat}. */
    AS_WRITTEN {
        @Override
        public String wireName(String event) {
            return event;
        }
    },
    /** {@code UpdateChat} and {@code UpdateChatEvent} become {@code update_chat}, as fast_app's clients expect. */
    SNAKE_CASE {
        @Override
        public String wireName(String event) {
            String snake = event.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                    .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                    .toLowerCase(Locale.ROOT);
            String bare = snake.endsWith("_event") ? snake.substring(0, snake.length() - "_event".length()) : snake;
            return bare.isEmpty() ? snake : bare;
        }
    };

    public abstract String wireName(String event);
}

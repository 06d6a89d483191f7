package io.herald.bench.dsl;

import io.herald.engine.event.EventDefinition;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import io.herald.engine.model.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The benchmark's event as an engineer would write it in Java. */
final class ChatByHand {
    static final EventDefinition UNTYPED = new Untyped();
    static final EventDefinition TYPED = new Typed();

    private ChatByHand() {}

    /** A chat as a JSON reader gives it. */
    static Map<String, @Nullable Object> input() {
        Map<String, @Nullable Object> chat = new LinkedHashMap<>();
        chat.put("id", 42);
        chat.put("title", "Release 2.0");
        chat.put("published", true);
        chat.put("topic", "engineering");
        chat.put("owner", 7);
        chat.put("members", 23);
        chat.put("tags", List.of("release", "urgent"));
        chat.put("note", null);
        return chat;
    }

    private abstract static class ByHand implements EventDefinition {
        @Override
        public String name() {
            return "Chat";
        }

        @Override
        public Optional<String> broadcastName() {
            return Optional.empty();
        }

        @Override
        public String script() {
            return "";
        }

        @Override
        public String version() {
            return "";
        }
    }

    /** Reads the map where it needs it. */
    private static final class Untyped extends ByHand {
        @Override
        public boolean when(Map<String, @Nullable Object> inputs) {
            return Boolean.TRUE.equals(chat(inputs).get("published"));
        }

        @Override
        public Object on(Map<String, @Nullable Object> inputs) {
            return new Room(Namespace.ROOT, "chat." + chat(inputs).get("id"));
        }

        @Override
        public Object as(Map<String, @Nullable Object> inputs) {
            Map<?, ?> chat = chat(inputs);
            Map<String, @Nullable Object> payload = new LinkedHashMap<>();
            payload.put("id", chat.get("id"));
            payload.put("title", chat.get("title"));
            payload.put("published", chat.get("published"));
            payload.put("topic", chat.get("topic"));
            payload.put("owner", chat.get("owner"));
            payload.put("members", chat.get("members"));
            payload.put("tags", chat.get("tags"));
            payload.put("note", chat.get("note"));
            return payload;
        }

        private static Map<?, ?> chat(Map<String, @Nullable Object> inputs) {
            if (inputs.get("chat") instanceof Map<?, ?> chat) {
                return chat;
            }
            throw new IllegalArgumentException("chat is missing");
        }
    }

    private record Chat(
            long id,
            String title,
            boolean published,
            String topic,
            long owner,
            int members,
            List<String> tags,
            @Nullable String note) {}

    /** Reads the map into a record first, and refuses what does not fit. */
    private static final class Typed extends ByHand {
        private static final Set<String> FIELDS =
                Set.of("id", "title", "published", "topic", "owner", "members", "tags", "note");

        @Override
        public Map<String, @Nullable Object> inputs(Map<String, @Nullable Object> given) {
            if (given.size() != 1 || !(given.get("chat") instanceof Map<?, ?> chat)) {
                throw wrong("/chat");
            }
            for (Object key : chat.keySet()) {
                if (!FIELDS.contains(key)) {
                    throw wrong("/chat/" + key);
                }
            }
            return Map.of(
                    "chat",
                    new Chat(
                            number(chat, "id"),
                            text(chat, "title"),
                            truth(chat, "published"),
                            text(chat, "topic"),
                            number(chat, "owner"),
                            Math.toIntExact(number(chat, "members")),
                            texts(chat, "tags"),
                            chat.get("note") == null ? null : text(chat, "note")));
        }

        private static long number(Map<?, ?> chat, String field) {
            Object value = chat.get(field);
            if (value instanceof Integer || value instanceof Long) {
                return ((Number) value).longValue();
            }
            throw wrong("/chat/" + field);
        }

        private static String text(Map<?, ?> chat, String field) {
            if (chat.get(field) instanceof String text) {
                return text;
            }
            throw wrong("/chat/" + field);
        }

        private static boolean truth(Map<?, ?> chat, String field) {
            if (chat.get(field) instanceof Boolean truth) {
                return truth;
            }
            throw wrong("/chat/" + field);
        }

        private static List<String> texts(Map<?, ?> chat, String field) {
            if (!(chat.get(field) instanceof List<?> items)) {
                throw wrong("/chat/" + field);
            }
            return items.stream()
                    .map(item -> {
                        if (item instanceof String text) {
                            return text;
                        }
                        throw wrong("/chat/" + field);
                    })
                    .toList();
        }

        private static BroadcastException wrong(String at) {
            return new BroadcastException.InvalidInput("Chat", List.of(new Violation(at, "does not fit")));
        }

        private static Chat chat(Map<String, @Nullable Object> inputs) {
            if (inputs.get("chat") instanceof Chat chat) {
                return chat;
            }
            throw wrong("/chat");
        }

        @Override
        public boolean when(Map<String, @Nullable Object> inputs) {
            return chat(inputs).published();
        }

        @Override
        public Object on(Map<String, @Nullable Object> inputs) {
            return new Room(Namespace.ROOT, "chat." + chat(inputs).id());
        }

        @Override
        public Object as(Map<String, @Nullable Object> inputs) {
            Chat chat = chat(inputs);
            Map<String, @Nullable Object> payload = new LinkedHashMap<>();
            payload.put("id", chat.id());
            payload.put("title", chat.title());
            payload.put("published", chat.published());
            payload.put("topic", chat.topic());
            payload.put("owner", chat.owner());
            payload.put("members", chat.members());
            payload.put("tags", chat.tags());
            payload.put("note", chat.note());
            return payload;
        }
    }
}

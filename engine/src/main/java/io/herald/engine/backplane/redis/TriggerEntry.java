package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.herald.engine.backplane.DeadLetter;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the stream of triggers, or of its dead letters.
 *
 * <p>Shape: {@code {event: name, inputs: JSON object, key: 1 to 100 characters, except: JSON array of texts}}; all but the event may
 * lack. A dead letter has {@code reason} and {@code tries}, too.
 */
record TriggerEntry(String id, Map<String, String> fields) {
    private static final int MAX_INPUTS = 1 << 20;
    private static final int MAX_NAME = 256;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build());

    /** @param raw id and fields, as XRANGE and its kin give them */
    static TriggerEntry of(Object raw) {
        List<?> pair = (List<?>) raw;
        Map<String, String> fields = new HashMap<>();
        if (pair.get(1) instanceof List<?> values) {
            for (int i = 0; i + 1 < values.size(); i += 2) {
                fields.putIfAbsent(text(values.get(i)), text(values.get(i + 1)));
            }
        }
        return new TriggerEntry(text(pair.get(0)), fields);
    }

    private static String text(@Nullable Object bytes) {
        return bytes instanceof byte[] text ? new String(text, UTF_8) : "";
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** The sender's, or one of its own: the same each time this trigger is tried. */
    String key() {
        return field("key").isEmpty() ? "trigger-" + id : field("key");
    }

    /** @throws IllegalArgumentException when the entry is none */
    Trigger trigger() {
        String event = field("event");
        if (event.isEmpty() || event.length() > MAX_NAME) {
            throw new IllegalArgumentException("its field 'event' must have 1 to " + MAX_NAME + " characters");
        }
        Trigger.requireKey(key());
        return new Trigger(event, inputs(), except());
    }

    private Map<String, @Nullable Object> inputs() {
        if (field("inputs").length() > MAX_INPUTS) {
            throw new IllegalArgumentException(
                    "its inputs have " + field("inputs").length() + " characters, over the " + MAX_INPUTS + " allowed");
        }
        return read("inputs", "JSON object", new TypeReference<Map<String, @Nullable Object>>() {}, Map.of());
    }

    private Set<String> except() {
        List<String> except = read("except", "JSON array of texts", new TypeReference<List<String>>() {}, List.of());
        if (except.size() > BroadcastOptions.MAX_EXCEPT || except.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "its field 'except' must be a JSON array of at most " + BroadcastOptions.MAX_EXCEPT + " texts");
        }
        return new LinkedHashSet<>(except);
    }

    private <T> T read(String name, String kind, TypeReference<T> type, T none) {
        try {
            T value = field(name).isEmpty() ? none : JSON.readValue(field(name), type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its " + name + " are no " + kind + ": " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("its " + name + " are no " + kind + " but null");
    }

    DeadLetter deadLetter() {
        int tries = field("tries").matches("\\d{1,6}") ? Integer.parseInt(field("tries")) : 0;
        return new DeadLetter(id, field("event"), field("inputs"), key(), field("reason"), tries);
    }

    /** Names and values for XADD, as this entry is sent again. */
    List<Object> content() {
        boolean fits = field("inputs").length() <= MAX_INPUTS;
        return new ArrayList<>(List.of(
                "event",
                shortened(field("event")),
                "inputs",
                fits ? field("inputs") : "",
                "key",
                shortened(key()),
                "except",
                field("except").length() <= MAX_INPUTS ? field("except") : ""));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(MAX_NAME, text.length()));
    }
}

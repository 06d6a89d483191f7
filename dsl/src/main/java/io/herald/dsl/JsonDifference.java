package io.herald.dsl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.herald.dsl.types.Pointer;
import io.herald.engine.model.Payload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where one JSON text differs from another, each place by its JSON pointer: the first {@value #MAX}. One use. */
final class JsonDifference {
    private static final int MAX = 20;
    private static final int MAX_SHOWN = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String what;
    private final List<String> told = new ArrayList<>();

    private JsonDifference(String what) {
        this.what = what;
    }

    /** @param what is compared, for messages: {@code payload} */
    static List<String> between(String what, JsonNode expected, JsonNode given) {
        JsonDifference difference = new JsonDifference(what);
        difference.compare(expected, given, Pointer.ROOT);
        return difference.told;
    }

    /** An object of these values. */
    static JsonNode tree(Map<String, JsonNode> values) {
        return JSON.createObjectNode().setAll(values);
    }

    static JsonNode tree(Payload payload) {
        try {
            return JSON.readTree(payload.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was encoded can't be read", e);
        }
    }

    private void compare(JsonNode expected, JsonNode given, Pointer at) {
        if (told.size() >= MAX || isSame(expected, given)) {
            return;
        }
        if (expected.isObject() && given.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            given.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(expected.path(name), given.path(name), at.to(name)));
        } else if (expected.isArray() && given.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), given.size()); i++) {
                compare(expected.path(i), given.path(i), at.to(String.valueOf(i)));
            }
        } else {
            String place = at.toString().isEmpty() ? what : what + " " + at;
            told.add(
                    expected.isMissingNode()
                            ? place + ": not expected, got " + shown(given)
                            : place + ": expected " + shown(expected)
                                    + (given.isMissingNode() ? ", and it is not there" : ", got " + shown(given)));
        }
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        boolean areNumbers = one.isNumber() && other.isNumber();
        return areNumbers
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.isValueNode() && one.equals(other);
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }
}

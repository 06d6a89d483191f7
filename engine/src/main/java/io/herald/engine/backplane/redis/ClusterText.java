package io.herald.engine.backplane.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.model.AckCount;
import io.herald.engine.model.Change;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Page;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import io.herald.engine.model.SocketInfo;
import io.herald.engine.model.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What nodes tell each other of themselves and their sockets, as JSON. Fields it does not know are skipped: newer nodes say more.
 *
 * <p>A question: {@code {"id": "…", "from": "node's id", "at": 1700000000000, "ask": "sockets", "namespace": "/", "rooms": ["chat.42"],
 * "except": [], "after": "", "most": 1000}}; one for a change has {@code "change": "join", "targets": ["chat.7"]}. Its answer:
 * {@code {"id": "…", "from": "node's id", "sockets": 2, "more": false, "items": […]}}, an item being {@code ["chat.42", 2]}, a socket, or
 * a problem of scripts.
 */
final class ClusterText {
    private static final int MAX_PROBLEMS = 20;
    private static final int MAX_TEXT = 2000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build())
            .build();

    private ClusterText() {}

    // ---- nodes

    static String write(ClusterNode node) {
        return JSON.createObjectNode()
                .put("id", node.id())
                .put("name", node.name())
                .put("version", node.version())
                .put("catalog", node.catalog())
                .put("edition", node.edition())
                .put("startedMillis", node.startedMillis())
                .put("clients", node.clients())
                .put("position", node.position())
                .put("lagMillis", node.lagMillis())
                .toString();
    }

    static ClusterNode node(String id, String text) throws MalformedException {
        try {
            JsonNode node = object(JSON.readTree(text));
            return new ClusterNode(
                    id,
                    node.path("name").asText(""),
                    node.path("version").asText(""),
                    node.path("catalog").asText(""),
                    node.path("edition").asLong(),
                    node.path("startedMillis").asLong(),
                    node.path("clients").asInt(),
                    node.path("position").asText(""),
                    node.path("lagMillis").asLong());
        } catch (JsonProcessingException e) {
            throw new MalformedException("it is no JSON: " + e.getOriginalMessage());
        }
    }

    /** One message, which {@link #question} or the methods for answers look into. */
    static JsonNode read(byte[] message) throws MalformedException {
        try {
            return object(JSON.readTree(message));
        } catch (IOException e) {
            throw new MalformedException("it is no JSON");
        }
    }

    private static JsonNode object(JsonNode node) throws MalformedException {
        if (!node.isObject()) {
            throw new MalformedException("it is no JSON object");
        }
        return node;
    }

    static String text(JsonNode message, String name) throws MalformedException {
        JsonNode value = message.path(name);
        if (!value.isTextual()) {
            throw new MalformedException("its '" + name + "' is no text");
        }
        return value.textValue();
    }

    // ---- questions

    static String write(Question question) {
        Selection selection = question.selection();
        ObjectNode message = JSON.createObjectNode()
                .put("id", question.id())
                .put("from", question.from())
                .put("at", question.atMillis())
                .put("ask", lower(question.kind()))
                .put("namespace", selection.namespace().path())
                .put("after", question.slice().after())
                .put("most", question.slice().most());
        put(message, "rooms", selection.rooms());
        put(message, "except", selection.except());
        question.about().ifPresent(about -> message.put("about", about));
        question.change().ifPresent(change -> {
            message.put("change", lower(change.kind()));
            put(message, "targets", change.rooms());
        });
        return message.toString();
    }

    static Question question(JsonNode message) throws MalformedException {
        try {
            Question.Kind kind = Question.Kind.valueOf(upper(text(message, "ask")));
            return new Question(
                    text(message, "id"),
                    text(message, "from"),
                    message.path("at").asLong(),
                    kind,
                    new Selection(
                            new Namespace(text(message, "namespace")),
                            texts(message, "rooms"),
                            texts(message, "except")),
                    new Slice(text(message, "after"), message.path("most").asInt()),
                    kind == Question.Kind.CHANGE ? Optional.of(change(message)) : Optional.empty(),
                    kind.isAboutOne() ? Optional.of(text(message, "about")) : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new MalformedException("it asks for what there is not: " + e.getMessage());
        }
    }

    private static Change change(JsonNode message) throws MalformedException {
        return new Change(Change.Kind.valueOf(upper(text(message, "change"))), texts(message, "targets"));
    }

    private static String lower(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String kind) {
        return kind.toUpperCase(Locale.ROOT);
    }

    static void put(ObjectNode message, String name, Iterable<String> texts) {
        ArrayNode array = message.putArray(name);
        texts.forEach(array::add);
    }

    /** The texts of a list; a whole number counts as one, as Node allows. */
    static Set<String> texts(JsonNode message, String name) throws MalformedException {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode item : items(message, name)) {
            if (!item.isTextual() && !item.isInt()) {
                throw new MalformedException("its '" + name + "' holds what is no text");
            }
            texts.add(item.asText());
        }
        return texts;
    }

    private static JsonNode items(JsonNode message, String name) throws MalformedException {
        JsonNode items = message.path(name);
        if (!items.isArray() || items.size() > Slice.MOST) {
            throw new MalformedException("its '" + name + "' is no list of at most " + Slice.MOST);
        }
        return items;
    }

    /** As {@link NodeCommand} shows. */
    static String command(Selection selection, Change change) {
        ObjectNode data = JSON.createObjectNode();
        ObjectNode opts = data.putObject("opts");
        put(opts, "rooms", selection.rooms());
        put(opts, "except", selection.except());
        opts.putObject("flags");
        if (change.rooms().isEmpty()) {
            data.put("close", change.kind() == Change.Kind.CLOSE);
        } else {
            put(data, "rooms", change.rooms());
        }
        return data.toString();
    }

    // ---- answers

    private static ObjectNode answer(Question to, String from, int sockets, boolean more) {
        return JSON.createObjectNode()
                .put("id", to.id())
                .put("from", from)
                .put("sockets", sockets)
                .put("more", more);
    }

    static String writeCount(Question to, String from, int sockets) {
        return answer(to, from, sockets, false).toString();
    }

    static String writeAcks(Question to, String from, AckCount acks) {
        return answer(to, from, acks.expected(), false)
                .put("acks", acks.received())
                .toString();
    }

    static String writeTallies(Question to, String from, Page<Tally> page) {
        ObjectNode message = answer(to, from, page.sockets(), page.more());
        ArrayNode items = message.putArray("items");
        page.items().forEach(tally -> items.addArray().add(tally.name()).add(tally.sockets()));
        return message.toString();
    }

    static String writeSockets(Question to, String from, Page<SocketInfo> page) {
        ObjectNode message = answer(to, from, page.sockets(), page.more());
        ArrayNode items = message.putArray("items");
        page.items().forEach(socket -> {
            ObjectNode item = items.addObject()
                    .put("id", socket.id())
                    .put("namespace", socket.namespace().path())
                    .put("since", socket.since().toEpochMilli())
                    .put("transport", socket.transport())
                    .put("address", socket.address());
            put(item, "rooms", socket.rooms());
            socket.user().ifPresent(user -> item.put("user", user));
        });
        return message.toString();
    }

    /** At most {@value #MAX_PROBLEMS}, and no text of them longer than {@value #MAX_TEXT} characters. */
    static String writeProblems(Question to, String from, List<Problem> problems) {
        ObjectNode message = answer(to, from, 0, problems.size() > MAX_PROBLEMS);
        ArrayNode items = message.putArray("items");
        problems.stream()
                .limit(MAX_PROBLEMS)
                .forEach(problem -> items.addObject()
                        .put("file", cut(problem.file()))
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("message", cut(problem.message()))
                        .put("hint", cut(problem.hint()))
                        .put("excerpt", cut(problem.excerpt())));
        return message.toString();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(MAX_TEXT, text.length()));
    }

    static int count(JsonNode answer) {
        return answer.path("sockets").asInt();
    }

    static AckCount acks(JsonNode answer) {
        return new AckCount(count(answer), answer.path("acks").asInt());
    }

    static List<Problem> problems(JsonNode answer) throws MalformedException {
        List<Problem> problems = new ArrayList<>();
        for (JsonNode item : items(answer, "items")) {
            problems.add(new Problem(
                    cut(text(item, "file")),
                    item.path("line").asInt(),
                    item.path("column").asInt(),
                    cut(text(item, "message")),
                    cut(text(item, "hint")),
                    cut(text(item, "excerpt"))));
        }
        return problems;
    }

    static Page<Tally> tallies(JsonNode answer) throws MalformedException {
        List<Tally> tallies = new ArrayList<>();
        for (JsonNode item : items(answer, "items")) {
            if (!item.path(0).isTextual() || !item.path(1).isInt()) {
                throw new MalformedException("its 'items' are no names with counts");
            }
            tallies.add(new Tally(item.get(0).textValue(), item.get(1).intValue()));
        }
        return new Page<>(count(answer), tallies, answer.path("more").asBoolean());
    }

    static Page<SocketInfo> sockets(JsonNode answer) throws MalformedException {
        List<SocketInfo> sockets = new ArrayList<>();
        for (JsonNode item : items(answer, "items")) {
            try {
                sockets.add(new SocketInfo(
                        text(item, "id"),
                        new Namespace(text(item, "namespace")),
                        texts(item, "rooms"),
                        Optional.ofNullable(item.path("user").textValue()),
                        Instant.ofEpochMilli(item.path("since").asLong()),
                        text(item, "transport"),
                        text(item, "address")));
            } catch (IllegalArgumentException e) {
                throw new MalformedException("its 'items' are no sockets: " + e.getMessage());
            }
        }
        return new Page<>(count(answer), sockets, answer.path("more").asBoolean());
    }
}

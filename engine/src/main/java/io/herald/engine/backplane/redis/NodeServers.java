package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.MsgPack;
import io.herald.engine.backplane.MsgPackText;
import io.herald.engine.backplane.NodeText;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Change;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.NodeSockets;
import io.herald.engine.model.Page;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import io.herald.engine.model.SocketInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Speaks with the Node servers of the cluster as if it were one: {@code fetchSockets} and broadcasts that clients shall acknowledge over
 * channels, in MessagePack, and commands over the stream. Thread-safe.
 *
 * <p>The channels are {@code socket.io#/chat#}, for all, and {@code socket.io#/chat#uid#}, for one, with the stream's name in front. A server
 * of the classic adapter on the same Redis falls over what is sent to all there: nothing is, unless a streams server listens.
 *
 * @see <a href="https://github.com/socketio/socket.io-redis-streams-adapter">lib/adapter.ts, doPublish</a>
 */
final class NodeServers {
    private static final JsonMapper VALUES = new JsonMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int BROADCAST = 3;
    private static final int FETCH = 7;
    private static final int FETCHED = 8;
    private static final int ASK_SERVERS = 9;
    private static final int SERVER_ANSWERED = 10;
    private static final int CLIENT_COUNT = 11;
    private static final int CLIENT_ANSWERED = 12;
    private static final Duration ANSWERS = Duration.ofSeconds(10); // where the server names no time
    private static final int MAX_PAGES = 20;
    private static final int MAX_UID = 64;

    private final Line line;
    private final StreamSettings stream;
    private final String ownId;

    NodeServers(Line line, StreamSettings stream, String ownId) {
        this.line = line;
        this.stream = stream;
        this.ownId = ownId;
    }

    /** Whether there can be any: they sign nothing. */
    boolean mayBe() {
        return stream.secret().isEmpty();
    }

    /** What has to be listened to for a namespace: who listens to the first counts as one of the servers. */
    List<String> channels(Namespace namespace) {
        return List.of(toAll(namespace), toOne(namespace, ownId));
    }

    private String toAll(Namespace namespace) {
        return stream.key() + "#" + namespace + "#";
    }

    private String toOne(Namespace namespace, String uid) {
        return toAll(namespace) + uid + "#";
    }

    /** How many servers listen in the namespace, Herald nodes among them. */
    int count(Namespace namespace) {
        List<?> counts = line.list(Command.PUBSUB, "NUMSUB", toAll(namespace));
        return counts.size() == 2 && counts.get(1) instanceof Long all ? all.intValue() : 0;
    }

    /** Has them do it, in their order among the broadcasts; they do not answer. */
    void change(Question question, Change change) {
        NodeCommand command = new NodeCommand(question.selection(), change);
        line.call(
                Command.XADD,
                stream.key(),
                "MAXLEN",
                "~",
                stream.bounds().length(),
                "*",
                "uid",
                ownId,
                "nsp",
                question.selection().namespace(),
                "type",
                command.type(),
                "data",
                command.data(),
                "bid",
                question.id());
    }

    /** Asks them for the sockets that the question is about. */
    void ask(Question question) {
        Selection of = question.selection();
        ObjectNode data = JSON.objectNode().put("requestId", question.id());
        ObjectNode opts = data.putObject("opts");
        ClusterText.put(opts, "rooms", of.rooms());
        ClusterText.put(opts, "except", of.except());
        opts.putObject("flags");
        send(toAll(of.namespace()), FETCH, of.namespace(), data);
    }

    private void send(String channel, int type, Namespace namespace, ObjectNode data) {
        ObjectNode message =
                JSON.objectNode().put("type", type).put("uid", ownId).put("nsp", namespace.path());
        message.put("herald", true); // Herald nodes ask each other otherwise
        message.set("data", data);
        line.call(Command.PUBLISH, channel, MsgPackText.of(message));
    }

    /**
     * A message of a Node server that concerns this node.
     *
     * @param data holds its {@code requestId}
     */
    record Message(int type, String uid, Namespace namespace, String requestId, JsonNode data) {
        boolean isAnswer() {
            return type == FETCHED;
        }

        /** Whether it is one that clients shall acknowledge. */
        boolean isBroadcast() {
            return type == BROADCAST;
        }
    }

    /** Empty when it is of no concern: of a Herald node, or of what Herald does not do. */
    static Optional<Message> read(byte[] packed) throws MalformedException {
        JsonNode message = ClusterText.read(MsgPack.toJson(packed));
        int type = message.path("type").asInt();
        boolean isKnown = type == BROADCAST || type == FETCH || type == FETCHED || type == ASK_SERVERS;
        JsonNode data = message.path("data");
        if (!isKnown || message.path("herald").asBoolean() || !data.has("requestId")) {
            return Optional.empty();
        }
        String uid = ClusterText.text(message, "uid");
        if (uid.length() > MAX_UID) {
            throw new MalformedException("its uid is over " + MAX_UID + " characters long");
        }
        try {
            Namespace namespace = new Namespace(ClusterText.text(message, "nsp"));
            return Optional.of(new Message(type, uid, namespace, ClusterText.text(data, "requestId"), data));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its nsp is no namespace: " + e.getMessage());
        }
    }

    /** Answers a question: with the sockets asked for, or, to what only Node code could answer, with null. */
    void answer(Message question, NodeSockets sockets) throws MalformedException {
        ObjectNode data = JSON.objectNode().put("requestId", question.requestId());
        if (question.type() == FETCH) {
            JsonNode opts = question.data().path("opts");
            Selection selection = new Selection(
                    question.namespace(), ClusterText.texts(opts, "rooms"), ClusterText.texts(opts, "except"));
            ArrayNode items = data.putArray("sockets");
            all(sockets, selection).forEach(socket -> items.add(told(socket)));
        } else {
            data.putNull("packet");
        }
        send(toOne(question), question.type() == FETCH ? FETCHED : SERVER_ANSWERED, question.namespace(), data);
    }

    /** The broadcast of a server that its clients, and ours, shall acknowledge. */
    static Broadcast broadcast(Message message) throws MalformedException {
        byte[] text = message.data().toString().getBytes(UTF_8);
        Broadcast broadcast = NodeText.ofObject(text, message.namespace(), message.requestId(), Audience.EVERYONE)
                .orElseThrow();
        BroadcastOptions options = broadcast.options();
        return options.ack().isPresent() ? broadcast : broadcast.with(options.withAck(ANSWERS));
    }

    /** Tells the server whose broadcast it is how many clients it may wait for here. */
    void count(Message broadcast, int clients) {
        ObjectNode data = JSON.objectNode().put("requestId", broadcast.requestId());
        send(toOne(broadcast), CLIENT_COUNT, broadcast.namespace(), data.put("clientCount", clients));
    }

    /** Tells it what one of them answered. */
    void answered(Message broadcast, @Nullable Object answer) {
        ObjectNode data = JSON.objectNode().put("requestId", broadcast.requestId());
        data.set("packet", VALUES.valueToTree(answer));
        send(toOne(broadcast), CLIENT_ANSWERED, broadcast.namespace(), data);
    }

    private String toOne(Message asker) {
        return toOne(asker.namespace(), asker.uid());
    }

    private static List<SocketInfo> all(NodeSockets sockets, Selection selection) {
        List<SocketInfo> all = new ArrayList<>();
        Optional<String> after = Optional.of("");
        for (int page = 0; page < MAX_PAGES && after.isPresent(); page++) {
            Page<SocketInfo> next = sockets.sockets(selection, new Slice(after.get(), Slice.MOST));
            all.addAll(next.items());
            after = next.next();
        }
        return all;
    }

    private static ObjectNode told(SocketInfo socket) {
        ObjectNode item = JSON.objectNode().put("id", socket.id());
        Set<String> rooms = new HashSet<>(socket.rooms());
        rooms.add(socket.id());
        ClusterText.put(item, "rooms", rooms);
        ObjectNode data = item.putObject("data");
        socket.user().ifPresent(user -> data.put("user", user));
        ObjectNode handshake = item.putObject("handshake");
        handshake.put("address", socket.address());
        handshake.put("time", socket.since().toString());
        handshake.put("issued", socket.since().toEpochMilli());
        handshake.put("url", "");
        handshake.put("secure", false).put("xdomain", false);
        handshake.putObject("headers");
        handshake.putObject("auth");
        handshake.putObject("query").put("transport", socket.transport());
        return item;
    }

    /** The sockets of an answer; what Node knows of their users, only Node knows. */
    static List<SocketInfo> sockets(Message answer) throws MalformedException {
        List<SocketInfo> sockets = new ArrayList<>();
        for (JsonNode item : answer.data().path("sockets")) {
            String id = ClusterText.text(item, "id");
            Set<String> rooms = ClusterText.texts(item, "rooms");
            rooms.remove(id);
            JsonNode handshake = item.path("handshake");
            sockets.add(new SocketInfo(
                    id,
                    answer.namespace(),
                    rooms,
                    Optional.empty(),
                    Instant.ofEpochMilli(handshake.path("issued").asLong()),
                    handshake.path("query").path("transport").asText(""),
                    handshake.path("address").asText("")));
        }
        return sockets;
    }
}

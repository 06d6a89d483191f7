package io.herald.engine.backplane.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.model.Change;
import io.herald.engine.model.Selection;
import java.util.Map;
import java.util.Set;

/**
 * What Node's servers do to each other's sockets, as an entry of the stream.
 *
 * <p>Its type is 4 (join), 5 (leave) or 6 (disconnect), its data {@code {"opts": {"rooms": [...], "except": [...], "flags": {}}, "rooms":
 * [...]}}, or {@code "close": false} in place of the latter.
 *
 * @see <a href="https://github.com/socketio/socket.io/tree/main/packages/socket.io-adapter">lib/cluster-adapter.ts, MessageType</a>
 */
record NodeCommand(Selection selection, Change change) {
    private static final Map<Change.Kind, String> TYPES = Map.of(
            Change.Kind.JOIN, "4",
            Change.Kind.LEAVE, "5",
            Change.Kind.DISCONNECT, "6",
            Change.Kind.CLOSE, "6");

    static boolean is(WireEntry entry) {
        return TYPES.containsValue(entry.type());
    }

    static NodeCommand read(WireEntry entry) throws MalformedException {
        JsonNode data = ClusterText.read(entry.data());
        JsonNode opts = data.path("opts");
        try {
            return new NodeCommand(
                    new Selection(
                            entry.namespace(), ClusterText.texts(opts, "rooms"), ClusterText.texts(opts, "except")),
                    switch (entry.type()) {
                        case "4" -> new Change(Change.Kind.JOIN, ClusterText.texts(data, "rooms"));
                        case "5" -> new Change(Change.Kind.LEAVE, ClusterText.texts(data, "rooms"));
                        default ->
                            new Change(
                                    data.path("close").asBoolean() ? Change.Kind.CLOSE : Change.Kind.DISCONNECT,
                                    Set.of());
                    });
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its command can't be met: " + e.getMessage());
        }
    }

    /** The entry's type. */
    String type() {
        return String.valueOf(TYPES.get(change.kind()));
    }

    /** The entry's data. */
    String data() {
        return ClusterText.command(selection, change);
    }
}

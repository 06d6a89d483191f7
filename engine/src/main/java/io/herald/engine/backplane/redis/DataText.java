package io.herald.engine.backplane.redis;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.MsgPack;
import io.herald.engine.backplane.NodeText;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Writes and reads the {@code data} of an entry.
 *
 * <p>Shape: {@code {"opts": {"rooms": [...], "except": [...], "flags": {"volatile": true, "timeout": 2000, "compress": false}}, "packet": {"type": 2, "data": [event, argument...]}}}. The
 * arguments are copied as they stand, both ways: nobody parses them but the client. Node writes {@code packet} first; we write
 * {@code opts} first, so that a node without the rooms stops reading there.
 */
final class DataText {
    private DataText() {}

    static byte[] write(Broadcast broadcast) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(96 + broadcast.payload().bytes());
        put(out, "{\"opts\":{\"rooms\":[");
        quoteAll(out, broadcast.rooms());
        put(out, "],\"except\":[");
        quoteAll(out, broadcast.options().except());
        put(out, "],\"flags\":{" + flags(broadcast.options()) + "}},\"packet\":{\"type\":2,\"data\":[\"");
        quote(out, broadcast.event());
        put(out, "\",");
        out.writeBytes(broadcast.payload().utf8());
        put(out, "]}}");
        return out.toByteArray();
    }

    /** As Node names them; its {@code timeout} is that of acknowledgements. */
    private static String flags(BroadcastOptions options) {
        StringJoiner flags = new StringJoiner(",");
        if (options.isVolatile()) {
            flags.add("\"volatile\":true");
        }
        options.ack().ifPresent(time -> flags.add("\"timeout\":" + time.toMillis()));
        options.compress().ifPresent(isWished -> flags.add("\"compress\":" + isWished));
        return flags.toString();
    }

    private static void quoteAll(ByteArrayOutputStream out, Iterable<String> texts) {
        int count = 0;
        for (String text : texts) {
            put(out, count++ == 0 ? "\"" : ",\"");
            quote(out, text);
            put(out, "\"");
        }
    }

    private static void put(ByteArrayOutputStream out, String ascii) {
        out.writeBytes(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void quote(ByteArrayOutputStream out, String text) {
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    }

    /** The broadcast; empty when this node has none of its rooms. */
    static Optional<Broadcast> read(WireEntry entry, Audience audience) throws MalformedException {
        byte[] text = entry.data();
        if (text.length == 0 || text[0] != '{') {
            text = MsgPack.toJson(base64(text));
        }
        return NodeText.ofObject(text, entry.namespace(), entry.broadcastId(), audience);
    }

    private static byte[] base64(byte[] text) throws MalformedException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its data is neither a JSON object nor base64");
        }
    }
}

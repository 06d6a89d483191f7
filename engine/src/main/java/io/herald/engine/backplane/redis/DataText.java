package io.herald.engine.backplane.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.herald.engine.backplane.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the {@code data} of an entry.
 *
 * <p>Shape: {@code {"opts": {"rooms": [...], "except": [...], "flags": {}}, "packet": {"type": 2, "data": [event, argument...]}}}. The
 * arguments are copied as they stand, both ways: nobody parses them but the client. Node writes {@code packet} first; we write
 * {@code opts} first, so that a node without the rooms stops reading there.
 */
final class DataText {
    private static final int EVENT = 2;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(128)
                    .maxNameLength(10_000)
                    .build())
            .build();
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private DataText() {}

    static byte[] write(Broadcast broadcast) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(96 + broadcast.payload().bytes());
        put(out, "{\"opts\":{\"rooms\":[");
        int count = 0;
        for (String room : broadcast.rooms()) {
            put(out, count++ == 0 ? "\"" : ",\"");
            quote(out, room);
            put(out, "\"");
        }
        put(out, "],\"except\":[],\"flags\":{}},\"packet\":{\"type\":2,\"data\":[\"");
        quote(out, broadcast.event());
        put(out, "\",");
        out.writeBytes(broadcast.payload().utf8());
        put(out, "]}}");
        return out.toByteArray();
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
        try (JsonParser json = JSON.createParser(text)) {
            return new Reading(json, text, entry, audience).broadcast();
        } catch (JsonProcessingException e) {
            throw new MalformedException("its data is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedException("its data is no text: " + e.getMessage());
        }
    }

    private static byte[] base64(byte[] text) throws MalformedException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its data is neither a JSON object nor base64");
        }
    }

    /** One pass over one text. */
    private static final class Reading {
        private final JsonParser json;
        private final byte[] text;
        private final WireEntry entry;
        private final Audience audience;
        private @Nullable Set<String> rooms;
        private @Nullable String event;
        private byte[] arguments = NULL;

        Reading(JsonParser json, byte[] text, WireEntry entry, Audience audience) {
            this.json = json;
            this.text = text;
            this.entry = entry;
            this.audience = audience;
        }

        Optional<Broadcast> broadcast() throws IOException, MalformedException {
            expect(json.nextToken(), JsonToken.START_OBJECT, "data");
            String name;
            while ((name = json.nextFieldName()) != null) {
                json.nextToken();
                switch (name) {
                    case "opts" -> opts();
                    case "packet" -> packet();
                    default -> json.skipChildren();
                }
                if (rooms != null && rooms.stream().noneMatch(room -> audience.has(entry.namespace(), room))) {
                    return Optional.empty();
                }
            }
            if (rooms == null || event == null || json.nextToken() != null) {
                throw new MalformedException("its data lacks opts.rooms or packet.data, or goes on after its end");
            }
            return Optional.of(
                    new Broadcast(entry.broadcastId(), entry.namespace(), event, rooms, Payload.ofUtf8(arguments)));
        }

        private void opts() throws IOException, MalformedException {
            expect(json.currentToken(), JsonToken.START_OBJECT, "opts");
            String name;
            while ((name = json.nextFieldName()) != null) {
                json.nextToken();
                if (name.equals("rooms")) {
                    rooms = names("opts.rooms");
                } else {
                    json.skipChildren();
                }
            }
            if (rooms == null || rooms.isEmpty()) {
                throw new MalformedException("it is for a whole namespace, which Herald does not serve: name a room");
            }
        }

        private Set<String> names(String what) throws IOException, MalformedException {
            expect(json.currentToken(), JsonToken.START_ARRAY, what);
            Set<String> names = new LinkedHashSet<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) { // Node allows 7 for "7"
                    expect(json.currentToken(), JsonToken.VALUE_STRING, what);
                }
                names.add(json.getText());
            }
            return names;
        }

        private void packet() throws IOException, MalformedException {
            expect(json.currentToken(), JsonToken.START_OBJECT, "packet");
            String name;
            while ((name = json.nextFieldName()) != null) {
                json.nextToken();
                if (name.equals("type") && (!json.currentToken().isNumeric() || json.getIntValue() != EVENT)) {
                    throw new MalformedException("its packet.type must be " + EVENT);
                }
                if (name.equals("data")) {
                    arguments();
                } else {
                    json.skipChildren();
                }
            }
        }

        private void arguments() throws IOException, MalformedException {
            expect(json.currentToken(), JsonToken.START_ARRAY, "packet.data");
            expect(json.nextToken(), JsonToken.VALUE_STRING, "the event's name");
            event = json.getText();
            if (event.isEmpty()) {
                throw new MalformedException("the event's name must not be empty");
            }
            if (json.nextToken() == JsonToken.END_ARRAY) {
                return;
            }
            int start = (int) json.currentTokenLocation().getByteOffset();
            do {
                json.skipChildren();
            } while (json.nextToken() != JsonToken.END_ARRAY);
            arguments = Arrays.copyOfRange(
                    text, start, (int) json.currentTokenLocation().getByteOffset());
        }

        private static void expect(@Nullable JsonToken token, JsonToken wanted, String where)
                throws MalformedException {
            if (token != wanted) {
                throw new MalformedException("its " + where + " must be a " + wanted + ", not " + token);
            }
        }
    }
}

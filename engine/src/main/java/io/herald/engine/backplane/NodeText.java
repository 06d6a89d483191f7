package io.herald.engine.backplane;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a broadcast as Node's servers write it to each other, in one pass and without looking into the arguments.
 *
 * <p>Shape: {@code {"packet": {"type": 2, "data": [event, argument...]}, "opts": {"rooms": [...], "except": [...], "flags": {"volatile": true,
 * "timeout": 2000, "compress": false}}}} in either order, or the same two as
 * the second and third of an array, after the server's name. What else is there is skipped.
 */
public final class NodeText {
    private static final int EVENT = 2;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(128)
                    .maxNameLength(10_000)
                    .build())
            .build();

    private final JsonParser json;
    private final byte[] text;
    private final Namespace namespace;
    private final Audience audience;
    private @Nullable Set<String> rooms;
    private Set<String> except = Set.of();
    private boolean isWanted;
    private boolean isVolatile;
    private long ackMillis;
    private Optional<Boolean> compress = Optional.empty();
    private @Nullable String event;
    private Payload payload = Payload.NONE;

    private NodeText(JsonParser json, byte[] text, Namespace namespace, Audience audience) {
        this.json = json;
        this.text = text;
        this.namespace = namespace;
        this.audience = audience;
    }

    /**
     * Reads the form of the streams adapter.
     *
     * @param id for the broadcast
     * @return empty when none of its rooms is in the audience
     */
    public static Optional<Broadcast> ofObject(byte[] text, Namespace namespace, String id, Audience audience)
            throws MalformedException {
        return read(text, namespace, id, audience, NodeText::object);
    }

    /** As {@link #ofObject}, in the form of the classic adapter and the emitter. */
    public static Optional<Broadcast> ofArray(byte[] text, Namespace namespace, String id, Audience audience)
            throws MalformedException {
        return read(text, namespace, id, audience, NodeText::array);
    }

    private interface Form {
        void read(NodeText text) throws IOException, MalformedException;
    }

    private static Optional<Broadcast> read(byte[] text, Namespace namespace, String id, Audience audience, Form form)
            throws MalformedException {
        try (JsonParser json = JSON.createParser(text)) {
            NodeText reading = new NodeText(json, text, namespace, audience);
            form.read(reading);
            return reading.broadcast(id);
        } catch (JsonProcessingException e) {
            throw new MalformedException("its data is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedException("its data is no text: " + e.getMessage());
        }
    }

    private Optional<Broadcast> broadcast(String id) throws IOException, MalformedException {
        if (unwanted()) {
            return Optional.empty();
        }
        if (rooms == null || event == null || json.nextToken() != null) {
            throw new MalformedException("its data lacks opts.rooms or packet.data, or goes on after its end");
        }
        return Optional.of(new Broadcast(id, namespace, event, rooms, payload).with(options()));
    }

    private BroadcastOptions options() throws MalformedException {
        try {
            return new BroadcastOptions(
                    except,
                    isVolatile,
                    Optional.of(ackMillis).filter(millis -> millis != 0).map(Duration::ofMillis),
                    compress);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its opts can't be met: " + e.getMessage());
        }
    }

    private boolean unwanted() {
        if (isWanted || rooms == null || rooms.isEmpty()) {
            return false;
        }
        for (String room : rooms) {
            if (audience.has(namespace, room)) {
                isWanted = true;
                return false;
            }
        }
        return true;
    }

    private void object() throws IOException, MalformedException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "data");
        String name;
        while (!unwanted() && (name = json.nextFieldName()) != null) {
            json.nextToken();
            switch (name) {
                case "opts" -> opts();
                case "packet" -> packet();
                default -> json.skipChildren();
            }
        }
    }

    private void array() throws IOException, MalformedException {
        expect(json.nextToken(), JsonToken.START_ARRAY, "message");
        expect(json.nextToken(), JsonToken.VALUE_STRING, "server's name");
        json.nextToken();
        packet();
        json.nextToken();
        opts();
        expect(json.nextToken(), JsonToken.END_ARRAY, "end");
    }

    private void opts() throws IOException, MalformedException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "opts");
        String name;
        while ((name = json.nextFieldName()) != null) {
            json.nextToken();
            switch (name) {
                case "rooms" -> rooms = names("opts.rooms");
                case "except" -> except = names("opts.except");
                case "flags" -> flags();
                default -> json.skipChildren();
            }
        }
    }

    private void flags() throws IOException, MalformedException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "opts.flags");
        String name;
        while ((name = json.nextFieldName()) != null) {
            JsonToken value = json.nextToken();
            if (name.equals("volatile")) {
                isVolatile = value == JsonToken.VALUE_TRUE;
            } else if (name.equals("timeout") && value == JsonToken.VALUE_NUMBER_INT) {
                ackMillis = json.getLongValue();
            } else if (name.equals("compress") && value.isBoolean()) {
                compress = Optional.of(json.getBooleanValue());
            } else {
                json.skipChildren();
            }
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
        expect(json.nextToken(), JsonToken.VALUE_STRING, "event's name");
        event = json.getText();
        if (event.isEmpty() || Broadcast.RESERVED.contains(event)) {
            throw new MalformedException("no event may be called " + Text.quote(event));
        }
        if (json.nextToken() == JsonToken.END_ARRAY) {
            return;
        }
        int start = (int) json.currentTokenLocation().getByteOffset();
        do {
            json.skipChildren();
        } while (json.nextToken() != JsonToken.END_ARRAY);
        int end = (int) json.currentTokenLocation().getByteOffset();
        payload = Payload.ofUtf8(Arrays.copyOfRange(text, start, end));
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted, String where) throws MalformedException {
        if (token != wanted) {
            throw new MalformedException("its " + where + " must be " + said(wanted) + ", not " + said(token));
        }
    }

    private static String said(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case END_OBJECT, END_ARRAY -> "the end";
            case VALUE_STRING, FIELD_NAME -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
        };
    }
}

package io.herald.engine.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Text;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of python-socketio's Redis manager, from its version 5.14 on, and on request the pickles of older ones. Thread-safe.
 *
 * <p>Shape: {@code {"method": "emit", "event": "ev", "data": ..., "binary": false, "namespace": "/", "room": "r" or ["r"],
 * "skip_sid": null, "s" or ["s"]}}. With
 * {@code binary} there, a list in {@code data} is the arguments; without it, {@code data} is the one argument. No data are no argument,
 * and no room is the whole namespace, but an empty list of rooms is nobody.
 *
 * @param channel the manager's option {@code channel}
 * @param pickles whether to read pickles: plain values only, nothing that could run
 * @see <a href="https://github.com/miguelgrinberg/python-socketio">pubsub_manager.py, _publish</a>
 */
public record PythonDialect(String channel, boolean pickles) implements Dialect {
    private static final int PICKLE = 0x80;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(128).build())
            .build();

    @Override
    public String pattern() {
        return channel;
    }

    @Override
    public Optional<Broadcast> read(String from, byte[] message, String id, Audience audience)
            throws MalformedException {
        byte[] text = message;
        if (message.length > 0 && (message[0] & 0xff) == PICKLE) {
            if (!pickles) {
                throw new MalformedException(
                        "it is a pickle, as python-socketio before 5.14 writes: update it, or let pickles be read");
            }
            text = Pickle.toJson(message);
        }
        try (JsonParser json = JSON.createParser(text)) {
            return new Reading(json, text).broadcast(id, audience);
        } catch (JsonProcessingException e) {
            throw new MalformedException("it is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedException("it is no text: " + e.getMessage());
        }
    }

    /** One pass over one message. */
    private static final class Reading {
        private final JsonParser json;
        private final byte[] text;
        private final Set<String> rooms = new LinkedHashSet<>();
        private final Set<String> except = new LinkedHashSet<>();
        private String method = "";
        private String event = "";
        private String namespace = "/";
        private boolean isForNobody;
        private boolean listsArguments;
        private boolean binary;
        private byte[] data = {};

        Reading(JsonParser json, byte[] text) {
            this.json = json;
            this.text = text;
        }

        Optional<Broadcast> broadcast(String id, Audience audience) throws IOException, MalformedException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("it is no JSON object");
            }
            String name;
            while ((name = json.nextFieldName()) != null) {
                field(name, json.nextToken());
            }
            if (!method.equals("emit") || binary || isForNobody) {
                return Optional.empty();
            }
            if (event.isEmpty() || json.nextToken() != null) {
                throw new MalformedException("it lacks an event, or goes on after its end");
            }
            if (Broadcast.RESERVED.contains(event)) {
                throw new MalformedException("no event may be called " + Text.quote(event));
            }
            Broadcast broadcast = new Broadcast(id, namespace(), event, rooms, payload())
                    .with(BroadcastOptions.NONE.withExcept(except));
            return audience.wants(broadcast) ? Optional.of(broadcast) : Optional.empty();
        }

        private void field(String name, @Nullable JsonToken value) throws IOException, MalformedException {
            switch (name) {
                case "method" -> method = text(name);
                case "event" -> event = text(name);
                case "namespace" -> namespace = value == JsonToken.VALUE_NULL ? "/" : text(name);
                case "room" -> {
                    texts(name, value, rooms);
                    isForNobody = value == JsonToken.START_ARRAY && rooms.isEmpty();
                }
                case "skip_sid" -> texts(name, value, except);
                case "data" -> {
                    if (value != JsonToken.VALUE_NULL) {
                        data();
                    }
                }
                case "binary" -> {
                    listsArguments = true;
                    binary = value == JsonToken.VALUE_TRUE;
                }
                default -> json.skipChildren();
            }
        }

        private String text(String name) throws IOException, MalformedException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new MalformedException("its " + name + " must be a text, not " + json.currentToken());
            }
            return json.getText();
        }

        /** One text, several in an array, or null for none. */
        private void texts(String name, @Nullable JsonToken value, Set<String> texts)
                throws IOException, MalformedException {
            if (value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    texts.add(text(name));
                }
            } else if (value != JsonToken.VALUE_NULL) {
                texts.add(text(name));
            }
        }

        private void data() throws IOException {
            int start = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            json.finishToken();
            data = Arrays.copyOfRange(text, start, (int) json.currentLocation().getByteOffset());
        }

        private Payload payload() {
            if (!listsArguments || data.length == 0 || data[0] != '[') {
                return Payload.ofUtf8(data);
            }
            byte[] inner = Arrays.copyOfRange(data, 1, data.length - 1);
            return new String(inner, UTF_8).isBlank() ? Payload.NONE : Payload.ofUtf8(inner);
        }

        private Namespace namespace() throws MalformedException {
            try {
                return new Namespace(namespace);
            } catch (IllegalArgumentException e) {
                throw new MalformedException("its namespace is none: " + Text.quote(namespace));
            }
        }
    }
}

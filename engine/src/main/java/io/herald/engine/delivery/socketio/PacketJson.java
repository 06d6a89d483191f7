package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of Socket.IO packets, where binary values stand as numbered placeholders. Thread-safe. */
final class PacketJson {
    private static final String ATTACHMENTS = "attachments";

    private final ObjectReader reader;
    private final ObjectWriter writer;

    PacketJson(int maxBytes, int maxDepth) {
        JsonFactory bounded = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // clients choose them
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(maxBytes)
                        .maxNumberLength(100)
                        .build())
                .build();
        JsonMapper mapper = JsonMapper.builder(bounded)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule().addSerializer(byte[].class, new Placeholders()))
                .build();
        this.reader = mapper.readerFor(Object.class);
        this.writer = mapper.writer();
    }

    /**
     * The values of a packet's JSON, placeholders replaced by what they stand for at any depth.
     *
     * @throws MalformedPacketException when it is no JSON, or names an attachment that is not there
     */
    @Nullable
    Object read(String json, List<byte[]> attachments) {
        try {
            Object value = reader.readValue(json);
            return attachments.isEmpty() ? value : fill(value, attachments);
        } catch (JsonProcessingException e) {
            throw isTooDeep(e)
                    ? new MalformedPacketException("too deep a payload", SocketLimit.JSON_DEPTH)
                    : new MalformedPacketException("invalid payload");
        }
    }

    /** Jackson tells the constraints apart by their words alone. */
    private static boolean isTooDeep(JsonProcessingException e) {
        return e instanceof StreamConstraintsException && e.getOriginalMessage().contains("nesting depth");
    }

    private static @Nullable Object fill(@Nullable Object value, List<byte[]> attachments) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> filled = new ArrayList<>(list.size());
            list.forEach(item -> filled.add(fill(item, attachments)));
            return filled;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (Boolean.TRUE.equals(map.get("_placeholder"))) {
            if (!(map.get("num") instanceof Integer number) || number < 0 || number >= attachments.size()) {
                throw new MalformedPacketException("illegal attachments");
            }
            return attachments.get(number);
        }
        @SuppressWarnings("unchecked") // a JSON object
        Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
        object.replaceAll((key, item) -> fill(item, attachments));
        return object;
    }

    /** The packet as messages: its text, and its binary values behind it. */
    List<Message> write(Packet packet) {
        List<byte[]> attachments = new ArrayList<>();
        String json = json(packet, attachments);
        StringBuilder text = new StringBuilder("4").append(type(packet, !attachments.isEmpty()));
        if (!attachments.isEmpty()) {
            text.append(attachments.size()).append('-');
        }
        if (!packet.getNsp().isEmpty()) {
            text.append(packet.getNsp()).append(',');
        }
        if (packet.getAckId() != null) {
            text.append(packet.getAckId());
        }
        List<Message> messages = new ArrayList<>();
        messages.add(Message.text(text.append(json).toString()));
        attachments.forEach(bytes -> messages.add(Message.binary(bytes)));
        return messages;
    }

    private static int type(Packet packet, boolean isBinary) {
        PacketType type = packet.getSubType();
        return isBinary
                ? (type == PacketType.ACK ? PacketType.BINARY_ACK : PacketType.BINARY_EVENT).getValue()
                : type.getValue();
    }

    private String json(Packet packet, List<byte[]> attachments) {
        Object data = packet.getData();
        if (packet.getSubType() == PacketType.EVENT) {
            List<@Nullable Object> event = new ArrayList<>();
            event.add(packet.getName());
            if (data instanceof List<?> arguments) {
                event.addAll(arguments);
            }
            data = event;
        }
        return data == null ? "" : text(data, attachments);
    }

    private String text(Object value, List<byte[]> attachments) {
        try {
            return writer.withAttribute(ATTACHMENTS, attachments).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "what is sent to a client has no JSON form: " + e.getOriginalMessage(), e);
        }
    }

    /** A text as JSON: without a writer, which makes half a dozen objects for each. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }

    private static final class Placeholders extends StdScalarSerializer<byte[]> {
        @Serial
        private static final long serialVersionUID = 1L;

        Placeholders() {
            super(byte[].class);
        }

        @Override
        @SuppressWarnings("unchecked") // put there by text()
        public void serialize(byte[] value, JsonGenerator json, SerializerProvider provider) throws IOException {
            List<byte[]> attachments = (List<byte[]>) provider.getAttribute(ATTACHMENTS);
            json.writeStartObject();
            json.writeBooleanField("_placeholder", true);
            json.writeNumberField("num", attachments.size());
            json.writeEndObject();
            attachments.add(value);
        }
    }
}

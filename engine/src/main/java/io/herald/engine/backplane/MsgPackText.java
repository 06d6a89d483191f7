package io.herald.engine.backplane;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON as MessagePack, as Node's decoders read it: every length and every whole number in its longest form.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">the format</a>
 */
public final class MsgPackText {
    private MsgPackText() {}

    public static byte[] of(JsonNode json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(json, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static void write(JsonNode value, DataOutputStream out) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                sized(0xdf, value.size(), out);
                for (var field : value.properties()) {
                    text(field.getKey(), out);
                    write(field.getValue(), out);
                }
            }
            case ARRAY -> {
                sized(0xdd, value.size(), out);
                for (JsonNode item : value) {
                    write(item, out);
                }
            }
            case STRING, BINARY -> text(value.asText(), out); // bytes as base64
            case BOOLEAN -> out.writeByte(value.booleanValue() ? 0xc3 : 0xc2);
            case NUMBER -> number(value, out);
            default -> out.writeByte(0xc0);
        }
    }

    private static void number(JsonNode value, DataOutputStream out) throws IOException {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            out.writeByte(0xd2);
            out.writeInt(value.intValue());
        } else {
            out.writeByte(0xcb); // as every number of JavaScript
            out.writeDouble(value.doubleValue());
        }
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        sized(0xdb, utf8.length, out);
        out.write(utf8);
    }

    private static void sized(int type, int size, DataOutputStream out) throws IOException {
        out.writeByte(type);
        out.writeInt(size);
    }
}

package io.herald.engine.backplane;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * Reads MessagePack as Node's notepack writes it, into JSON text: binary becomes base64, a date its ISO text. What it does not know
 * is refused.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">the format</a>
 */
public final class MsgPack {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final int MAX_DEPTH = 128;
    private static final int TIMESTAMP = -1;

    private final ByteBuffer in;
    private final JsonGenerator out;

    private MsgPack(ByteBuffer in, JsonGenerator out) {
        this.in = in;
        this.out = out;
    }

    /**
     * The JSON text of one packed value.
     *
     * @throws MalformedException when it is none, or more than one
     */
    public static byte[] toJson(byte[] packed) throws MalformedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(packed.length * 2);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            MsgPack reading = new MsgPack(ByteBuffer.wrap(packed), out);
            reading.value(0);
            if (reading.in.hasRemaining()) {
                throw new MalformedException("the msgpack goes on after its end");
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedException("the msgpack ends too early");
        } catch (IOException e) {
            throw new MalformedException("the msgpack is no JSON: " + e.getMessage());
        }
        return text.toByteArray();
    }

    private void value(int depth) throws IOException, MalformedException {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("the msgpack is more than " + MAX_DEPTH + " levels deep");
        }
        int type = in.get() & 0xff;
        if (type < 0x80 || type >= 0xe0) {
            out.writeNumber((byte) type);
        } else if (type < 0x90) {
            map(type & 0x0f, depth);
        } else if (type < 0xa0) {
            array(type & 0x0f, depth);
        } else if (type < 0xc0) {
            out.writeString(text(type & 0x1f));
        } else {
            tagged(type, depth);
        }
    }

    private void tagged(int type, int depth) throws IOException, MalformedException {
        switch (type) {
            case 0xc0 -> out.writeNull();
            case 0xc2, 0xc3 -> out.writeBoolean(type == 0xc3);
            case 0xc4, 0xc5, 0xc6 -> out.writeBinary(bytes(size(type - 0xc4)));
            case 0xc7, 0xc8, 0xc9 -> extension(size(type - 0xc7));
            case 0xca -> out.writeNumber(in.getFloat());
            case 0xcb -> out.writeNumber(in.getDouble());
            case 0xcc, 0xcd, 0xce -> out.writeNumber(size(type - 0xcc));
            case 0xcf -> out.writeNumber(Long.toUnsignedString(in.getLong()));
            case 0xd0 -> out.writeNumber(in.get());
            case 0xd1 -> out.writeNumber(in.getShort());
            case 0xd2 -> out.writeNumber(in.getInt());
            case 0xd3 -> out.writeNumber(in.getLong());
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1 << (type - 0xd4));
            case 0xd9, 0xda, 0xdb -> out.writeString(text(size(type - 0xd9)));
            case 0xdc, 0xdd -> array(size(type - 0xdb), depth);
            case 0xde, 0xdf -> map(size(type - 0xdd), depth);
            default -> throw new MalformedException("the msgpack holds an unknown type " + type);
        }
    }

    private void array(long size, int depth) throws IOException, MalformedException {
        require(size);
        out.writeStartArray();
        for (long i = 0; i < size; i++) {
            value(depth + 1);
        }
        out.writeEndArray();
    }

    private void map(long size, int depth) throws IOException, MalformedException {
        require(size);
        out.writeStartObject();
        for (long i = 0; i < size; i++) {
            out.writeFieldName(key());
            value(depth + 1);
        }
        out.writeEndObject();
    }

    private String key() throws MalformedException {
        int type = in.get() & 0xff;
        if (type >= 0xa0 && type < 0xc0) {
            return text(type & 0x1f);
        }
        if (type >= 0xd9 && type <= 0xdb) {
            return text(size(type - 0xd9));
        }
        throw new MalformedException("the msgpack has a key that is no text");
    }

    /** An unsigned number of 1, 2 or 4 bytes. */
    private long size(int width) {
        return switch (width) {
            case 0 -> in.get() & 0xff;
            case 1 -> in.getShort() & 0xffff;
            default -> in.getInt() & 0xffff_ffffL;
        };
    }

    private byte[] bytes(long size) throws MalformedException {
        require(size);
        byte[] bytes = new byte[(int) size];
        in.get(bytes);
        return bytes;
    }

    private String text(long size) throws MalformedException {
        return new String(bytes(size), StandardCharsets.UTF_8);
    }

    /** A claimed size beyond what is there would cost memory before it fails. */
    private void require(long size) throws MalformedException {
        if (size > in.remaining()) {
            throw new MalformedException("the msgpack claims " + size + " items and has " + in.remaining() + " bytes");
        }
    }

    private void extension(long size) throws IOException, MalformedException {
        int type = in.get();
        if (type != TIMESTAMP) {
            throw new MalformedException("the msgpack holds an unknown extension " + type);
        }
        require(size);
        if (size == 4) {
            instant(size(2), 0);
        } else if (size == 8) {
            long both = in.getLong();
            instant(both & 0x3_ffff_ffffL, both >>> 34);
        } else if (size == 12) {
            long nanos = size(2);
            instant(in.getLong(), nanos);
        } else {
            throw new MalformedException("the msgpack holds a date of " + size + " bytes");
        }
    }

    private void instant(long seconds, long nanos) throws IOException, MalformedException {
        try {
            out.writeString(DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(seconds, nanos)));
        } catch (java.time.DateTimeException | ArithmeticException e) {
            throw new MalformedException("the msgpack holds a date out of range");
        }
    }
}

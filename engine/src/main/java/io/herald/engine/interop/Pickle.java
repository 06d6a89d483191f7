package io.herald.engine.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.herald.engine.backplane.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickles of old python-socketio into the JSON of new: plain values only. An opcode that could name a class, or call anything, is
 * refused, as is every other one that such messages do not need.
 *
 * @see <a href="https://github.com/python/cpython/blob/3.11/Lib/pickletools.py">the format</a>
 */
final class Pickle {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final int MAX_DEPTH = 128;
    /** Of the JSON, about: a pickle may name one long text a thousand times. */
    private static final long MAX_OUTPUT = 4 << 20;

    private final ByteBuffer in;
    private final List<@Nullable Object> memo = new ArrayList<>();
    private final Deque<List<@Nullable Object>> marked = new ArrayDeque<>();
    private List<@Nullable Object> stack = new ArrayList<>();
    private long output;

    private Pickle(byte[] pickled) {
        in = ByteBuffer.wrap(pickled).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Several arguments, as against one that is a list. */
    private record Tuple(List<@Nullable Object> items) {}

    static byte[] toJson(byte[] pickled) throws MalformedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(pickled.length);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            Pickle reading = new Pickle(pickled);
            if (!(reading.load() instanceof Map<?, ?> message)) {
                throw new MalformedException("it pickles no dictionary");
            }
            reading.message(message, out);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new MalformedException("it is no whole pickle");
        } catch (IOException e) {
            throw new MalformedException("it pickles what JSON can't hold: " + e.getMessage());
        }
        return text.toByteArray();
    }

    private @Nullable Object load() throws MalformedException {
        while (true) {
            int opcode = in.get() & 0xff;
            if (opcode == '.') {
                return pop();
            }
            step(opcode);
        }
    }

    private void step(int opcode) throws MalformedException {
        switch (opcode) {
            case 0x80 -> in.get(); // PROTO
            case 0x95 -> in.getLong(); // FRAME
            case 0x94 -> memo.add(stack.get(stack.size() - 1)); // MEMOIZE
            case 'h' -> stack.add(memo.get(in.get() & 0xff)); // BINGET
            case 'j' -> stack.add(memo.get(in.getInt())); // LONG_BINGET
            case '(' -> mark();
            case 'N' -> stack.add(null);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'K' -> stack.add(in.get() & 0xff); // BININT1
            case 'M' -> stack.add(in.getShort() & 0xffff); // BININT2
            case 'J' -> stack.add(in.getInt()); // BININT
            case 0x8a -> stack.add(number(bytes(in.get() & 0xff))); // LONG1
            case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong()))); // BINFLOAT
            case 0x8c -> stack.add(text(in.get() & 0xff)); // SHORT_BINUNICODE
            case 'X' -> stack.add(text(in.getInt())); // BINUNICODE
            case 0x8d -> stack.add(text(in.getLong())); // BINUNICODE8
            case 'C' -> stack.add(bytes(in.get() & 0xff)); // SHORT_BINBYTES
            case 'B' -> stack.add(bytes(in.getInt())); // BINBYTES
            default -> container(opcode);
        }
    }

    private void container(int opcode) throws MalformedException {
        switch (opcode) {
            case '}' -> stack.add(new LinkedHashMap<String, @Nullable Object>());
            case ']' -> stack.add(new ArrayList<@Nullable Object>());
            case ')' -> stack.add(new Tuple(List.of()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 't' -> {
                List<@Nullable Object> items = unmark();
                stack.add(new Tuple(items));
            }
            case 'a' -> { // APPEND
                Object item = pop();
                list().add(item);
            }
            case 'e' -> { // APPENDS
                List<@Nullable Object> items = unmark();
                list().addAll(items);
            }
            case 's' -> { // SETITEM
                Object value = pop();
                Object key = pop();
                put(key, value);
            }
            case 'u' -> { // SETITEMS
                List<@Nullable Object> items = unmark();
                for (int i = 0; i < items.size(); i += 2) {
                    put(items.get(i), items.get(i + 1));
                }
            }
            default ->
                throw new MalformedException("its opcode " + opcode + " is none of those that plain values need");
        }
    }

    private void mark() {
        marked.push(stack);
        stack = new ArrayList<>();
    }

    private List<@Nullable Object> unmark() throws MalformedException {
        if (marked.isEmpty()) {
            throw new MalformedException("it is no whole pickle");
        }
        List<@Nullable Object> items = stack;
        stack = marked.pop();
        return items;
    }

    private @Nullable Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private void tuple(int size) {
        List<@Nullable Object> items = stack.subList(stack.size() - size, stack.size());
        Tuple tuple = new Tuple(new ArrayList<>(items));
        items.clear();
        stack.add(tuple);
    }

    @SuppressWarnings("unchecked") // only lists of this class are on the stack
    private List<@Nullable Object> list() throws MalformedException {
        if (stack.get(stack.size() - 1) instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw new MalformedException("it appends to what is no list");
    }

    @SuppressWarnings("unchecked") // only maps of this class are on the stack
    private void put(@Nullable Object key, @Nullable Object value) throws MalformedException {
        if (!(stack.get(stack.size() - 1) instanceof Map<?, ?> map)) {
            throw new MalformedException("it puts into what is no dictionary");
        }
        if (key != null && !(key instanceof String || key instanceof Number || key instanceof Boolean)) {
            throw new MalformedException("a key of its dictionaries is no plain value"); // as text, it may have no end
        }
        ((Map<String, @Nullable Object>) map).put(String.valueOf(key), value);
    }

    private byte[] bytes(long size) throws MalformedException {
        if (size < 0 || size > in.remaining()) {
            throw new MalformedException("it is no whole pickle");
        }
        byte[] bytes = new byte[(int) size];
        in.get(bytes);
        return bytes;
    }

    private String text(long size) throws MalformedException {
        return new String(bytes(size), UTF_8);
    }

    /** Python's integers of up to 8 bytes; JSON's readers know no longer ones. */
    private static long number(byte[] littleEndian) throws MalformedException {
        if (littleEndian.length > Long.BYTES) {
            throw new MalformedException("it has an integer of " + littleEndian.length + " bytes");
        }
        long number = littleEndian.length > 0 && littleEndian[littleEndian.length - 1] < 0 ? -1 : 0;
        for (int i = littleEndian.length - 1; i >= 0; i--) {
            number = (number << 8) | (littleEndian[i] & 0xff);
        }
        return number;
    }

    /** As version 5.16 writes it: a tuple of arguments is a list, and {@code binary} says so. */
    private void message(Map<?, ?> message, JsonGenerator out) throws IOException, MalformedException {
        out.writeStartObject();
        for (Map.Entry<?, ?> field : message.entrySet()) {
            out.writeFieldName((String) field.getKey());
            write(field.getValue(), 1, out);
        }
        if (message.get("data") instanceof Tuple) {
            out.writeBooleanField("binary", false);
        }
        out.writeEndObject();
    }

    private void write(@Nullable Object value, int depth, JsonGenerator out) throws IOException, MalformedException {
        output += value instanceof String text ? text.length() : value instanceof byte[] bytes ? bytes.length : 8;
        if (depth > MAX_DEPTH || output > MAX_OUTPUT) {
            throw new MalformedException("it unfolds to more than it should");
        }
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                output += ((String) entry.getKey()).length();
                out.writeFieldName((String) entry.getKey());
                write(entry.getValue(), depth + 1, out);
            }
            out.writeEndObject();
        } else if (value instanceof List<?> || value instanceof Tuple) {
            out.writeStartArray();
            for (Object item : value instanceof Tuple tuple ? tuple.items() : (List<?>) value) {
                write(item, depth + 1, out);
            }
            out.writeEndArray();
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else {
            scalar(value, out);
        }
    }

    private static void scalar(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else {
            out.writeNull();
        }
    }
}

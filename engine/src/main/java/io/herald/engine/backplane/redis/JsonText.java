package io.herald.engine.backplane.redis;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON with nothing but the JDK: {@link HeraldClient} shall need Jedis alone. */
final class JsonText {
    private static final int MAX_DEPTH = 64;

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /**
     * The text of a value.
     *
     * @throws IllegalArgumentException when it holds what JSON can't, or is more than 64 levels deep
     */
    static String of(@Nullable Object value) {
        JsonText text = new JsonText();
        text.write(value, 0);
        return text.out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the inputs are more than " + MAX_DEPTH + " levels deep");
        }
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence || value instanceof Character) {
            text(value.toString());
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (value instanceof Iterable<?> items) {
            list(items, depth);
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName()
                    + " is no JSON: give maps, lists, texts, numbers, booleans and null");
        }
    }

    private void number(Number number) {
        String text = number.toString();
        if (text.endsWith("NaN") || text.endsWith("Infinity")) {
            throw new IllegalArgumentException(text + " is no JSON");
        }
        out.append(text);
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            text(String.valueOf(entry.getKey()));
            out.append(':');
            write(entry.getValue(), depth + 1);
            separate(entries);
        }
        out.append('}');
    }

    private void list(Iterable<?> list, int depth) {
        out.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            write(items.next(), depth + 1);
            separate(items);
        }
        out.append(']');
    }

    private void separate(Iterator<?> items) {
        if (items.hasNext()) {
            out.append(',');
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') {
                out.append('\\').append(each);
            } else if (each < ' ') {
                out.append(String.format("\\u%04x", (int) each));
            } else {
                out.append(each);
            }
        }
        out.append('"');
    }
}

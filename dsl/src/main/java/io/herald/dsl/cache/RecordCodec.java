package io.herald.dsl.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes Herald's records, with what they are made of, as bytes, and makes them again by their constructors, which check them. No other
 * object comes of it, whatever the bytes say. Thread-safe.
 */
public final class RecordCodec {
    private static final String OURS = "io.herald.";
    private static final List<Plain<?>> KNOWN = List.of(
            new Plain<>(String.class, Function.identity(), Function.identity()),
            new Plain<>(Integer.class, String::valueOf, Integer::valueOf),
            new Plain<>(Boolean.class, String::valueOf, Boolean::valueOf),
            new Plain<>(Long.class, String::valueOf, Long::valueOf),
            new Plain<>(BigDecimal.class, BigDecimal::toString, BigDecimal::new),
            new Plain<>(BigInteger.class, BigInteger::toString, BigInteger::new),
            new Plain<>(Double.class, String::valueOf, Double::valueOf),
            new Plain<>(Float.class, String::valueOf, Float::valueOf),
            new Plain<>(Character.class, String::valueOf, text -> text.charAt(0)),
            new Plain<>(Duration.class, Duration::toString, Duration::parse),
            new Plain<>(ZoneId.class, ZoneId::getId, ZoneId::of));

    private final List<Plain<?>> plains;
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    /** A class whose objects are written as text. */
    public record Plain<T>(Class<T> type, Function<T, String> text, Function<String, T> value) {
        private String write(Object given) {
            return text.apply(type.cast(given));
        }
    }

    /** A record or an enum. */
    private record Shape(Class<?> type, List<Method> parts, Optional<Constructor<?>> maker) {}

    private enum Tag {
        NULL('0'),
        PLAIN('p'),
        BYTES('b'),
        LIST('l'),
        SET('s'),
        MAP('m'),
        EMPTY('e'),
        OPTIONAL('o'),
        ENUM('c'),
        RECORD('r');

        private final char code;

        Tag(char code) {
            this.code = code;
        }

        static Tag of(int code) {
            return Stream.of(values())
                    .filter(tag -> tag.code == code)
                    .findFirst()
                    .orElseThrow();
        }
    }

    public RecordCodec(Plain<?>... more) {
        this.plains = Stream.concat(KNOWN.stream(), Stream.of(more)).toList();
    }

    /**
     * The value as bytes.
     *
     * @throws IllegalArgumentException when there is something in it that can't be written
     */
    public byte[] write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new Writer(new DataOutputStream(bytes)).write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The value that was written.
     *
     * @throws IllegalArgumentException when the bytes are none of a T
     */
    public <T> T read(byte[] bytes, Class<T> type) {
        try {
            Object read = new Reader(new DataInputStream(new ByteArrayInputStream(bytes))).read();
            return type.cast(Objects.requireNonNull(read));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("these bytes are no " + type.getSimpleName() + ": " + e, e);
        }
    }

    private Shape shape(String type) {
        return shapes.computeIfAbsent(type, this::find);
    }

    private Shape find(String name) {
        try {
            Class<?> type = name.startsWith(OURS)
                    ? Class.forName(name, false, RecordCodec.class.getClassLoader())
                    : Object.class;
            if (type.isEnum()) {
                return new Shape(type, List.of(), Optional.empty());
            }
            if (!type.isRecord()) {
                throw new IllegalArgumentException(name + " is no record of Herald");
            }
            List<Method> parts = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                parts.add(component.getAccessor());
            }
            Constructor<?> maker = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            maker.setAccessible(true);
            return new Shape(type, parts, Optional.of(maker));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name + " is no record of Herald", e);
        }
    }

    /** Each text once, and then by its number. */
    private final class Writer {
        private final DataOutputStream out;
        private final Map<String, Integer> texts = new HashMap<>();

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void write(@Nullable Object value) throws IOException {
            if (value == null) {
                tag(Tag.NULL);
            } else if (value instanceof byte[] bytes) {
                tag(Tag.BYTES);
                out.writeInt(bytes.length);
                out.write(bytes);
            } else if (value instanceof List<?> list) {
                items(Tag.LIST, list.size(), list);
            } else if (value instanceof Set<?> set) {
                items(Tag.SET, set.size(), set);
            } else if (value instanceof Map<?, ?> map) {
                items(Tag.MAP, map.size(), map.keySet());
                for (Object each : map.values()) {
                    write(each);
                }
            } else if (value instanceof Optional<?> optional) {
                tag(optional.isPresent() ? Tag.OPTIONAL : Tag.EMPTY);
                if (optional.isPresent()) {
                    write(optional.get());
                }
            } else {
                single(value);
            }
        }

        private void single(Object value) throws IOException {
            for (int i = 0; i < plains.size(); i++) {
                if (plains.get(i).type().isInstance(value)) {
                    tag(Tag.PLAIN);
                    out.writeByte(i);
                    text(plains.get(i).write(value));
                    return;
                }
            }
            if (value instanceof Enum<?> constant) {
                tag(Tag.ENUM);
                text(shape(constant.getDeclaringClass().getName()).type().getName());
                text(constant.name());
                return;
            }
            Shape shape = shape(value.getClass().getName());
            tag(Tag.RECORD);
            text(shape.type().getName());
            for (Method part : shape.parts()) {
                write(part(value, part));
            }
        }

        private @Nullable Object part(Object value, Method part) {
            try {
                return part.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(part + " can't be read", e);
            }
        }

        private void items(Tag tag, int size, Iterable<?> items) throws IOException {
            tag(tag);
            out.writeInt(size);
            for (Object item : items) {
                write(item);
            }
        }

        private void tag(Tag tag) throws IOException {
            out.writeByte(tag.code);
        }

        private void text(String text) throws IOException {
            @Nullable Integer known = texts.putIfAbsent(text, texts.size());
            out.writeInt(known == null ? texts.size() - 1 : known);
            if (known == null) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
    }

    private final class Reader {
        private final DataInputStream in;
        private final List<String> texts = new ArrayList<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        @Nullable
        Object read() throws IOException {
            switch (Tag.of(in.readByte())) {
                case NULL -> {
                    return null;
                }
                case PLAIN -> {
                    return plains.get(in.readByte()).value().apply(text());
                }
                case BYTES -> {
                    return in.readNBytes(in.readInt());
                }
                case LIST -> {
                    return Collections.unmodifiableList(items());
                }
                case SET -> {
                    return Collections.unmodifiableSet(new LinkedHashSet<>(items()));
                }
                case MAP -> {
                    return map();
                }
                case EMPTY -> {
                    return Optional.empty();
                }
                case OPTIONAL -> {
                    return Optional.ofNullable(read());
                }
                case ENUM -> {
                    return constant(shape(text()).type(), text());
                }
                default -> {
                    return made(shape(text()));
                }
            }
        }

        private List<@Nullable Object> items() throws IOException {
            int size = in.readInt();
            List<@Nullable Object> items = new ArrayList<>(Math.min(size, in.available()));
            for (int i = 0; i < size; i++) {
                items.add(read());
            }
            return items;
        }

        private Map<@Nullable Object, @Nullable Object> map() throws IOException {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (Object key : items()) {
                map.put(key, read());
            }
            return Collections.unmodifiableMap(map);
        }

        private static Object constant(Class<?> type, String name) {
            return Stream.of(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private Object made(Shape shape) throws IOException {
            @Nullable Object[] parts = new Object[shape.parts().size()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = read();
            }
            try {
                return shape.maker().orElseThrow().newInstance(parts);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(shape.type() + " can't be made", e);
            }
        }

        private String text() throws IOException {
            int number = in.readInt();
            if (number == texts.size()) {
                texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return texts.get(number);
        }
    }
}

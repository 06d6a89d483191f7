package io.herald.dsl.types;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types that are one JSON value. Nothing is rounded, cut off, or taken from a text that looks like a number. */
public enum Scalar implements Type {
    STRING("String") {
        @Override
        Object of(Object given) {
            return text(given);
        }
    },
    BOOLEAN("boolean", "Boolean") {
        @Override
        Object of(Object given) {
            return (Boolean) given;
        }
    },
    INTEGER("Integer", "int") {
        @Override
        Object of(Object given) {
            return number(given).intValueExact();
        }
    },
    LONG("Long", "long") {
        @Override
        Object of(Object given) {
            return number(given).longValueExact();
        }
    },
    DOUBLE("Double", "double") {
        @Override
        Object of(Object given) {
            double number = number(given).doubleValue();
            if (Double.isInfinite(number)) {
                throw new ArithmeticException("too large");
            }
            return number;
        }
    },
    DECIMAL("BigDecimal") {
        @Override
        Object of(Object given) {
            return number(given);
        }
    },
    INSTANT("Instant", "Instant", " as \"2026-01-31T12:00:00Z\"") {
        @Override
        Object of(Object given) {
            return Instant.parse(text(given));
        }
    },
    DATE("LocalDate", "LocalDate", " as \"2026-01-31\"") {
        @Override
        Object of(Object given) {
            return LocalDate.parse(text(given));
        }
    },
    UUID_("UUID", "UUID", " as \"0b9c5a1e-58f0-4c3b-9c3e-0d6d1f0a7b21\"") {
        @Override
        Object of(Object given) {
            UUID id = UUID.fromString(text(given));
            if (text(given).length() != 36) {
                throw new IllegalArgumentException("short forms are none");
            }
            return id;
        }
    },
    OBJECT("Object") {
        @Override
        Object of(Object given) {
            return given;
        }
    };

    private final String written;
    private final String alias;
    private final String example;
    private final Class<?> type;

    Scalar(String written) {
        this(written, written);
    }

    Scalar(String written, String alias) {
        this(written, alias, "");
    }

    /**
     * @param written as scripts write it
     * @param alias as they may write it too
     * @param example for callers, where the type's name does not tell how a text of it looks
     */
    Scalar(String written, String alias, String example) {
        this.written = written;
        this.alias = alias;
        this.example = example;
        this.type = type(written);
    }

    boolean isNumber() {
        return this == INTEGER || this == LONG || this == DOUBLE || this == DECIMAL;
    }

    public static Optional<Scalar> named(String name) {
        return Arrays.stream(values())
                .filter(scalar -> scalar.written.equals(name) || scalar.alias.equals(name))
                .findFirst();
    }

    /** That whose values are of the class. */
    static Optional<Type> of(Class<?> type) {
        return Arrays.stream(values())
                .filter(scalar -> scalar.type == type)
                .<Type>map(scalar -> scalar)
                .findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values())
                .flatMap(scalar -> Stream.of(scalar.written, scalar.alias))
                .distinct()
                .toList();
    }

    private static Class<?> type(String written) {
        return switch (written) {
            case "String" -> String.class;
            case "boolean" -> Boolean.class;
            case "Integer" -> Integer.class;
            case "Long" -> Long.class;
            case "Double" -> Double.class;
            case "BigDecimal" -> BigDecimal.class;
            case "Instant" -> Instant.class;
            case "LocalDate" -> LocalDate.class;
            case "UUID" -> UUID.class;
            default -> Object.class;
        };
    }

    /** The class of its values, as blocks see them. */
    public Class<?> type() {
        return type;
    }

    /** @throws RuntimeException one of those that {@link #read} catches, when it does not fit */
    abstract Object of(Object given);

    /** The value as {@link #read} gives it, when that is quick to tell, as of nearly all; else null. */
    static @Nullable Object quick(Type type, @Nullable Object given) {
        Type known = type instanceof Maybe maybe ? maybe.type() : type;
        if (given == null || !(known instanceof Scalar scalar)) {
            return null;
        }
        if (given.getClass() == scalar.type) {
            return scalar == DOUBLE ? null : given; // some are no JSON
        }
        return scalar == LONG && given instanceof Integer whole ? (Object) whole.longValue() : null;
    }

    @Override
    public @Nullable Object read(@Nullable Object given, Pointer at, Validation validation) {
        if (given == null) {
            return this == OBJECT ? null : validation.misfit(at, written + example, null);
        }
        Object quick = quick(this, given);
        if (quick != null) {
            return quick;
        }
        try {
            return of(given);
        } catch (ClassCastException | ArithmeticException | IllegalArgumentException | DateTimeException e) {
            return validation.misfit(at, written + example, given);
        }
    }

    private static String text(Object given) {
        return ((CharSequence) given).toString();
    }

    private static BigDecimal number(Object given) {
        return given instanceof BigDecimal exact ? exact : new BigDecimal(((Number) given).toString());
    }

    @Override
    public String toString() {
        return written;
    }
}

package io.herald.dsl.types;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What operators make of values, as far as types tell; and what they make nothing of, for certain. */
final class Operations {
    private Operations() {}

    /** Whether nothing but an error can come of it. */
    static boolean isNone(Operator operator, Type one, Optional<Type> other) {
        if (operator.isComparing()) {
            return other.filter(second -> !areComparable(JdkTypes.given(one), JdkTypes.given(second)))
                    .isPresent();
        }
        if (one instanceof Type.ListOf && operator.isOfEach()) {
            return false; // not of all lists
        }
        Overloads overloads = overloads(operator, one);
        return overloads.all().isEmpty() || !overloads.take(given(operator, other));
    }

    /** Says so. */
    static String none(Operator operator, String one, Optional<String> other) {
        if (operator.isComparing()) {
            return one + " can't be compared with " + other.orElse("?");
        }
        return one + " has no operator '" + operator + "'"
                + other.map(name -> " for " + name).orElse("");
    }

    /** What there is instead. */
    static String hint(Operator operator, Type one) {
        Overloads overloads = operator.isComparing() ? Overloads.NONE : overloads(operator, one);
        return overloads.all().isEmpty() ? "" : "it has: " + overloads.shown();
    }

    /** What an operator gives; {@link Scalar#OBJECT} when that is not known. */
    static Type made(Operator operator, Type one, Optional<Type> other) {
        return switch (operator) {
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> Scalar.BOOLEAN;
            case COMPARE -> Scalar.INTEGER;
            case RANGE -> new Type.ListOf(other.filter(one::equals).orElse(Scalar.OBJECT));
            default -> one == Scalar.OBJECT ? one : returned(operator, one, other);
        };
    }

    private static Type returned(Operator operator, Type one, Optional<Type> other) {
        if (one instanceof Type.ListOf list) {
            return ofList(operator, list, other);
        }
        return JdkTypes.common(overloads(operator, one).returned(given(operator, other)).stream()
                .map(JdkTypes::of)
                .toList());
    }

    private static Type ofList(Operator operator, Type.ListOf list, Optional<Type> other) {
        return switch (operator) {
            case MINUS, MULTIPLY -> list;
            case PLUS, LEFT_SHIFT ->
                other.filter(known -> isSame(known, list) || isSame(known, list.item()))
                                .isPresent()
                        ? list
                        : new Type.ListOf(Scalar.OBJECT);
            default -> Scalar.OBJECT;
        };
    }

    /** Wherever scripts name the models in them. */
    static boolean isSame(Type one, Type other) {
        return one.equals(other)
                || (one.models().findAny().isPresent() && one.toString().equals(other.toString()));
    }

    private static Overloads overloads(Operator operator, Type one) {
        Class<?> type =
                one instanceof Type.ListOf ? Collection.class : JdkTypes.given(one); // sets are followed as lists
        return Overloads.ofMethods(type, operator.method());
    }

    /** Groovy may spread a list where a method takes several. */
    private static List<Optional<Class<?>>> given(Operator operator, Optional<Type> other) {
        if (operator == Operator.AT) {
            return List.of(Optional.of(Integer.class));
        }
        return operator.isOfTwo()
                ? List.of(other.filter(known -> !(known instanceof Type.ListOf)).map(JdkTypes::given))
                : List.of();
    }

    /** Text of one character is a number to Groovy. */
    private static boolean areComparable(Class<?> one, Class<?> other) {
        return one.isAssignableFrom(other) || other.isAssignableFrom(one) || (isSimple(one) && isSimple(other));
    }

    private static boolean isSimple(Class<?> type) {
        return Number.class.isAssignableFrom(type)
                || CharSequence.class.isAssignableFrom(type)
                || type == Character.class;
    }
}

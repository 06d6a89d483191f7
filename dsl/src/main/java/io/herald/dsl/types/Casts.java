package io.herald.dsl.types;

/** What becomes of a value where code wants it to be another, as far as types tell. */
final class Casts {
    private Casts() {}

    /**
     * Whether Groovy may make the one of the other; where that is not known, it may.
     *
     * @param isAsked by {@code as}
     * @param isText whether a text is one that a trigger gives, and no single character of it
     */
    static boolean mayBe(Type value, Type to, boolean isAsked, boolean isText) {
        if (value == Scalar.OBJECT
                || value instanceof Type.Own
                || to == Scalar.OBJECT
                || to == Scalar.STRING
                || to == Scalar.BOOLEAN) {
            return true;
        }
        if (to instanceof Fields) {
            return isAsked || !(value instanceof Scalar || value instanceof Type.ListOf);
        }
        if (JdkTypes.isHolding(to)) {
            return isAsked || isRelated(value, to) || value instanceof Type.Instance;
        }
        if (!(to instanceof Scalar scalar) || value instanceof Type.Instance || isRelated(value, to)) {
            return true;
        }
        if (!scalar.isNumber()) {
            return scalar == Scalar.UUID_ && !(value instanceof Scalar); // two numbers make one
        }
        if (value == Scalar.STRING) {
            return isAsked || !isText || to == Scalar.INTEGER; // which may be that of a character
        }
        return value instanceof Type.OneOf || (value instanceof Scalar known && known.isNumber());
    }

    /** What may be meant. */
    static String hint(Type value, Type to) {
        if (value != Scalar.STRING || !(to instanceof Scalar scalar)) {
            return "";
        }
        if (scalar.isNumber()) {
            return "write … as " + to;
        }
        return "write " + to + (scalar == Scalar.UUID_ ? ".fromString(…)" : ".parse(…)");
    }

    private static boolean isRelated(Type value, Type to) {
        Class<?> one = JdkTypes.given(value);
        Class<?> other = JdkTypes.given(to);
        return one.isAssignableFrom(other) || other.isAssignableFrom(one);
    }
}

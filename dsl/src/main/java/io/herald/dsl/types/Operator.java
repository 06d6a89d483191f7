package io.herald.dsl.types;

import java.util.Arrays;
import java.util.Optional;
import org.codehaus.groovy.syntax.TokenUtil;
import org.codehaus.groovy.syntax.Types;

/** What operators mean: nearly all are methods of the value before them. */
public enum Operator {
    PLUS("+", "plus"),
    MINUS("-", "minus"),
    MULTIPLY("*", "multiply"),
    DIVIDE("/", "div"),
    REMAINDER("%", "remainder"),
    POWER("**", "power"),
    LEFT_SHIFT("<<", "leftShift"),
    RIGHT_SHIFT(">>", "rightShift"),
    RIGHT_SHIFT_UNSIGNED(">>>", "rightShiftUnsigned"),
    AND("&", "and"),
    OR("|", "or"),
    XOR("^", "xor"),
    NEXT("++", "next"),
    PREVIOUS("--", "previous"),
    NEGATIVE("-", "unaryMinus"),
    POSITIVE("+", "unaryPlus"),
    NEGATE("~", "bitwiseNegate"),
    AT("[…]", "getAt"),
    RANGE("..", ""),
    COMPARE("<=>", ""),
    LESS("<", ""),
    LESS_EQUAL("<=", ""),
    GREATER(">", ""),
    GREATER_EQUAL(">=", "");

    private final String written;
    private final String method;

    /** @param method empty where it compares */
    Operator(String written, String method) {
        this.written = written;
        this.method = method;
    }

    /** That of a token of Groovy's; of {@code +=}, what it does first. */
    public static Optional<Operator> of(int token) {
        String text = Types.getText(TokenUtil.removeAssignment(token));
        return Arrays.stream(values()).filter(each -> each.written.equals(text)).findFirst();
    }

    String method() {
        return method;
    }

    /** Whether it sets two values against each other, as Groovy does for all classes alike. */
    boolean isComparing() {
        return method.isEmpty();
    }

    /** Whether it stands between two values. */
    boolean isOfTwo() {
        return isComparing() || compareTo(XOR) <= 0;
    }

    /** Whether a list may take it for each of its items. */
    boolean isOfEach() {
        return this == NEGATIVE || this == POSITIVE || this == NEGATE;
    }

    @Override
    public String toString() {
        return written;
    }
}

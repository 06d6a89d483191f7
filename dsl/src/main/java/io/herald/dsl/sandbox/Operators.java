package io.herald.dsl.sandbox;

import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;

/** The operators of two sides that scripts may use. What they call of objects is as harmless as the objects are. */
final class Operators {
    private static final Set<Integer> HARMLESS = Set.of(
            Types.PLUS,
            Types.MINUS,
            Types.DIVIDE,
            Types.MOD,
            Types.REMAINDER,
            Types.LEFT_SHIFT,
            Types.RIGHT_SHIFT,
            Types.RIGHT_SHIFT_UNSIGNED,
            Types.BITWISE_AND,
            Types.BITWISE_OR,
            Types.BITWISE_XOR,
            Types.LOGICAL_AND,
            Types.LOGICAL_OR,
            Types.IMPLIES,
            Types.COMPARE_EQUAL,
            Types.COMPARE_NOT_EQUAL,
            Types.COMPARE_IDENTICAL,
            Types.COMPARE_NOT_IDENTICAL,
            Types.COMPARE_LESS_THAN,
            Types.COMPARE_LESS_THAN_EQUAL,
            Types.COMPARE_GREATER_THAN,
            Types.COMPARE_GREATER_THAN_EQUAL,
            Types.COMPARE_TO,
            Types.FIND_REGEX,
            Types.MATCH_REGEX);

    /** By what an assignment does first: {@code +=} adds. */
    private static final Map<Integer, Integer> FIRST = Map.ofEntries(
            Map.entry(Types.PLUS_EQUAL, Types.PLUS),
            Map.entry(Types.MINUS_EQUAL, Types.MINUS),
            Map.entry(Types.MULTIPLY_EQUAL, Types.MULTIPLY),
            Map.entry(Types.DIVIDE_EQUAL, Types.DIVIDE),
            Map.entry(Types.MOD_EQUAL, Types.MOD),
            Map.entry(Types.REMAINDER_EQUAL, Types.REMAINDER),
            Map.entry(Types.POWER_EQUAL, Types.POWER),
            Map.entry(Types.LEFT_SHIFT_EQUAL, Types.LEFT_SHIFT),
            Map.entry(Types.RIGHT_SHIFT_EQUAL, Types.RIGHT_SHIFT),
            Map.entry(Types.RIGHT_SHIFT_UNSIGNED_EQUAL, Types.RIGHT_SHIFT_UNSIGNED),
            Map.entry(Types.BITWISE_AND_EQUAL, Types.BITWISE_AND),
            Map.entry(Types.BITWISE_OR_EQUAL, Types.BITWISE_OR),
            Map.entry(Types.BITWISE_XOR_EQUAL, Types.BITWISE_XOR),
            Map.entry(Types.LOGICAL_AND_EQUAL, Types.LOGICAL_AND),
            Map.entry(Types.LOGICAL_OR_EQUAL, Types.LOGICAL_OR));

    private Operators() {}

    static boolean isHarmless(int operator) {
        return HARMLESS.contains(operator);
    }

    /** {@code =} */
    static boolean isAssignment(int operator) {
        return operator == Types.ASSIGN;
    }

    /** {@code +=} and the like, {@code ?=} too. */
    static boolean isCompound(int operator) {
        return FIRST.containsKey(operator) || operator == Types.ELVIS_EQUAL;
    }

    /** {@code x instanceof T}, {@code x in T} */
    static boolean takesType(int operator) {
        return operator == Types.KEYWORD_INSTANCEOF
                || operator == Types.COMPARE_NOT_INSTANCEOF
                || operator == Types.KEYWORD_IN
                || operator == Types.COMPARE_NOT_IN;
    }

    /** {@code x in list} */
    static boolean compares(int operator) {
        return operator == Types.KEYWORD_IN || operator == Types.COMPARE_NOT_IN;
    }

    /** The {@code +} of a {@code +=}. */
    static Token first(Token compound) {
        int first = FIRST.getOrDefault(compound.getType(), Types.UNKNOWN);
        return Token.newSymbol(first, compound.getStartLine(), compound.getStartColumn());
    }

    static Token assignment(Token at) {
        return Token.newSymbol(Types.ASSIGN, at.getStartLine(), at.getStartColumn());
    }
}

package io.herald.dsl.types

import groovy.lang.Closure
import io.herald.dsl.sandbox.Guarded
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import spock.lang.Specification
import spock.lang.Unroll

/** Nothing is said to fail that Groovy does. */
class OperationsSpec extends Specification {

    static final Map<Type, List<Object>> VALUES = [
            (Scalar.STRING): ['abc', '7'], (Scalar.BOOLEAN): [true], (Scalar.INTEGER): [3], (Scalar.DOUBLE): [2.5d], (Scalar.DECIMAL): [3.5],
            (Scalar.INSTANT): [Instant.EPOCH], (Scalar.DATE): [LocalDate.EPOCH], (Scalar.UUID_): [UUID.randomUUID()], (JdkTypes.of(Duration)): [Duration.ZERO], (JdkTypes.of(Number)): [3L, 1G],
            (JdkTypes.of(Character)): ['a' as char], (new Type.ListOf(Scalar.OBJECT)): [[1, 2, 3], [], ['a'] as Set, [1] as ArrayDeque], (new Type.MapOf(Scalar.OBJECT)): [[a: 1], [:]],
            (new Type.EntryOf(Scalar.OBJECT)): [[a: 1].entrySet().first()]]

    /** As scripts run them. */
    static final Map<Operator, Closure<?>> OF_TWO = [
            (Operator.PLUS): { a, b -> a + b }, (Operator.MINUS): { a, b -> a - b }, (Operator.MULTIPLY): Guarded::multiply, (Operator.DIVIDE): { a, b -> a / b }, (Operator.REMAINDER): { a, b -> a % b },
            (Operator.POWER): Guarded::power, (Operator.LEFT_SHIFT): { a, b -> a << b }, (Operator.RIGHT_SHIFT): { a, b -> a >> b }, (Operator.RIGHT_SHIFT_UNSIGNED): { a, b -> a >>> b },
            (Operator.AND): { a, b -> a & b }, (Operator.OR): { a, b -> a | b }, (Operator.XOR): { a, b -> a ^ b }, (Operator.COMPARE): { a, b -> a <=> b }, (Operator.LESS): { a, b -> a < b },
            (Operator.LESS_EQUAL): { a, b -> a <= b }, (Operator.GREATER): { a, b -> a > b }, (Operator.GREATER_EQUAL): { a, b -> a >= b }, (Operator.RANGE): { a, b -> Guarded.range(a, b, false, false) }]

    static final Map<Operator, Closure<?>> OF_ONE = [
            (Operator.NEXT): { a -> a++ }, (Operator.PREVIOUS): { a -> a-- }, (Operator.NEGATIVE): { a -> -a }, (Operator.POSITIVE): { a -> +a }, (Operator.NEGATE): { a -> ~a }, (Operator.AT): { a -> Guarded.at(a, 0) }]

    private static boolean fails(Closure<?> operation, Object... given) {
        try {
            operation.call(*given)
            return false
        } catch (Exception ignored) {
            return true
        }
    }

    @Unroll("#operator")
    def "what is told to fail between two values does"(Operator operator) {
        expect:
        VALUES.every { one, ones ->
            VALUES.every { other, others ->
                boolean isTold = Operations.isNone(operator, one, Optional.of(other))
                if (isTold) {
                    [ones, others].combinations().each { a, b -> assert fails(OF_TWO[operator], a, b) }
                }
                !Operations.isNone(operator, one, Optional.empty()) || isTold
            }
        }

        where:
        operator << OF_TWO.keySet()
    }

    @Unroll("#operator")
    def "what is told to fail of one value does"(Operator operator) {
        expect:
        VALUES.findAll { one, values -> Operations.isNone(operator, one, Optional.empty()) }.every { one, values -> values.every { fails(OF_ONE[operator], it) } }

        where:
        operator << OF_ONE.keySet()
    }

    def "no operator is left out"() {
        expect:
        OF_TWO.keySet() + OF_ONE.keySet() == Operator.values() as Set
    }
}

package io.herald.dsl;

import io.herald.engine.model.BroadcastOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** The words of an event that say how it is sent: {@code volatile}, {@code ack 2.seconds} and {@code compress false}. One event. */
final class SendingWords {
    private static final String VOLATILE = "Volatile"; // AngleNotation capitalised it: Groovy keeps the word for itself
    /** Those that are followed by a value. */
    static final Set<String> WITH_VALUE = Set.of("ack", "compress");

    private boolean isVolatile;
    private Optional<Duration> ack = Optional.empty();
    private Optional<Boolean> compress = Optional.empty();

    /** Takes {@code volatile}, alone or after a block on its line; returns whether it was that. */
    boolean takeVolatile(Expression said) {
        boolean isAlone =
                said instanceof VariableExpression alone && alone.getName().equals(VOLATILE);
        isVolatile |= isAlone || !before(said).equals(said);
        return isAlone || !before(said).equals(said);
    }

    /** What stands on the line before a {@code volatile}; all of it when there is none. */
    static Expression before(Expression said) {
        return said instanceof PropertyExpression after && VOLATILE.equals(after.getPropertyAsString())
                ? after.getObjectExpression()
                : said;
    }

    /** What is wrong with a value, and what to write. */
    record Fault(String message, String hint) {}

    /** Takes the value of one of {@link #WITH_VALUE}; returns what is wrong with it. */
    Optional<Fault> take(String word, List<Expression> values) {
        boolean isAck = word.equals("ack");
        if (values.size() == 1 && (isAck ? takeAck(values.get(0)) : takeCompress(values.get(0)))) {
            return Optional.empty();
        }
        return Optional.of(
                isAck
                        ? new Fault(
                                "'ack' needs a time of 1 ms to 1 min", "write ack 2.seconds, or ack 500.milliseconds")
                        : new Fault("'compress' needs true or false", "write compress false, or compress true"));
    }

    private boolean takeAck(Expression time) {
        ack = Times.of(time, BroadcastOptions.MAX_ACK);
        return ack.isPresent();
    }

    private boolean takeCompress(Expression answer) {
        if (answer instanceof ConstantExpression constant && constant.getValue() instanceof Boolean isWished) {
            compress = Optional.of(isWished);
            return true;
        }
        return false;
    }

    BroadcastOptions options() {
        return new BroadcastOptions(Set.of(), isVolatile, ack, compress);
    }
}

package io.herald.dsl;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;

/** Times as scripts write them: {@code 200.ms}, {@code 2.seconds}, {@code 5.minutes}. */
final class Times {
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("millisecond", Duration.ofMillis(1)),
            Map.entry("milliseconds", Duration.ofMillis(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("seconds", Duration.ofSeconds(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("minutes", Duration.ofMinutes(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("hours", Duration.ofHours(1)));

    private Times() {}

    /** The time that is written there, if it is one from 1 ms to the longest. */
    static Optional<Duration> of(Expression written, Duration longest) {
        return written instanceof PropertyExpression with
                        && with.getObjectExpression() instanceof ConstantExpression amount
                        && amount.getValue() instanceof Integer count
                ? Optional.ofNullable(UNITS.get(String.valueOf(with.getPropertyAsString())))
                        .map(unit -> unit.multipliedBy(count))
                        .filter(time -> time.toMillis() > 0 && time.compareTo(longest) <= 0)
                : Optional.empty();
    }
}

package io.herald.dsl;

import io.herald.dsl.SendingWords.Fault;
import io.herald.engine.event.Cron;
import io.herald.engine.event.EventPolicy;
import io.herald.engine.event.Timing;
import io.herald.engine.event.Timing.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;

/** The words of an event that say when it is sent how hard it is tried, and what is kept of it: {@code debounce 200.ms}, {@code retry 3}. One event. */
final class PolicyWords {
    private static final Set<String> TIMINGS = Set.of("debounce", "throttle", "delay");

    /** Those that are followed by a value: all. */
    static final Set<String> WITH_VALUE = Set.of("debounce", "throttle", "delay", "schedule", "retry", "history");

    private Timing timing = Timing.NOW;
    private Optional<Cron> schedule = Optional.empty();
    private int retries;
    private int history;

    /** Takes the value of one of {@link #WITH_VALUE}; returns what is wrong with it. */
    Optional<Fault> take(String word, List<Expression> values) {
        if (TIMINGS.contains(word)) {
            return takeTiming(word, values);
        }
        return switch (word) {
            case "schedule" -> takeSchedule(values);
            case "history" -> takeHistory(values);
            default -> takeRetry(values);
        };
    }

    private Optional<Fault> takeTiming(String word, List<Expression> values) {
        Optional<Duration> time =
                values.size() == 1 ? Times.of(values.get(0), Timing.LONGEST) : Optional.<Duration>empty();
        if (time.isEmpty()) {
            return Optional.of(new Fault(
                    "'" + word + "' needs a time of 1 ms to 1 hour",
                    "write " + word + " 200.ms, or " + word + " 2.seconds"));
        }
        if (timing.kind() != Kind.NOW) {
            return Optional.of(new Fault(
                    "an event has one of debounce, throttle and delay, and this one has '" + said() + "' already",
                    "keep one"));
        }
        timing = new Timing(Kind.valueOf(word.toUpperCase(Locale.ROOT)), time.get());
        return Optional.empty();
    }

    private Optional<Fault> takeSchedule(List<Expression> values) {
        List<String> texts = values.stream()
                .filter(ConstantExpression.class::isInstance)
                .map(value -> String.valueOf(((ConstantExpression) value).getValue()))
                .toList();
        String example = "write schedule '0 9 * * 1-5', or schedule '0 9 * * 1-5', 'Europe/Berlin'";
        if (texts.isEmpty() || texts.size() != values.size() || texts.size() > 2) {
            return Optional.of(
                    new Fault("'schedule' needs times as cron writes them, and perhaps a time zone", example));
        }
        try {
            Cron cron = Cron.of(texts.get(0), texts.size() == 2 ? texts.get(1) : "UTC");
            schedule = Optional.of(cron);
            return cron.next(Instant.now()).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Fault("this 'schedule' never comes", "look at its day and month"));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Fault(String.valueOf(e.getMessage()), example));
        }
    }

    private Optional<Fault> takeRetry(List<Expression> values) {
        Optional<Integer> times = number(values, EventPolicy.MAX_RETRIES);
        retries = times.orElse(0);
        return fault(times, "'retry' needs a number of 1 to " + EventPolicy.MAX_RETRIES, "write retry 3");
    }

    private Optional<Fault> takeHistory(List<Expression> values) {
        Optional<Integer> count = number(values, EventPolicy.MAX_HISTORY);
        history = count.orElse(0);
        return fault(count, "'history' needs a number of 1 to " + EventPolicy.MAX_HISTORY, "write history 50");
    }

    private static Optional<Integer> number(List<Expression> values, int most) {
        return values.size() == 1
                        && values.get(0) instanceof ConstantExpression constant
                        && constant.getValue() instanceof Integer number
                        && number >= 1
                        && number <= most
                ? Optional.of(number)
                : Optional.empty();
    }

    private static Optional<Fault> fault(Optional<Integer> number, String message, String hint) {
        return number.isPresent() ? Optional.empty() : Optional.of(new Fault(message, hint));
    }

    /**
     * What does not go together with other words of the event.
     *
     * @param needed the first input that a trigger must give
     */
    Optional<Fault> misfit(boolean asksForAcks, Optional<String> needed) {
        if (asksForAcks && timing.kind() != Kind.NOW) {
            return Optional.of(new Fault(
                    "'ack' and '" + said() + "' exclude each other: the trigger is answered before clients are asked",
                    "keep one"));
        }
        return schedule.isPresent() && needed.isPresent()
                ? Optional.of(new Fault(
                        "a schedule gives no inputs, and 'input' asks for '" + needed.get() + "'",
                        "make it Optional, or give it a default"))
                : Optional.empty();
    }

    private String said() {
        return timing.kind().name().toLowerCase(Locale.ROOT);
    }

    EventPolicy policy() {
        return new EventPolicy(timing, schedule, retries, history);
    }
}

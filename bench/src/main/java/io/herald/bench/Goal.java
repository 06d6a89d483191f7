package io.herald.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What a row is to show of a server: its figure is so many times another's, or so much when there is no other.
 *
 * @param isAtLeast or at most
 */
record Goal(Server of, Measure measure, boolean isAtLeast, double times, Optional<Server> beside) {
    static Goal atLeast(Server of, Measure measure, double times, Server beside) {
        return new Goal(of, measure, true, times, Optional.of(beside));
    }

    static Goal atMost(Server of, Measure measure, double times, Server beside) {
        return new Goal(of, measure, false, times, Optional.of(beside));
    }

    static Goal none(Server of, Measure measure) {
        return new Goal(of, measure, false, 0, Optional.empty());
    }

    /** One line: whether it is met, what it is, and what it came to. */
    String told(Figures figures) {
        double value = figures.median(of, measure);
        double ratio = beside.map(other -> figures.ratio(of, other, measure)).orElse(value);
        return String.format(
                Locale.ROOT,
                "%-7s  %s, %s: %s %s%s; it is %.2f%s",
                verdict(ratio),
                of.label(),
                measure.label(),
                isAtLeast ? "at least" : "at most",
                number(times),
                beside.map(other -> "x " + other.label() + "'s").orElse(""),
                ratio,
                beside.isPresent() ? "x" : "");
    }

    private static String number(double times) {
        return times == Math.rint(times) ? String.valueOf((long) times) : String.valueOf(times);
    }

    private String verdict(double ratio) {
        if (Double.isNaN(ratio)) {
            return "not run";
        }
        return (isAtLeast ? ratio >= times : ratio <= times) ? "PASS" : "MISS";
    }
}

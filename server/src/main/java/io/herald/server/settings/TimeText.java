package io.herald.server.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as settings write them: {@code 500ms}, {@code 2s}, {@code 5m}. */
final class TimeText {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private TimeText() {}

    /** Empty when it is none. */
    static Optional<Duration> parse(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(time.group(1));
        return Optional.of(
                switch (time.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    default -> Duration.ofMinutes(amount);
                });
    }
}

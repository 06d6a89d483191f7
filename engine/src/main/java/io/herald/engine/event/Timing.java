package io.herald.engine.event;

import java.time.Duration;

/**
 * When what an event decided is sent.
 *
 * @param time zero for {@link Kind#NOW}, else 1 ms to {@link #LONGEST}
 */
public record Timing(Kind kind, Duration time) {
    public static final Timing NOW = new Timing(Kind.NOW, Duration.ZERO);
    public static final Duration LONGEST = Duration.ofHours(1);

    /** How the time is meant. */
    public enum Kind {
        /** At once. */
        NOW,
        /** Of what comes to a room, the newest, once nothing newer came for that time. */
        DEBOUNCE,
        /** Of what comes to a room, the first at once, and then the newest once in that time. */
        THROTTLE,
        /** All of it, after that time. */
        DELAY
    }

    public Timing {
        boolean isLegal = kind == Kind.NOW
                ? time.isZero()
                : time.compareTo(Duration.ofMillis(1)) >= 0 && time.compareTo(LONGEST) <= 0;
        if (!isLegal) {
            throw new IllegalArgumentException("a time must be 1 ms to 1 hour, not " + time);
        }
    }
}

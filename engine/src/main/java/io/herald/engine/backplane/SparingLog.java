package io.herald.engine.backplane;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** Tells of each kind of trouble at most once in ten seconds, and then says how often it was. Thread-safe. */
public final class SparingLog {
    private static final long EVERY = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private final Map<String, Kind> kinds = new HashMap<>();

    public SparingLog(Logger log) {
        this.log = log;
    }

    private static final class Kind {
        private long since = System.nanoTime() - EVERY;
        private long silenced;
    }

    /**
     * Logs it, or counts it.
     *
     * @param name one of a few fixed words
     */
    public void warn(String name, String message) {
        due(name).ifPresent(more -> log.warn("{}{}", message, more));
    }

    /** As {@link #warn}, of what nobody expects: with its stack trace. */
    public void error(String name, String message, Throwable failure) {
        due(name).ifPresent(more -> log.error("{}{}", message, more, failure));
    }

    /** What is to be added to the message; empty when it is not to be logged now. */
    private synchronized Optional<String> due(String name) {
        Kind kind = kinds.computeIfAbsent(name, key -> new Kind());
        long now = System.nanoTime();
        if (now - kind.since < EVERY) {
            kind.silenced++;
            return Optional.empty();
        }
        String more = kind.silenced == 0 ? "" : " (and " + kind.silenced + " more of this kind since)";
        kind.since = now;
        kind.silenced = 0;
        return Optional.of(more);
    }
}

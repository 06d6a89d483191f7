package io.herald.engine.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Tells of each kind of trouble at most once in ten seconds, and then says how often it was. Thread-safe. */
public final class SparingLog {
    private static final long EVERY = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private final LongSupplier nanoTime;
    private final Map<String, Kind> kinds = new HashMap<>();

    public SparingLog(Logger log) {
        this(log, System::nanoTime);
    }

    SparingLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    private static final class Kind {
        private long since;
        private long silenced;

        Kind(long since) {
            this.since = since;
        }
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
        long now = nanoTime.getAsLong();
        Kind kind = kinds.computeIfAbsent(name, first -> new Kind(now - EVERY));
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

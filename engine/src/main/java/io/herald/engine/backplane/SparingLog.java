package io.herald.engine.backplane;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/** Warns of each kind of trouble at most once in ten seconds, and then says how often it was. Thread-safe. */
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
    public synchronized void warn(String name, String message) {
        Kind kind = kinds.computeIfAbsent(name, key -> new Kind());
        long now = System.nanoTime();
        if (now - kind.since < EVERY) {
            kind.silenced++;
            return;
        }
        log.warn("{}{}", message, kind.silenced == 0 ? "" : " (and " + kind.silenced + " more of this kind since)");
        kind.since = now;
        kind.silenced = 0;
    }
}

package io.herald.engine.event;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how often in a row each event ran into its limits, and switches it off at the {@value #MOST}th time, until its script changes or
 * somebody switches it on. Thread-safe.
 */
public final class Strikes {
    public static final int MOST = 5;

    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /** @param version of the script: another begins anew */
    private record Count(String version, int strikes) {
        boolean isOf(EventDefinition event) {
            return version.equals(event.version());
        }
    }

    /** Whether the event is switched off. */
    public boolean isOff(EventDefinition event) {
        Count count = counts.get(event.name());
        return count != null && count.isOf(event) && count.strikes() >= MOST;
    }

    /** Notes the end of an evaluation; returns whether that switched the event off. */
    public boolean ended(EventDefinition event, boolean isOverLimits) {
        if (!isOverLimits) {
            if (!counts.isEmpty()) {
                counts.remove(event.name());
            }
            return false;
        }
        Count now = counts.merge(
                event.name(),
                new Count(event.version(), 1),
                (before, first) -> before.isOf(event) ? new Count(before.version(), before.strikes() + 1) : first);
        return now.strikes() == MOST;
    }

    /** Switches the event on, if it is off. */
    public void forget(String event) {
        counts.remove(event);
    }

    /** Forgets all others. */
    public void retain(Set<String> events) {
        counts.keySet().retainAll(events);
    }
}

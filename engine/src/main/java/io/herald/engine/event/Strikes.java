package io.herald.engine.event;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which events are switched off: those that ran into their limits {@value #MOST} times in a row, until their script changes or somebody
 * switches them on, and those that somebody switched off, until somebody switches them on. Thread-safe.
 */
public final class Strikes {
    public static final int MOST = 5;

    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final Set<String> byHand = ConcurrentHashMap.newKeySet();

    /** @param version of the script: another begins anew */
    private record Count(String version, int strikes) {
        boolean isOf(EventDefinition event) {
            return version.equals(event.version());
        }
    }

    /** Whether the event is switched off. */
    public boolean isOff(EventDefinition event) {
        Count count = counts.get(event.name());
        return isOffByHand(event) || (count != null && count.isOf(event) && count.strikes() >= MOST);
    }

    /** Whether somebody switched it off. */
    public boolean isOffByHand(EventDefinition event) {
        return byHand.contains(event.name());
    }

    /** Switches the event off, whatever becomes of its script. */
    public void switchOff(String event) {
        byHand.add(event);
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
        byHand.remove(event);
    }

    /** Forgets all others. */
    public void retain(Set<String> events) {
        counts.keySet().retainAll(events);
        byHand.retainAll(events);
    }
}

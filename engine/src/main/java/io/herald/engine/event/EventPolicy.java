package io.herald.engine.event;

import java.util.Optional;

/**
 * What an event asks of this node, where {@link io.herald.engine.model.BroadcastOptions} say what it asks of all.
 *
 * @param schedule when it is triggered by itself
 * @param retries how often something that is full is tried again: 0 to {@link #MAX_RETRIES}
 * @param history how many a room keeps for clients that come later: 0 to {@link #MAX_HISTORY}
 */
public record EventPolicy(Timing timing, Optional<Cron> schedule, int retries, int history) {
    public static final EventPolicy NONE = new EventPolicy(Timing.NOW, Optional.empty(), 0, 0);
    public static final int MAX_RETRIES = 5;
    public static final int MAX_HISTORY = 1000;

    /** Of an event that keeps no history. */
    public EventPolicy(Timing timing, Optional<Cron> schedule, int retries) {
        this(timing, schedule, retries, 0);
    }

    public EventPolicy {
        if (history < 0 || history > MAX_HISTORY) {
            throw new IllegalArgumentException("history must be 0 to " + MAX_HISTORY + ", not " + history);
        }
        if (retries < 0 || retries > MAX_RETRIES) {
            throw new IllegalArgumentException("retries must be 0 to " + MAX_RETRIES + ", not " + retries);
        }
    }
}

package io.herald.engine.event;

import java.util.Optional;

/**
 * What an event asks of this node, where {@link io.herald.engine.model.BroadcastOptions} say what it asks of all.
 *
 * @param schedule when it is triggered by itself
 * @param retries how often something that is full is tried again: 0 to {@link #MAX_RETRIES}
 */
public record EventPolicy(Timing timing, Optional<Cron> schedule, int retries) {
    public static final EventPolicy NONE = new EventPolicy(Timing.NOW, Optional.empty(), 0);
    public static final int MAX_RETRIES = 5;

    public EventPolicy {
        if (retries < 0 || retries > MAX_RETRIES) {
            throw new IllegalArgumentException("retries must be 0 to " + MAX_RETRIES + ", not " + retries);
        }
    }
}

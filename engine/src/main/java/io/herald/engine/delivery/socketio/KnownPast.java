package io.herald.engine.delivery.socketio;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Broadcasts that a client knows as a room's history, each for as long as it may still be on its way to it. On the session's event loop. */
final class KnownPast {
    /** No broadcast is longer on its way. */
    static final long SECONDS = 30;

    /** Of more, the first are forgotten: the client may get them twice. */
    static final int MOST = 10_000;

    private final Map<String, Long> ends = new LinkedHashMap<>(); // nanoseconds, in order

    void add(Set<String> broadcasts, long nanoTime) {
        for (String id : broadcasts) {
            ends.remove(id); // its place is the last
            ends.put(id, nanoTime + TimeUnit.SECONDS.toNanos(SECONDS));
        }
        forget(nanoTime);
    }

    boolean has(String broadcast) {
        return ends.containsKey(broadcast);
    }

    /** Forgets what can't come any more; returns whether that was all. */
    boolean forget(long nanoTime) {
        Iterator<Long> eldest = ends.values().iterator();
        while (eldest.hasNext() && (eldest.next() - nanoTime <= 0 || ends.size() > MOST)) {
            eldest.remove();
        }
        return ends.isEmpty();
    }
}

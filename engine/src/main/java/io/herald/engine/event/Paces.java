package io.herald.engine.event;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** How long events take to evaluate: the mean of their last 32 evaluations, about. Thread-safe. */
public final class Paces {
    private static final long QUICK_NANOS =
            50_000; // what it takes to hand an evaluation to another thread, and to wake that
    private static final long FIRST_NANOS = 10_000_000; // none is quick before it was measured a hundred times and more
    private static final int SHARE = 32; // of a mean, what the newest has in it

    private final Map<EventDefinition, Pace> paces = new ConcurrentHashMap<>();

    private static final class Pace {
        private volatile long nanos = FIRST_NANOS;
        private volatile boolean isTrusted = true;

        /** Of two that end at once, one may be lost. */
        void took(long newest) {
            long mean = nanos;
            nanos = mean + (newest - mean) / SHARE;
        }

        boolean isQuick() {
            return nanos < QUICK_NANOS && isTrusted;
        }
    }

    /** Evaluates, and takes the time. */
    public <T> T measured(EventDefinition event, Callable<T> evaluation) throws Exception {
        long began = System.nanoTime();
        try {
            return evaluation.call();
        } finally {
            of(event).took(System.nanoTime() - began);
        }
    }

    /** Whether it is evaluated sooner than another thread would be woken for it, and can be left to whoever triggers it. */
    public boolean isQuick(EventDefinition event) {
        Pace pace = paces.get(event);
        return pace != null && pace.isQuick() && !event.mayWait();
    }

    /** It ran into its limits: it is never quick, until its script changes. */
    public void distrust(EventDefinition event) {
        of(event).isTrusted = false;
    }

    /** Forgets all others. */
    public void retain(Collection<EventDefinition> events) {
        paces.keySet().retainAll(events);
    }

    private Pace of(EventDefinition event) {
        return paces.computeIfAbsent(event, anew -> new Pace());
    }
}

package io.herald.engine.delivery.socketio;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What clients have sent of messages that have not come in whole, of all of a node. Past a bound the message that is on its way for longest
 * is given up: who stops halfway does not keep others from sending. Thread-safe.
 */
final class Unfinished {
    static final int FREE = 4 << 10; // of a message: most are whole before that

    private final long maxBytes;
    private final Runnable onGivenUp;
    private final Set<Part> parts = new LinkedHashSet<>(); // oldest first; of those beyond what is free
    private long bytes;

    /** @param onGivenUp counts one that is */
    Unfinished(long maxBytes, Runnable onGivenUp) {
        this.maxBytes = maxBytes;
        this.onGivenUp = onGivenUp;
    }

    /** One client's, of one message after the other. On one event loop at a time. */
    final class Part {
        private final Runnable giveUp;
        private long came;
        private long counted; // guarded by all of them, as is the next
        private boolean isGivenUp;

        /** @param giveUp closes what the message comes by; called by any thread */
        Part(Runnable giveUp) {
            this.giveUp = giveUp;
        }

        /** More of it came. */
        void came(int more) {
            came += more;
            if (came > FREE) {
                count(this, came).forEach(part -> {
                    onGivenUp.run();
                    part.giveUp.run();
                });
            }
        }

        /** It is whole, or will never be. */
        void ended() {
            if (came > FREE) {
                forget(this);
            }
            came = 0;
        }
    }

    /** Returns those that are to give up. */
    private synchronized List<Part> count(Part part, long came) {
        List<Part> late = new ArrayList<>();
        if (part.isGivenUp) {
            return late; // it is being closed
        }
        parts.add(part);
        bytes += came - part.counted;
        part.counted = came;
        for (Iterator<Part> oldest = parts.iterator(); bytes > maxBytes; ) {
            Part next = oldest.next();
            oldest.remove();
            bytes -= next.counted;
            next.counted = 0;
            next.isGivenUp = true;
            late.add(next);
        }
        return late;
    }

    private synchronized void forget(Part part) {
        parts.remove(part);
        bytes -= part.counted;
        part.counted = 0;
        part.isGivenUp = false;
    }
}

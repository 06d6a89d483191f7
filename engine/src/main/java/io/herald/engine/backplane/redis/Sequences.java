package io.herald.engine.backplane.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers what has been read: of Herald nodes the last sequence, of Node servers, which have none, the last ids. One thread.
 */
final class Sequences {
    private static final int MAX_NODES = 4096;
    /** Said of an entry that was read before. */
    static final long SEEN = -1;

    private final Map<String, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_NODES;
        }
    };
    private final Set<String> ids = new LinkedHashSet<>();
    private final int maxIds;

    /** @param maxIds to remember: no fewer than the stream holds, or what is read again would count as new */
    Sequences(int maxIds) {
        this.maxIds = maxIds;
    }

    /** Whether some entries had no sequence: of those nobody can tell whether one is missing. */
    boolean someAreUnnumbered() {
        return !ids.isEmpty();
    }

    /** Takes an entry in: {@link #SEEN}, or how many before it are missing. */
    long take(WireEntry entry) {
        return entry.seq() == 0 ? id(entry.id()) : seq(entry.uid(), entry.seq());
    }

    private long seq(String uid, long seq) {
        Long before = last.get(uid);
        if (before != null && seq <= before) {
            return SEEN;
        }
        last.put(uid, seq);
        return before == null ? 0 : seq - before - 1;
    }

    private long id(String id) {
        if (!ids.add(id)) {
            return SEEN;
        }
        if (ids.size() > maxIds) {
            forgetOldest();
        }
        return 0;
    }

    /** A tenth at once: the eldest of a set is slow to find. */
    private void forgetOldest() {
        List<String> oldest = new ArrayList<>(ids).subList(0, 1 + maxIds / 10);
        oldest.forEach(ids::remove);
    }
}

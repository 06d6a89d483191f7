package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.herald.engine.backplane.Offset;
import io.herald.engine.backplane.redis.Outbox.Draft;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import redis.clients.jedis.Connection;

/**
 * What Redis confirmed lately. It may lose it all the same: restarted without its data, or replaced by a replica that lagged. Then what this
 * node wrote is written again, and who had it drops it by its sequence. Bounded in entries, bytes and age. One thread.
 */
final class Confirmed {
    private static final int MAX_ENTRIES = 10_000;
    static final long MAX_BYTES = 4 << 20;
    private static final long MAX_AGE = Duration.ofMinutes(2).toNanos();

    private final int maxLength;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** @param maxLength of the stream, beyond which it is trimmed */
    Confirmed(int maxLength) {
        this.maxLength = maxLength;
    }

    /** @param text its id, of which hardly ever more is asked */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] text, Draft draft, long since) {
        Offset id() {
            return Offset.ofId(new String(text, US_ASCII));
        }
    }

    void add(byte[] id, Draft draft) {
        long now = System.nanoTime();
        entries.addLast(new Entry(id, draft, now));
        bytes += draft.data().length;
        while (entries.size() > MAX_ENTRIES || bytes > MAX_BYTES || isOld(entries.getFirst(), now)) {
            bytes -= entries.removeFirst().draft().data().length;
        }
    }

    private static boolean isOld(Entry entry, long now) {
        return now - entry.since() > MAX_AGE;
    }

    /** Takes out what the stream lost, in its order: its newest entries, for what a replica has is older than what it lacks. */
    Deque<Draft> takeLost(Connection connection, byte[] key) {
        ArrayDeque<Draft> lost = new ArrayDeque<>();
        if (entries.isEmpty() || isThere(entries.getLast(), connection, key)) {
            return lost;
        }
        StreamInfo now = StreamInfo.ask(connection, key);
        Offset newest = entries.getLast().id();
        if (now.isTrimmed(maxLength) && newest.compareTo(now.first()) < 0) {
            entries.clear(); // every node had its time to read them
            bytes = 0;
            return lost;
        }
        for (int count = countLost(now, connection, key); count > 0; count--) {
            Entry entry = entries.removeLast();
            bytes -= entry.draft().data().length;
            if (!isOld(entry, System.nanoTime())) {
                lost.addFirst(entry.draft());
            }
        }
        return lost;
    }

    /** Before any is taken out: were the connection cut meanwhile, it would be gone. */
    private int countLost(StreamInfo now, Connection connection, byte[] key) {
        int count = 0;
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext() && isLost(newestFirst.next(), now, connection, key)) {
            count++;
        }
        return count;
    }

    private static boolean isLost(Entry entry, StreamInfo now, Connection connection, byte[] key) {
        Offset id = entry.id();
        return id.compareTo(now.first()) < 0 || id.compareTo(now.last()) > 0 || !isThere(entry, connection, key);
    }

    private static boolean isThere(Entry entry, Connection connection, byte[] key) {
        return WireEntry.isOf(
                StreamInfo.fields(connection, key, entry.id()),
                entry.draft().uid(),
                entry.draft().seq());
    }
}

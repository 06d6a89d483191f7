package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.Offset;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Reads the stream from a position of its own, over any number of connections, and notices what it missed. One thread, but for
 * {@link #hangUp}.
 */
final class StreamReader implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(StreamReader.class);
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LAST_PAUSE_MILLIS = 500;

    /** Who hears of what is read, on the reader's thread. */
    interface Listener {
        /** Whether it can take no entry for now. */
        boolean isFull();

        /** Each entry that has the fields of one, in order. */
        void entry(WireEntry entry);

        /** Entries that may never come. */
        void gap(Gap gap);

        /** Redis turned out to be away. */
        void away();

        /** The stream was there again, perhaps in another Redis, perhaps without its last entries. */
        void suspect();
    }

    private final Dialer dialer;
    private final StreamSettings settings;
    private final Counters counters;
    private final Listener listener;
    private final @Nullable Signature signature;
    private final SparingLog sparing = new SparingLog(log);
    private final Lifetime lifetime = new Lifetime();
    private final byte[] key;
    private final PageSize pageSize = new PageSize();
    private volatile @Nullable Link link;
    private Offset start = Offset.ZERO;
    private boolean isBehind;
    private long checkedAt;
    private int failures;
    private volatile boolean away;
    private volatile Offset position = Offset.ZERO;
    private List<?> last = List.of(); // the fields of the entry at the position; none when they are not known
    private volatile long lagMillis;

    StreamReader(Dialer dialer, StreamSettings settings, Counters counters, Listener listener) {
        this.dialer = dialer;
        this.settings = settings;
        this.counters = counters;
        this.listener = listener;
        this.signature = settings.secret().map(Signature::new).orElse(null);
        this.key = settings.key().getBytes(UTF_8);
    }

    boolean away() {
        return away;
    }

    String position() {
        return position.toString();
    }

    Offset offset() {
        return position;
    }

    /** What the stream held up to the position, oldest first: the latest, as much as the bytes allow. Before {@link #run}. */
    List<WireEntry> past(long maxBytes) {
        Link open = link;
        List<WireEntry> past = new ArrayList<>();
        if (open == null) {
            return past;
        }
        long bytes = 0;
        String end = position.toString();
        while (true) {
            int count = pageSize.entries();
            open.sendCommand(
                    Command.XREVRANGE, key, bytes(end), bytes("-"), bytes("COUNT"), bytes(Integer.toString(count)));
            List<?> page = open.getObjectMultiBulkReply();
            pageSize.read(page);
            for (Object raw : page) {
                WireEntry entry = trusted((List<?>) raw);
                bytes += entry == null ? 0 : entry.size();
                if (bytes > maxBytes) {
                    return reversed(past);
                }
                if (entry != null) {
                    past.add(entry);
                }
            }
            if (page.size() < count) {
                return reversed(past);
            }
            end = "(" + id((List<?>) page.get(page.size() - 1));
        }
    }

    private static List<WireEntry> reversed(List<WireEntry> entries) {
        Collections.reverse(entries);
        return entries;
    }

    private @Nullable WireEntry trusted(List<?> raw) {
        try {
            WireEntry entry =
                    WireEntry.of(id(raw), raw.get(1), settings.bounds().entryBytes());
            return signature == null || signature.isOn(entry) ? entry : null;
        } catch (MalformedException e) {
            return null;
        }
    }

    private static String id(List<?> raw) {
        return new String((byte[]) raw.get(0), UTF_8);
    }

    long lagMillis() {
        return lagMillis;
    }

    /**
     * Reads where the stream ends now: all that comes later will be read.
     *
     * @throws JedisException when Redis refuses, or does not answer for the time given
     */
    void findPosition(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            try {
                Link dialed = dialer.dial();
                link = dialed;
                position = start = StreamInfo.ask(dialed, key).last();
                last = StreamInfo.fields(dialed, key, position);
                answered();
                return;
            } catch (JedisException e) {
                if (Trouble.isRefusal(e) || System.nanoTime() > end) {
                    throw e;
                }
                failed(e);
            }
        }
    }

    void stop() {
        lifetime.end();
        hangUp();
    }

    /** Ends a read that waits: its connection is said to be dead. Any thread. */
    void hangUp() {
        Link open = link;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void run() {
        try {
            while (!lifetime.ended()) {
                readNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
        }
    }

    private void readNext() throws InterruptedException {
        try {
            readOrFail();
        } catch (RuntimeException | Error e) { // not even failing worked: the next is to be read all the same
            sparing.warn("unexpected", "the reader of the stream stumbled, and goes on: " + e);
            lifetime.pause(LAST_PAUSE_MILLIS);
        }
    }

    private void readOrFail() throws InterruptedException {
        try {
            readOnce();
        } catch (RuntimeException | Error e) { // not only Jedis' own: this thread must not end
            failed(e);
        }
    }

    private void readOnce() throws InterruptedException {
        Link open = link;
        if (open == null) {
            open = dialer.dial();
            link = open;
            check(open);
            listener.suspect();
            answered();
        }
        int count = pageSize.entries();
        List<?> entries = read(open, count);
        pageSize.read(entries);
        for (Object entry : entries) {
            waitForRoom();
            take(entry);
        }
        isBehind = entries.size() == count;
        lagMillis = isBehind ? Math.max(0, System.currentTimeMillis() - position.time()) : 0;
        if (entries.isEmpty()
                || System.nanoTime() - checkedAt > settings.timeout().toNanos()) {
            if (!dialer.isCurrent(open)) {
                listener.suspect(); // the writer, too, would go on with the old one
                throw new JedisException("another Redis is the master now");
            }
            check(open);
        }
    }

    /** What comes faster than it can be passed on waits in Redis. */
    private void waitForRoom() throws InterruptedException {
        while (listener.isFull() && !lifetime.ended()) {
            lifetime.pause(1);
        }
    }

    private void answered() {
        if (away) {
            log.info("the stream is read again, from {}", position);
        }
        failures = 0;
        away = false;
    }

    /** What comes next; waits for it. Who is behind looks whether Redis trims faster than this node reads, in the same round trip. */
    private List<?> read(Connection open, int count) {
        boolean isLooking = isBehind;
        if (isLooking) {
            StreamInfo.askFor(open, key, position);
        }
        open.sendCommand(
                Command.XREAD,
                bytes("BLOCK"),
                bytes(Long.toString(settings.timeout().toMillis() / 2)), // well before the socket's own timeout
                bytes("COUNT"),
                bytes(Integer.toString(count)),
                bytes("STREAMS"),
                key,
                bytes(position.toString()));
        if (isLooking && open.getObjectMultiBulkReply().isEmpty()) {
            listener.gap(trimmed());
        }
        List<?> streams = open.getObjectMultiBulkReply();
        return streams == null ? List.of() : (List<?>) ((List<?>) streams.get(0)).get(1);
    }

    private void take(Object raw) {
        List<?> entry = (List<?>) raw;
        String id = id(entry);
        position = Offset.ofId(id); // first: whatever comes of it, it is not read twice
        last = (List<?>) entry.get(1);
        try {
            WireEntry read = WireEntry.of(id, entry.get(1), settings.bounds().entryBytes());
            if (signature == null || signature.isOn(read)) {
                listener.entry(read);
            } else {
                refused(id);
            }
        } catch (MalformedException e) {
            malformed(id, e);
        } catch (RuntimeException | Error e) { // one entry's trouble is not the next one's
            log.debug("it was this", e);
            malformed(id, new MalformedException("it could not be handled: " + e));
        }
    }

    private void refused(String id) {
        counters.refused.increment();
        sparing.warn(
                "refused",
                "entry " + id + " of " + Text.quote(settings.key())
                        + " is skipped: it is not signed with this cluster's secret; give all nodes the same, and keep Node servers out");
    }

    /** Counts an entry that is skipped. */
    void malformed(String id, MalformedException why) {
        counters.malformed.increment();
        sparing.warn(
                "malformed", "entry " + id + " of " + Text.quote(settings.key()) + " is skipped: " + why.getMessage());
    }

    /** Whether the stream still goes on from the position. */
    private void check(Connection open) {
        checkedAt = System.nanoTime();
        isBehind = false;
        StreamInfo now = StreamInfo.ask(open, key);
        List<?> there = StreamInfo.fields(open, key, position);
        if (there.isEmpty() ? now.last().equals(position) : isLast(there)) {
            return;
        }
        boolean isEmpty = now.first().equals(Offset.ZERO);
        boolean isOver = isEmpty || (now.isTrimmed(settings.bounds().length()) && position.compareTo(now.first()) < 0);
        if (isOver && position.compareTo(now.last()) < 0) {
            listener.gap(trimmed());
            position = isEmpty ? now.last() : position;
        } else if (!position.equals(Offset.ZERO)) {
            regressed(now);
        }
    }

    private boolean isLast(List<?> fields) {
        return last.isEmpty() || Arrays.deepEquals(fields.toArray(), last.toArray());
    }

    private Gap trimmed() {
        return new Gap(Gap.Kind.TRIMMED, 0, "Redis no longer has entry " + position + ", the last one read");
    }

    /** Redis was wiped, or a replica took over that had less: from here on, the old position would wait for ids that may never come. */
    private void regressed(StreamInfo now) {
        listener.gap(new Gap(Gap.Kind.REGRESSED, 0, "the stream went back from " + position + " to " + now.last()));
        // what is older than this node's start is not for its clients; what it read since is known by its sequence
        start = now.last().compareTo(start) < 0 ? now.last() : start;
        position = start;
        last = List.of();
        listener.suspect();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private void failed(Throwable failure) throws InterruptedException {
        hangUp();
        link = null;
        if (lifetime.ended()) {
            return;
        }
        counters.readFailures.increment();
        pageSize.failed();
        failures++;
        if (failure instanceof JedisRedirectionException redirection) {
            dialer.redirect(redirection.getTargetNode());
        } else {
            sparing.warn("read", "the stream can't be read, and is tried again: " + Trouble.say(failure));
        }
        if (failures == 1 && !Trouble.isSilence(failure)) {
            return; // a cut connection is no outage: the next one may work at once
        }
        if (!away) {
            away = true;
            listener.away();
        }
        lifetime.pause(Math.min(LAST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 6)));
    }
}

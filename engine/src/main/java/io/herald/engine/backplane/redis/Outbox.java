package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.Receipt;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What this node published, in its order: until Redis has it, and until this node's own sockets have it. Bounded over both. Thread-safe.
 */
final class Outbox {
    private static final int BATCH_ENTRIES = 256;
    private static final long BATCH_BYTES = 1 << 20;
    /** What an entry costs beside its data, roughly. */
    private static final int OVERHEAD = 256;

    private final StreamSettings settings;
    private final String uid;
    private final @Nullable Spool spool;
    private final Deque<Item> unwritten = new ArrayDeque<>();
    private final Deque<Item> undelivered = new ArrayDeque<>();
    private final Deque<Item> unanswered = new ArrayDeque<>(); // read back from a master whose replicas may lack them
    private long lastSeq;
    private int spooled;
    private long unspooled;
    private int entries;
    private long bytes;
    private boolean closed;

    /** @param spool what an earlier life of this node left in it is written first */
    Outbox(StreamSettings settings, String uid, @Nullable Spool spool) {
        this.settings = settings;
        this.uid = uid;
        this.spool = spool;
        if (spool != null) {
            spool.left().forEach(draft -> {
                Item item = new Item(draft, null);
                item.delivered = true; // on its read-back, as every node: its uid is not ours any more
                item.spooled = true;
                count(item, 1);
                unwritten.add(item);
            });
            spooled = unwritten.size();
        }
    }

    /** One entry to be; its flags belong to the outbox. */
    static final class Item {
        final Draft draft;
        final @Nullable Broadcast broadcast;
        final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        private boolean written;
        private boolean delivered;
        private boolean spooled;
        private int recipients;

        private Item(Draft draft, @Nullable Broadcast broadcast) {
            this.draft = draft;
            this.broadcast = broadcast;
        }

        /** Not under a lock: what waits for it may take its time. */
        void answer(boolean queued) {
            receipt.complete(new Receipt(queued, recipients));
        }
    }

    /** What an entry of ours will hold. */
    @SuppressWarnings("ArrayRecordComponent") // drafts are never compared, and their data is too large to copy
    record Draft(String uid, long seq, String broadcastId, String namespace, byte[] data) {}

    /**
     * Takes broadcasts, last in order: all of them, or none.
     *
     * @param data of each
     * @throws BroadcastException.BackplaneFull at the bound; nothing was taken
     * @throws BroadcastException.TooLarge when other nodes would skip one, or all would never fit; nothing was taken
     */
    synchronized List<Item> add(List<Broadcast> broadcasts, List<byte[]> data) {
        if (closed) {
            throw new BroadcastException.Overloaded("this node is closing: send to another");
        }
        requireRoom(data);
        List<Item> items = new ArrayList<>(data.size());
        for (int i = 0; i < data.size(); i++) {
            items.add(add(broadcasts.get(i), data.get(i)));
        }
        notifyAll();
        return items;
    }

    private void requireRoom(List<byte[]> data) {
        long more = 0;
        for (byte[] one : data) {
            if (one.length > settings.bounds().entryBytes()) {
                throw new BroadcastException.TooLarge("the broadcast takes " + one.length + " bytes, over the "
                        + settings.bounds().entryBytes()
                        + " that other nodes read: send less, or what clients can fetch");
            }
            more += one.length + OVERHEAD;
        }
        if (more > settings.bounds().outboxBytes()) {
            throw new BroadcastException.TooLarge("the broadcasts take " + more + " bytes together, over the "
                    + settings.bounds().outboxBytes() + " that may wait for Redis: send less at a time");
        }
        if (entries + data.size() > settings.bounds().outboxEntries()
                || bytes + more > settings.bounds().outboxBytes()) {
            throw new BroadcastException.BackplaneFull("Redis is away or slow, and " + entries + " broadcasts of "
                    + bytes + " bytes already wait for it: send again later");
        }
    }

    private Item add(Broadcast broadcast, byte[] data) {
        Draft draft =
                new Draft(uid, ++lastSeq, broadcast.id(), broadcast.namespace().path(), data);
        Item item = new Item(draft, broadcast);
        count(item, 1);
        unwritten.add(item);
        undelivered.add(item);
        return item;
    }

    /** Ends a wait for the next to be written. */
    synchronized void wake() {
        notifyAll();
    }

    /** The next to be written, still in the outbox; waits for one up to the time given, or until woken. */
    synchronized List<Item> batch(long waitMillis) throws InterruptedException {
        if (unwritten.isEmpty()) {
            TimeUnit.MILLISECONDS.timedWait(this, waitMillis);
        }
        List<Item> batch = new ArrayList<>();
        long size = 0;
        for (Item item : unwritten) {
            size += item.draft.data().length;
            if (batch.size() == BATCH_ENTRIES || (size > BATCH_BYTES && !batch.isEmpty())) {
                break;
            }
            batch.add(item);
        }
        return batch;
    }

    /** Redis has them, and so have its replicas, where they are waited for: the first ones of the outbox. */
    void written(List<Item> batch) {
        noteWritten(batch).forEach(item -> item.answer(false));
    }

    private synchronized List<Item> noteWritten(List<Item> batch) {
        List<Item> answered = new ArrayList<>();
        for (Item item : batch) {
            unwritten.remove();
            item.written = true;
            if (item == unanswered.peek()) {
                answered.add(unanswered.remove());
            }
            if (item.spooled && --spooled == 0 && spool != null) {
                spool.clear();
            }
            release(item);
        }
        notifyAll();
        return answered;
    }

    /** Sockets have it, read back or kept; whether to answer it now, for if replicas must have it first, {@link #written} does. */
    synchronized boolean delivered(Item item, boolean isKept, int recipients) {
        item.recipients = recipients;
        if (isKept || item.written || settings.replicas() == 0) {
            return true;
        }
        unanswered.add(item);
        return false;
    }

    /** Those that sockets have and replicas may lack; they are in the spool, if there is one, when this returns. */
    synchronized List<Item> takeUnanswered() {
        List<Item> taken = List.copyOf(unanswered);
        unanswered.clear();
        taken.forEach(this::keep);
        return taken;
    }

    /** The first one that this node's sockets lack, up to a sequence; from now on it counts as delivered. */
    synchronized @Nullable Item undelivered(long upToSeq) {
        Item item = undelivered.peek();
        if (item == null || item.draft.seq() > upToSeq) {
            return null;
        }
        undelivered.remove();
        item.delivered = true;
        release(item);
        return item;
    }

    /** Whether Redis lacks it; then it is in the spool, if there is one and its disk takes it, when this returns. */
    synchronized boolean keep(Item item) {
        if (!item.written && spool != null && !item.spooled) {
            item.spooled = spool.append(item.draft);
            spooled += item.spooled ? 1 : 0;
            unspooled += item.spooled ? 0 : 1;
        }
        return !item.written;
    }

    /** Takes no more; waits until all is written and delivered, or the time is over; returns how many never were. */
    synchronized int close(long waitMillis) throws InterruptedException {
        closed = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        long left;
        while (entries > 0 && (left = end - System.nanoTime()) > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return unwritten.size();
    }

    /** How many since the start were queued, and the spool did not take them. */
    synchronized long unspooled() {
        return unspooled;
    }

    synchronized int entries() {
        return entries;
    }

    synchronized long bytes() {
        return bytes;
    }

    private void release(Item item) {
        if (item.written && item.delivered) {
            count(item, -1);
            notifyAll();
        }
    }

    private void count(Item item, int sign) {
        entries += sign;
        bytes += sign * (long) (item.draft.data().length + OVERHEAD);
    }
}

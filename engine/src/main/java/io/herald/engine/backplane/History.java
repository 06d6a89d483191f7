package io.herald.engine.backplane;

import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went over the backplane lately, for clients that come back and ask for what they missed. Bounded in bytes; the oldest goes first.
 * Thread-safe.
 */
public final class History {
    private static final int OVERHEAD = 140; // of an item beside what it keeps, roughly

    private final long maxBytes;
    private final Deque<Item> items = new ArrayDeque<>();
    private final Deque<Item> ahead = new ArrayDeque<>(); // of these, what the stream lacks, by its sequence
    private long forgotten; // the highest sequence that went before the stream had it
    private Offset floor = Offset.ZERO; // all that came after it is here
    private long bytes;

    /** @param maxBytes to keep; 0 keeps nothing */
    public History(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** One entry, not read before somebody asks for it. */
    public interface Entry {
        /** The broadcast; empty when it is for none of the audience, or for nobody who was away. */
        Optional<Broadcast> read(Audience audience);
    }

    private static final class Item {
        private final String node;
        private final long seq;
        private final Offset label;
        private final Entry entry;
        private final int size;
        private @Nullable Offset id; // null while the stream lacks it

        Item(@Nullable Offset id, String node, long seq, Offset label, Entry entry, int size) {
            this.id = id;
            this.node = node;
            this.seq = seq;
            this.label = label;
            this.entry = entry;
            this.size = size + OVERHEAD;
        }

        boolean isAfter(Offset heard) {
            boolean isOfStream = id != null && id.compareTo(heard) <= 0;
            boolean isOfNode = seq > 0 && node.equals(heard.node()) && seq <= heard.seq();
            return !isOfStream && !isOfNode;
        }
    }

    /** Forgets all, and keeps what comes after the offset. */
    public synchronized void restart(Offset newFloor) {
        items.clear();
        while (!ahead.isEmpty()) {
            forgotten = ahead.remove().seq;
        }
        bytes = 0;
        floor = newFloor;
    }

    /**
     * Adds what was read from the stream, as it was read; clients hear of it by the label.
     *
     * @param size about how many bytes the entry takes
     */
    public synchronized void add(Offset id, Offset label, String node, long seq, Entry entry, int size) {
        add(new Item(id, node, seq, label, entry, size));
    }

    /** Adds what this node itself published, and the stream has. */
    public synchronized void add(Offset id, Offset label, String node, long seq, Broadcast broadcast) {
        add(new Item(id, node, seq, label, kept(broadcast), HeapBytes.of(broadcast)));
    }

    /** Adds what this node serves before the stream has it, in the order of its sequences. */
    public synchronized void addAhead(Offset label, Broadcast broadcast) {
        Item item = new Item(null, label.node(), label.seq(), label, kept(broadcast), HeapBytes.of(broadcast));
        ahead.add(item);
        add(item);
    }

    private static Entry kept(Broadcast broadcast) {
        return who -> who.wants(broadcast) ? Optional.of(broadcast) : Optional.empty();
    }

    private void add(Item item) {
        items.add(item);
        bytes += item.size;
        while (bytes > maxBytes) {
            Item oldest = items.remove();
            bytes -= oldest.size;
            if (oldest == ahead.peek()) {
                forgotten = ahead.remove().seq;
            }
            raiseFloor(oldest.id == null ? oldest.label.next() : oldest.id);
        }
    }

    private void raiseFloor(Offset gone) {
        floor = gone.compareTo(floor) > 0 ? gone : floor;
    }

    /** The stream has, at last, what this node served ahead of it: in the order of its sequences. */
    public synchronized void settle(Offset id, long seq) {
        if (seq <= forgotten) {
            raiseFloor(id);
        }
        while (!ahead.isEmpty() && ahead.getFirst().seq <= seq) {
            Item item = ahead.removeFirst();
            item.id = item.seq == seq ? id : null;
        }
    }

    /**
     * What came after the offset, in order.
     *
     * @return empty when something of it may be gone, or was never here
     */
    public Optional<List<Broadcast>> since(Offset heard, Audience audience) {
        List<Item> missed;
        synchronized (this) {
            if (heard.compareTo(floor) < 0 || maxBytes == 0) {
                return Optional.empty();
            }
            missed = items.stream().filter(item -> item.isAfter(heard)).toList();
        }
        List<Broadcast> broadcasts = new ArrayList<>();
        missed.forEach(item -> item.entry
                .read(audience)
                .filter(broadcast -> broadcast.options().isRecoverable())
                .ifPresent(broadcast -> broadcasts.add(broadcast.at(item.label.toString()))));
        return Optional.of(broadcasts);
    }

    /** Bytes kept now, about. */
    public synchronized long bytes() {
        return bytes;
    }
}

package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.History;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.Offset;
import io.herald.engine.backplane.Receipt;
import io.herald.engine.backplane.redis.Outbox.Item;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Change;
import io.herald.engine.model.Selection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A cluster over one Redis stream, which Node servers with the streams adapter may share. Thread-safe.
 *
 * <p>Every node reads the whole stream from its own position, its own entries too: that is the one order for all. While Redis is
 * away this node's sockets are served at once, and what was served is skipped when it is read back.
 *
 * <p>An entry whose confirmation was lost is written again, and dropped by each Herald node, which knows its sequence; a Node server
 * delivers it twice. What a Redis loses that it confirmed, as it may without {@code appendfsync always} or in a failover, each node
 * writes again of its own; what is missing all the same is seen by its sequence, counted, and told as a {@link Gap}.
 */
public final class RedisBackplane implements Backplane {
    private static final Logger log = LoggerFactory.getLogger(RedisBackplane.class);
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final RedisSettings settings;
    private final StreamSettings stream;
    private final String uid = String.format("%016x", new SecureRandom().nextLong());
    private final SparingLog sparing = new SparingLog(log);
    private final Counters counters = new Counters();
    private final Sequences sequences;
    private final History history;
    private final Labels labels = new Labels(uid);
    private final @Nullable Spool spool;
    private final Outbox outbox;
    private final StreamWriter writer;
    private final StreamReader reader;
    private final Thread writing;
    private final Thread reading;
    private final Consumer<Gap> onGap;
    /** Held while one broadcast is taken and delivered: what is taken first is delivered first. */
    private final Object order = new Object();

    private volatile BiConsumer<Selection, Change> onCommand = (selection, change) -> {};
    private volatile Audience audience = Audience.EVERYONE;
    private volatile ToIntFunction<Broadcast> deliver = broadcast -> 0;

    /**
     * @param onGap told of broadcasts that this node missed for good, before any later one is delivered; must not block
     * @throws IllegalStateException when the spool file can't be used
     */
    public RedisBackplane(RedisSettings settings, StreamSettings stream, Consumer<Gap> onGap) {
        this.settings = settings;
        this.stream = stream;
        this.onGap = onGap;
        Dialer dialer = new Dialer(settings, stream.timeout());
        spool = stream.spool()
                .map(file -> new Spool(file, stream.bounds().entryBytes()))
                .orElse(null);
        outbox = new Outbox(stream, uid, spool);
        sequences = new Sequences(stream.bounds().length()
                + stream.bounds().length() / 4); // Redis trims whole blocks: it holds some more
        history = new History(stream.bounds().historyBytes());
        writer = new StreamWriter(dialer, stream, outbox, counters, this::writerAway);
        reader = new StreamReader(dialer, stream, counters, new Reading());
        writing = daemon(writer, "herald-redis-writer");
        reading = daemon(reader, "herald-redis-reader");
    }

    private static Thread daemon(Runnable loop, String name) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        return thread;
    }

    /** What Node servers of the cluster do to sockets is done by this, on the reading thread; to be called before the start. */
    public void obey(BiConsumer<Selection, Change> newOnCommand) {
        onCommand = newOnCommand;
    }

    @Override
    public void start(Audience newAudience, ToIntFunction<Broadcast> newDeliver) {
        audience = newAudience;
        deliver = newDeliver;
        findPosition();
        reading.start();
        writing.start();
    }

    private void findPosition() {
        try {
            reader.findPosition(START);
            restore();
        } catch (JedisException e) {
            throw new IllegalStateException("no cluster over " + settings + ": " + Trouble.say(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no cluster over " + settings + ": the start was interrupted", e);
        }
    }

    /** Clients that were connected before this node's start may come back to it, and what was written before it may be written again. */
    private void restore() {
        List<WireEntry> past = reader.past(Math.max(stream.bounds().historyBytes(), Confirmed.MAX_BYTES));
        past.forEach(sequences::take);
        history.restart(past.isEmpty() ? reader.offset() : past.get(0).offset());
        past.stream().filter(WireEntry::isBroadcast).forEach(entry -> remember(entry, entry.offset()));
    }

    private void remember(WireEntry entry, Offset label) {
        history.add(entry.offset(), label, entry.uid(), entry.seq(), who -> read(entry, who), entry.size());
    }

    private static Optional<Broadcast> read(WireEntry entry, Audience who) {
        try {
            return DataText.read(entry, who);
        } catch (MalformedException e) {
            return Optional.empty(); // as when it came
        }
    }

    @Override
    public Optional<List<Broadcast>> since(Offset heard, Audience who) {
        return history.since(heard, who);
    }

    @Override
    public CompletionStage<Receipt> publish(List<Broadcast> broadcasts) {
        List<Item> items;
        try {
            items = outbox.add(
                    broadcasts, broadcasts.stream().map(DataText::write).toList());
        } catch (BroadcastException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (away()) {
            serve();
        }
        return items.stream()
                .map(item -> item.receipt)
                .reduce((some, next) -> some.thenCombine(next, Receipt::plus))
                .orElseThrow();
    }

    @Override
    public boolean away() {
        return writer.away() || reader.away();
    }

    /** Whether Redis did not answer when it was last asked for what comes: who would ask it for something else can know beforehand. */
    public boolean isSilent() {
        return reader.away();
    }

    /** Counts since the start, and the state now. */
    public RedisStats stats() {
        return new RedisStats(
                counters.written.sum(),
                counters.rewritten.sum(),
                counters.retries.sum(),
                counters.readFailures.sum(),
                counters.delivered.sum(),
                counters.unwanted.sum(),
                counters.duplicates.sum(),
                counters.malformed.sum(),
                counters.refused.sum(),
                counters.ignored.sum(),
                counters.gaps.sum(),
                counters.lost.sum(),
                outbox.entries(),
                outbox.bytes(),
                outbox.unspooled(),
                away(),
                reader.position(),
                reader.lagMillis());
    }

    /** Lets what is queued reach Redis for a few seconds; without a spool, what did not is lost, and said. */
    @Override
    public void close() {
        try {
            int unwritten = reading.isAlive() ? outbox.close(DRAIN.toMillis()) : outbox.close(0);
            if (unwritten > 0) {
                log.warn(
                        "{} queued broadcasts did not reach Redis; {}",
                        unwritten,
                        spool == null ? "they are lost to other nodes" : "they are in the spool");
            }
            writer.stop();
            reader.stop();
            writing.join(DRAIN.toMillis());
            reading.join(DRAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serve(); // no caller waits for ever
        deliver = broadcast -> 0;
        if (spool != null) {
            spool.close();
        }
    }

    private void writerAway() {
        if (!reader.away()) {
            reader.hangUp(); // it may wait on a dead connection for long
        }
        serve();
    }

    /** Gives this node's sockets what it published itself, and answers for it, without waiting for Redis. */
    private void serve() {
        List<Item> read;
        synchronized (order) { // what is read back later is read by who knows that Redis is away
            read = outbox.takeUnanswered();
        }
        read.forEach(item -> item.answer(true));
        while (deliverOwn(Long.MAX_VALUE, null)) {}
    }

    /** Delivers the first of what this node published up to a sequence; false when nothing is left of it. */
    private boolean deliverOwn(long upToSeq, @Nullable WireEntry readBack) {
        Item item;
        boolean queued;
        synchronized (order) {
            item = outbox.undelivered(upToSeq);
            if (item == null) {
                return false;
            }
            queued = (readBack == null || isShortOfReplicas()) && outbox.keep(item);
            Broadcast broadcast = item.broadcast;
            int recipients = broadcast == null ? 0 : deliver(broadcast, label(item, broadcast, readBack));
            if (!outbox.delivered(item, queued, recipients)) {
                return true;
            }
        }
        item.answer(queued);
        return true;
    }

    /** Then an entry that is read back may still be lost. */
    private boolean isShortOfReplicas() {
        return stream.replicas() > 0 && away();
    }

    private Offset label(Item item, Broadcast broadcast, @Nullable WireEntry readBack) {
        long seq = item.draft.seq();
        if (readBack != null && readBack.seq() == seq) {
            labels.settle(seq);
            Offset id = readBack.offset();
            Offset label = labels.read(id);
            history.add(id, label, uid, seq, broadcast);
            return label;
        }
        Offset label = labels.ahead(reader.offset(), seq);
        history.addAhead(label, broadcast);
        return label;
    }

    private int deliver(Broadcast broadcast, Offset label) {
        if (!audience.wants(broadcast)) {
            counters.unwanted.increment();
            return 0;
        }
        counters.delivered.increment();
        try {
            return deliver.applyAsInt(broadcast.at(label.toString()));
        } catch (RuntimeException | Error e) { // who published must not wait for ever
            sparing.warn("deliver", "broadcast " + broadcast.id() + " could not be delivered on this node: " + e);
            log.debug("it was this", e);
            return 0;
        }
    }

    private void entry(WireEntry entry) {
        if (entry.uid().equals(uid)) {
            own(entry);
            return;
        }
        if (!entry.isBroadcast()) {
            command(entry);
            return;
        }
        long missing = sequences.take(entry);
        if (missing == Sequences.SEEN) {
            counters.duplicates.increment();
            return;
        }
        if (missing > 0) {
            gap(new Gap(
                    Gap.Kind.MISSING,
                    missing,
                    missing + " entries of node " + entry.uid() + " are missing before " + entry.id()));
        }
        deliverForeign(entry);
    }

    /** What a Node server does to sockets is done to ours, too, in its order among the broadcasts. */
    private void command(WireEntry entry) {
        if (!entry.isFromNode() || !NodeCommand.is(entry)) {
            counters.ignored.increment();
            return;
        }
        if (sequences.take(entry) == Sequences.SEEN) {
            counters.duplicates.increment();
            return;
        }
        try {
            NodeCommand command = NodeCommand.read(entry);
            onCommand.accept(command.selection(), command.change());
        } catch (MalformedException e) {
            reader.malformed(entry.id(), e);
        }
    }

    /** An own entry is delivered from memory, and before it what Redis lost of this node's. */
    private void own(WireEntry entry) {
        if (deliverOwn(entry.seq(), entry)) {
            while (deliverOwn(entry.seq(), entry)) {}
            return;
        }
        counters.duplicates.increment();
        synchronized (order) {
            labels.settle(entry.seq());
            history.settle(entry.offset(), entry.seq());
        }
    }

    /** Is remembered before the audience is asked: who joins in between finds it there. */
    private void deliverForeign(WireEntry entry) {
        synchronized (order) {
            Offset label = labels.read(entry.offset());
            remember(entry, label);
            try {
                DataText.read(entry, audience)
                        .ifPresentOrElse(broadcast -> deliver(broadcast, label), counters.unwanted::increment);
            } catch (MalformedException e) {
                reader.malformed(entry.id(), e);
            }
        }
    }

    private void gap(Gap gap) {
        counters.gaps.increment();
        counters.lost.add(gap.lost());
        sparing.warn("gap", gap.reason());
        serve(); // what this node wrote itself may be among them, and it still has it
        history.restart(reader.offset().next()); // who comes back can't be told what was missed
        if (gap.kind() != Gap.Kind.REGRESSED || sequences.someAreUnnumbered()) {
            onGap.accept(gap);
        }
    }

    private final class Reading implements StreamReader.Listener {
        @Override
        public boolean isFull() {
            return audience.isFull();
        }

        @Override
        public void entry(WireEntry entry) {
            RedisBackplane.this.entry(entry);
        }

        @Override
        public void gap(Gap gap) {
            RedisBackplane.this.gap(gap);
        }

        @Override
        public void away() {
            serve();
        }

        @Override
        public void suspect() {
            writer.suspect();
        }
    }
}

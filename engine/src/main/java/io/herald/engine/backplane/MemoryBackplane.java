package io.herald.engine.backplane;

import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/** A cluster of one node: what is published is delivered at once, on the publishing thread. Thread-safe. */
public final class MemoryBackplane implements Backplane {
    private static final long HISTORY_BYTES = 16 << 20;

    private final History history;
    private Offset last =
            new Offset(System.currentTimeMillis(), 0); // of this life: an earlier one's offsets are too old
    private Audience audience = Audience.EVERYONE;
    private ToIntFunction<Broadcast> deliver = broadcast -> 0;

    public MemoryBackplane() {
        this(HISTORY_BYTES);
    }

    /** @param historyBytes kept for clients that were away */
    public MemoryBackplane(long historyBytes) {
        history = new History(historyBytes);
        history.restart(last);
    }

    @Override
    public synchronized void start(Audience newAudience, ToIntFunction<Broadcast> newDeliver) {
        audience = newAudience;
        deliver = newDeliver;
    }

    /** One at a time: what is published first is delivered first. */
    @Override
    public synchronized CompletionStage<Receipt> publish(List<Broadcast> broadcasts) {
        if (audience.isFull()) {
            return CompletableFuture.failedFuture(new BroadcastException.Overloaded(
                    "this node writes to its clients slower than broadcasts come; try again later"));
        }
        int recipients = 0;
        for (Broadcast broadcast : broadcasts) {
            recipients += delivered(broadcast);
        }
        return CompletableFuture.completedFuture(new Receipt(false, recipients));
    }

    private int delivered(Broadcast broadcast) {
        last = last.next();
        history.add(last, last, "", 0, broadcast);
        return audience.wants(broadcast) ? deliver.applyAsInt(broadcast.at(last.toString())) : 0;
    }

    @Override
    public Optional<List<Broadcast>> since(Offset heard, Audience who) {
        return history.since(heard, who);
    }

    @Override
    public synchronized void close() {
        deliver = broadcast -> 0;
    }
}

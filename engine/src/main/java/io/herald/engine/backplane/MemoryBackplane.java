package io.herald.engine.backplane;

import io.herald.engine.model.Broadcast;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/** A cluster of one node: what is published is delivered at once, on the publishing thread. Thread-safe. */
public final class MemoryBackplane implements Backplane {
    private volatile ToIntFunction<Broadcast> deliver = broadcast -> 0;

    @Override
    public void start(Audience audience, ToIntFunction<Broadcast> newDeliver) {
        deliver = broadcast -> audience.wants(broadcast) ? newDeliver.applyAsInt(broadcast) : 0;
    }

    @Override
    public CompletionStage<Receipt> publish(Broadcast broadcast) {
        return CompletableFuture.completedFuture(new Receipt(false, deliver.applyAsInt(broadcast)));
    }

    @Override
    public void close() {
        deliver = broadcast -> 0;
    }
}

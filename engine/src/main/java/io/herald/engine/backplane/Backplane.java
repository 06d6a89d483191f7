package io.herald.engine.backplane;

import io.herald.engine.model.Broadcast;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/**
 * Carries broadcasts to every node of the cluster, this one too. Broadcasts published one after another by one thread reach
 * each node in that order. Thread-safe.
 */
public interface Backplane extends AutoCloseable {
    /**
     * Begins to read.
     *
     * @param deliver delivers on this node and returns to how many sockets; called by one thread at a time for any one room
     */
    void start(ToIntFunction<Broadcast> deliver);

    /**
     * Hands a broadcast over. Does not block on the network.
     *
     * @return completes when the backplane has it, or has it in its queue; exceptionally with
     *     {@link io.herald.engine.model.BroadcastException} when it can't take it, and then nothing was sent
     */
    CompletionStage<Receipt> publish(Broadcast broadcast);

    @Override
    void close();
}

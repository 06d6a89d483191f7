package io.herald.engine.backplane;

import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/**
 * Carries broadcasts to every node of the cluster, this one too. Broadcasts published one after another by one thread reach
 * each node in that order. Thread-safe.
 */
public interface Backplane extends AutoCloseable {
    /**
     * Begins to read. When it returns, nothing that any node publishes later will be missed.
     *
     * @param audience tells whom this node serves: a broadcast for none of them is dropped before its data is parsed
     * @param deliver delivers on this node and returns to how many sockets; called by one thread at a time, with an offset
     * @throws IllegalStateException when the cluster's carrier can't be reached or refuses this node; says what to do
     */
    void start(Audience audience, ToIntFunction<Broadcast> deliver);

    /** Begins to read for a node that wants every broadcast. */
    default void start(ToIntFunction<Broadcast> deliver) {
        start(Audience.EVERYONE, deliver);
    }

    /**
     * Hands broadcasts over, one after another: all of them, or none. Does not block on the network.
     *
     * @return completes when the backplane has them, or has them in its queue; exceptionally with
     *     {@link io.herald.engine.model.BroadcastException} when it can't take one of them, and then nothing was sent
     */
    CompletionStage<Receipt> publish(List<Broadcast> broadcasts);

    /** Hands one over. */
    default CompletionStage<Receipt> publish(Broadcast broadcast) {
        return publish(List.of(broadcast));
    }

    /**
     * What came after an offset for the audience, in order: for a client that was away.
     *
     * @return empty when something of it may be gone
     */
    Optional<List<Broadcast>> since(Offset heard, Audience audience);

    /** Whether other nodes can't be reached now: broadcasts wait for them. */
    default boolean away() {
        return false;
    }

    @Override
    void close();
}

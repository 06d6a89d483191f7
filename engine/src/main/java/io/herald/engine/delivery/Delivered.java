package io.herald.engine.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What became of a broadcast on this node.
 *
 * @param recipients sockets it was written to
 * @param acknowledged how many of them acknowledged it: completes when all did, or the time for it is over
 */
public record Delivered(int recipients, CompletionStage<Integer> acknowledged) {
    public static final Delivered NOBODY = of(0);

    /** Of a broadcast that asks for no acknowledgement. */
    public static Delivered of(int recipients) {
        return new Delivered(recipients, CompletableFuture.completedFuture(0));
    }
}

package io.herald.engine.backplane;

import java.util.List;
import java.util.Optional;

/**
 * The triggers that other processes left for the cluster and that are not done. Blocks. Thread-safe.
 *
 * <p>Every method throws {@link IllegalStateException} when the cluster's carrier is away; says so.
 */
public interface TriggerBacklog {
    /**
     * How many there are.
     *
     * @param waiting for a node
     * @param running on one, or until they are tried again
     * @param dead given up
     */
    record Depth(long waiting, long running, long dead) {}

    Depth depth();

    /** Those given up, the latest first: fewer than asked for, where their inputs are too many megabytes for one answer. */
    List<DeadLetter> dead(int count);

    /** Puts a dead letter back in line, under its key, and returns its new id; empty when there is none of this id. */
    Optional<String> retry(String id);

    /** Drops a dead letter; false when there is none of this id. */
    boolean delete(String id);
}

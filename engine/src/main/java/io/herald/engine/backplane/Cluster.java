package io.herald.engine.backplane;

import java.util.List;

/** The nodes that are up. Thread-safe. */
public interface Cluster extends AutoCloseable {
    /** Begins to say that this node is up. */
    void start();

    /**
     * Those that said they are up within the last seconds, by name; this one first. Blocks.
     *
     * @throws IllegalStateException when the others can't be asked for now
     */
    List<ClusterNode> nodes();

    /** Says that this node is gone. */
    @Override
    void close();
}

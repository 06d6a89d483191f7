package io.herald.engine;

import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.MemoryCluster;
import io.herald.engine.backplane.MemoryStore;
import io.herald.engine.backplane.SharedStore;

/**
 * What makes a node one of a cluster.
 *
 * @param store keeps what is known of clients while they are away
 */
public record Links(Backplane backplane, SharedStore store, Cluster cluster) {
    /** Of a node that has no other beside it. */
    static Links alone(Backplane backplane) {
        ClusterNode self = new ClusterNode(ClusterNode.newId(), "node", "", "", System.currentTimeMillis(), 0, "", 0);
        return new Links(backplane, new MemoryStore(), new MemoryCluster(() -> self));
    }
}

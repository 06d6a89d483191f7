package io.herald.engine;

import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.MemoryCluster;
import io.herald.engine.backplane.MemoryPresence;
import io.herald.engine.backplane.MemoryRoomHistory;
import io.herald.engine.backplane.MemoryStore;
import io.herald.engine.backplane.Presence;
import io.herald.engine.backplane.RoomHistory;
import io.herald.engine.backplane.SharedStore;
import java.time.Duration;

/**
 * What makes a node one of a cluster.
 *
 * @param presence who is in which room
 * @param history what rooms were sent
 * @param store keeps what is known of clients while they are away
 */
public record Links(Backplane backplane, SharedStore store, Cluster cluster, Presence presence, RoomHistory history) {
    private static final int HISTORY_BYTES = 16 << 20;

    /** Of a node whose members and history are its own. */
    public Links(Backplane backplane, SharedStore store, Cluster cluster) {
        this(backplane, store, cluster, new MemoryPresence(), new MemoryRoomHistory(HISTORY_BYTES, Duration.ofDays(1)));
    }

    /** Of a node that has no other beside it. */
    static Links alone(Backplane backplane) {
        ClusterNode self =
                new ClusterNode(ClusterNode.newId(), "node", "", "", 0, System.currentTimeMillis(), 0, "", 0);
        return new Links(backplane, new MemoryStore(), new MemoryCluster(() -> self));
    }
}

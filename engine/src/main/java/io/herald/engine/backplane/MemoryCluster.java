package io.herald.engine.backplane;

import java.util.List;
import java.util.function.Supplier;

/** One node and no other. Thread-safe. */
public final class MemoryCluster implements Cluster {
    private final Supplier<ClusterNode> self;

    public MemoryCluster(Supplier<ClusterNode> self) {
        this.self = self;
    }

    @Override
    public void start() {}

    @Override
    public List<ClusterNode> nodes() {
        return List.of(self.get());
    }

    @Override
    public void close() {}
}

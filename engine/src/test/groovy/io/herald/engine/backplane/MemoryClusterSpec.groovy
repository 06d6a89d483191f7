package io.herald.engine.backplane

class MemoryClusterSpec extends ClusterContract {

    @Override
    Cluster create(ClusterNode self) {
        new MemoryCluster({ self })
    }
}

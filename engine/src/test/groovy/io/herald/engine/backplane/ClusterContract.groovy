package io.herald.engine.backplane

import spock.lang.Specification

/** What every view of the cluster keeps. */
abstract class ClusterContract extends Specification {

    abstract Cluster create(ClusterNode self)

    static ClusterNode node(String name, int clients = 0) {
        new ClusterNode("id of $name", name, "0.1.0", "c0ffee", 1_700_000_000_000, clients, "5-1", 0)
    }

    def "a node sees itself, as it is now"() {
        given:
        Cluster cluster = create(node("a", 7))
        cluster.start()

        expect:
        cluster.nodes() == [node("a", 7)]

        cleanup:
        cluster.close()
    }
}

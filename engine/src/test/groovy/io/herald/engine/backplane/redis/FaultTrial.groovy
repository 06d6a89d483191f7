package io.herald.engine.backplane.redis

import groovy.transform.Immutable
import spock.util.concurrent.PollingConditions

/** Two nodes publish through a fault; every broadcast is counted at every client of both. */
@Immutable
class FaultTrial {

    static final Map<String, Integer> NOTHING_WRONG = [lost: 0, twice: 0, disordered: 0]

    long seed
    long outageMillis
    int perNode
    double everyMillis
    long beforeMillis
    int clientsPerNode
    int rooms

    /** What a build has time for. */
    static FaultTrial brief(long seed) { new FaultTrial(seed, 2_000, 200, 10d, 300, 5, 10) }

    /** 12,000 broadcasts in a minute to 500 clients, as issue and reliability plan have it, and half a minute of outage. */
    static FaultTrial whole(long seed) { new FaultTrial(seed, 30_000, 6_000, 10d, 10_000, 250, 50) }

    /** 1,000 broadcasts, where each has 64 KiB. */
    static FaultTrial heavy(long seed) { new FaultTrial(seed, 30_000, 500, 100d, 5_000, 10, 10) }

    /** Runs it, says in a line what came of it, and throws when anything went wrong. */
    void run(Fault fault) {
        Stage stage = fault.stage(outageMillis)
        Rig rig = new Rig(seed, rooms)
        stage.rig = rig
        try {
            ["a", "b"].each { String name -> rig.node(ServingNode.started(name, stage.url(name), stage.settings)) }
            rig.audience(clientsPerNode, 3)
            rig.publishThrough(perNode, everyMillis, beforeMillis, stage.padding) { fault.happen(stage) }
            new PollingConditions(timeout: 60, delay: 0.1).eventually { assert rig.tally() == NOTHING_WRONG && rig.liveAgainMillis >= 0 }
            assert rig.nodes.every { it.gaps.empty }
            assert rig.clients.every { it.begunAnew.get() == 0 }
        } finally {
            tell(fault, rig)
            rig.close()
            stage.close()
        }
    }

    private void tell(Fault fault, Rig rig) {
        Map<String, Integer> tally = rig.tally()
        printf("fault  %-62s N %6d  lost %d  twice %d  disordered %d  begun anew %d  written again %d  live again after %5d ms  seed %d%n",
                fault, rig.n, tally.lost, tally.twice, tally.disordered, rig.clients.sum { it.begunAnew.get() }, rig.nodes.sum { it.backplane.stats().rewritten() }, rig.liveAgainMillis, seed)
        rig.wrongs().each { printf("fault  WRONG, for nothing may be lost, doubled or out of order: %s  seed %d%n", it, seed) }
    }
}

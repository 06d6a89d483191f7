package io.herald.bench;

import static io.herald.bench.Goal.atLeast;
import static io.herald.bench.Goal.atMost;
import static io.herald.bench.Measure.BROADCASTS;
import static io.herald.bench.Measure.CPU;
import static io.herald.bench.Measure.DELIVERIES;
import static io.herald.bench.Measure.P50;
import static io.herald.bench.Measure.P99;
import static io.herald.bench.Server.ENGINE_CLUSTER;
import static io.herald.bench.Server.HERALD_CLUSTER;
import static io.herald.bench.Server.NODE_CLASSIC;
import static io.herald.bench.Server.NODE_STREAMS;
import static io.herald.bench.Server.PYTHON;

import io.herald.bench.load.Audience;
import io.herald.bench.load.Load;
import java.util.List;
import java.util.stream.Stream;

/** Two nodes and Redis: one node is triggered, and the clients are the other's. */
final class ClusterRows {
    private static final List<Server> PEERS = List.of(NODE_CLASSIC, NODE_STREAMS, PYTHON);

    private ClusterRows() {}

    static List<Row> all() {
        return List.of(emitted(), rooms(), posted(), rate("1 client", 500, 1), rate("100 clients", 100, 100));
    }

    private static Row emitted() {
        return new LoadRow(
                "cluster-loop",
                "two nodes, 100 clients of the other node in one room, broadcast by a loop in the server: 4 triggers in flight x 20",
                Audience.inOneRoom(100),
                Load.closed(4, 20),
                with(ENGINE_CLUSTER),
                List.of(DELIVERIES, CPU),
                besideEach(
                        peer -> atLeast(ENGINE_CLUSTER, DELIVERIES, 5, peer),
                        peer -> atMost(ENGINE_CLUSTER, CPU, 0.25, peer)),
                false);
    }

    private static Row rooms() {
        return new LoadRow(
                "cluster-rooms",
                "two nodes, 1,000 rooms of one client of the other node, broadcast by a loop in the server: 4 triggers in flight x 50",
                new Audience(100, 1_000, 1),
                Load.closed(4, 50),
                with(ENGINE_CLUSTER),
                List.of(BROADCASTS, CPU),
                besideEach(
                        peer -> atLeast(ENGINE_CLUSTER, BROADCASTS, 5, peer),
                        peer -> atMost(ENGINE_CLUSTER, CPU, 0.25, peer)),
                false);
    }

    private static Row posted() {
        return new LoadRow(
                "cluster-http",
                "two nodes, 100 clients of the other node in one room, each broadcast by HTTP: 20 in flight",
                Audience.inOneRoom(100),
                Load.closed(20, 1),
                with(HERALD_CLUSTER),
                List.of(DELIVERIES, CPU),
                besideEach(
                        peer -> atLeast(HERALD_CLUSTER, DELIVERIES, 5, peer),
                        peer -> atMost(HERALD_CLUSTER, CPU, 0.25, peer)),
                false);
    }

    private static Row rate(String who, int perSecond, int clients) {
        return new LoadRow(
                "cluster-rate-" + clients,
                "two nodes, " + who + " of the other node, " + perSecond
                        + " broadcasts a second by HTTP: from the trigger to the receipt",
                Audience.inOneRoom(clients),
                Load.at(perSecond),
                with(HERALD_CLUSTER, ENGINE_CLUSTER),
                List.of(P50, P99, CPU),
                Stream.of(HERALD_CLUSTER, ENGINE_CLUSTER)
                        .flatMap(own ->
                                besideEach(peer -> atMost(own, P50, 1, peer), peer -> atMost(own, P99, 1, peer))
                                        .stream())
                        .toList(),
                false);
    }

    private static List<Server> with(Server... own) {
        return Stream.concat(Stream.of(own), PEERS.stream()).toList();
    }

    private interface Wish {
        Goal beside(Server peer);
    }

    private static List<Goal> besideEach(Wish... wishes) {
        return Stream.of(wishes)
                .flatMap(wish -> PEERS.stream().map(wish::beside))
                .toList();
    }
}

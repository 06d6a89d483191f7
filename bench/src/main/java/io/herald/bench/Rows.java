package io.herald.bench;

import static io.herald.bench.Goal.atLeast;
import static io.herald.bench.Goal.atMost;
import static io.herald.bench.Measure.BROADCASTS;
import static io.herald.bench.Measure.CPU;
import static io.herald.bench.Measure.DELIVERIES;
import static io.herald.bench.Measure.ERRORS;
import static io.herald.bench.Measure.P50;
import static io.herald.bench.Measure.P99;
import static io.herald.bench.Measure.RSS;
import static io.herald.bench.Server.DELIVERY;
import static io.herald.bench.Server.ENGINE;
import static io.herald.bench.Server.HERALD;
import static io.herald.bench.Server.HERALD_EPOLL;
import static io.herald.bench.Server.NODE;
import static io.herald.bench.Server.RAW;
import static io.herald.bench.Server.RAW_COALESCED;
import static io.herald.bench.Server.STOCK;
import static io.herald.bench.Server.URING;

import io.herald.bench.load.Audience;
import io.herald.bench.load.Load;
import java.util.List;
import java.util.stream.Stream;

/** Every row of the bench. The DSL's (evaluation, reload) are to follow the last one. */
final class Rows {
    private static final List<Measure> SPEED = List.of(DELIVERIES, CPU);
    private static final List<Measure> LATENCY = List.of(P50, P99, CPU);
    private static final Audience MANY_ROOMS = new Audience(1_000, 10_000, 5);

    private Rows() {}

    static List<Row> all() {
        return Stream.of(backToBack(), oneAtATime(), fixedRate(), rooms(), idle(), ClusterRows.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> backToBack() {
        return Stream.of(100, 500)
                .flatMap(clients -> Stream.of(emitted(clients), posted(clients)))
                .toList();
    }

    /** The server's own code broadcasts in a loop. */
    private static Row emitted(int clients) {
        return new LoadRow(
                "loop-" + clients,
                "back to back, " + clients
                        + " clients in one room, broadcast by a loop in the server: 4 triggers in flight x 20",
                Audience.inOneRoom(clients),
                Load.closed(4, 20),
                List.of(DELIVERY, ENGINE, NODE, STOCK, RAW, RAW_COALESCED),
                SPEED,
                List.of(
                        atLeast(DELIVERY, DELIVERIES, 10, NODE),
                        atMost(DELIVERY, CPU, 0.1, NODE),
                        atLeast(ENGINE, DELIVERIES, 10, NODE),
                        atMost(ENGINE, CPU, 0.1, NODE)),
                false);
    }

    /** Each broadcast is an HTTP request. */
    private static Row posted(int clients) {
        return new LoadRow(
                "http-" + clients,
                "back to back, " + clients + " clients in one room, each broadcast by HTTP: 20 in flight",
                Audience.inOneRoom(clients),
                Load.closed(20, 1),
                List.of(HERALD, NODE, STOCK, RAW, RAW_COALESCED),
                SPEED,
                List.of(atLeast(HERALD, DELIVERIES, 10, NODE), atMost(HERALD, CPU, 0.1, NODE)),
                false);
    }

    /** As many servers at once as 20,000 open files allow. */
    private static List<Row> oneAtATime() {
        Goal uring = atMost(HERALD, CPU, 1, HERALD_EPOLL);
        return List.of(
                one(1_000, List.of(HERALD, HERALD_EPOLL, NODE, STOCK, RAW, URING), Stream.of(uring)),
                one(5_000, List.of(HERALD, NODE, RAW), Stream.of()));
    }

    private static Row one(int clients, List<Server> servers, Stream<Goal> more) {
        Stream<Goal> always = Stream.of(
                atLeast(HERALD, DELIVERIES, 2, NODE), atMost(HERALD, CPU, 0.5, NODE), atMost(HERALD, CPU, 1.2, RAW));
        return new LoadRow(
                "one-" + clients,
                "one broadcast at a time, " + clients + " clients in one room, by HTTP",
                Audience.inOneRoom(clients),
                Load.closed(1, 1),
                servers,
                SPEED,
                Stream.concat(always, more).toList(),
                clients > 1_000);
    }

    private static List<Row> fixedRate() {
        return List.of(rate("1 client", 500, 1), rate("500 clients", 100, 500), rate("1,000 clients", 10, 1_000));
    }

    private static Row rate(String who, int perSecond, int clients) {
        return new LoadRow(
                "rate-" + clients,
                "fixed rate, " + who + ", " + perSecond
                        + " broadcasts a second by HTTP: from the trigger to the receipt",
                Audience.inOneRoom(clients),
                Load.at(perSecond),
                List.of(HERALD, ENGINE, NODE, STOCK, RAW),
                LATENCY,
                Stream.of(HERALD, ENGINE)
                        .flatMap(own -> Stream.of(
                                atMost(own, P50, 1, NODE),
                                atMost(own, P99, 1, NODE),
                                atMost(own, P50, 1, STOCK),
                                atMost(own, P99, 1, STOCK),
                                atMost(own, CPU, 0.6, NODE)))
                        .toList(),
                false);
    }

    private static List<Row> rooms() {
        return List.of(
                new LoadRow(
                        "rooms-loop",
                        "10,000 rooms x 5 members, broadcast by a loop in the server: 4 triggers in flight x 50",
                        MANY_ROOMS,
                        Load.closed(4, 50),
                        List.of(ENGINE, DELIVERY, NODE, STOCK, RAW),
                        List.of(BROADCASTS, CPU),
                        List.of(atLeast(ENGINE, BROADCASTS, 1.5, NODE)),
                        false),
                new LoadRow(
                        "rooms-http",
                        "10,000 rooms x 5 members, each broadcast by HTTP: 20 in flight",
                        MANY_ROOMS,
                        Load.closed(20, 1),
                        List.of(HERALD, NODE, STOCK, RAW),
                        List.of(BROADCASTS, CPU),
                        List.of(atLeast(HERALD, BROADCASTS, 1.5, NODE)),
                        false));
    }

    private static List<Row> idle() {
        return List.of(new IdleRow(
                "idle",
                List.of(HERALD, NODE, STOCK, RAW),
                List.of(atMost(HERALD, RSS, 0.6, NODE), Goal.none(HERALD, ERRORS))));
    }
}

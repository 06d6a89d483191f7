package io.herald.bench;

import io.herald.bench.load.Trigger;
import io.herald.bench.server.EngineServer;
import io.herald.bench.server.RawServer;
import io.herald.bench.server.StockServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What is measured: how it is started, and how it is triggered. */
enum Server {
    HERALD("Herald", "the packaged jar; a trigger is a POST to the admin API and runs a script"),
    HERALD_EPOLL("Herald epoll", "the same with --transport epoll"),
    ENGINE(
            "Herald engine",
            "embedded: one POST makes it call engine.trigger() in a loop; the event is hand-written Java"),
    DELIVERY("Herald delivery", "embedded: one POST makes it encode and deliver() in a loop; what Node's emit() does"),
    NODE("Node", "socket.io 4.8.4; one POST makes it emit() in a loop"),
    STOCK("netty-socketio", "stock 2.0.14 on epoll; one POST makes it sendEvent() in a loop"),
    RAW("bare epoll", "Netty writes a frame made once per trigger to every channel: no less can be done"),
    RAW_COALESCED("bare epoll co", "the same, what piled up for a room as one write"),
    URING("bare io_uring", "as bare epoll"),
    HERALD_CLUSTER("2 x Herald", "as Herald, over Redis"),
    ENGINE_CLUSTER("2 x Herald engine", "as Herald engine, over Redis"),
    NODE_CLASSIC("2 x Node, pub/sub", "as Node, with @socket.io/redis-adapter 8.3.0 and redis 4.7.1"),
    NODE_STREAMS("2 x Node, streams", "as Node, with @socket.io/redis-streams-adapter 0.3.1"),
    PYTHON(
            "2 x Python",
            "python-socketio of Debian with AsyncRedisManager, on aiohttp; one POST makes it emit() in a loop");

    private static final String TOKEN = "bench-token-of-no-secret";
    private static final String ENGINE_DATABASE = "/1"; // else it would be of one cluster with the two that run whole

    private final String label;
    private final String what;

    Server(String label, String what) {
        this.label = label;
        this.what = what;
    }

    String label() {
        return label;
    }

    String what() {
        return what;
    }

    /** Whether it is measured only where there is io_uring: on it, or beside it. */
    boolean needsUring() {
        return this == HERALD_EPOLL || this == URING;
    }

    boolean isJava() {
        return !List.of(NODE, NODE_CLASSIC, NODE_STREAMS, PYTHON).contains(this);
    }

    boolean isCluster() {
        return List.of(HERALD_CLUSTER, ENGINE_CLUSTER, NODE_CLASSIC, NODE_STREAMS, PYTHON)
                .contains(this);
    }

    /** The program and its words, without what the machine puts before it. */
    List<String> command(Places places) {
        return switch (this) {
            case HERALD -> herald(places);
            case HERALD_EPOLL -> herald(places, "--transport", "epoll");
            case HERALD_CLUSTER -> herald(places, "--redis", places.redis());
            case ENGINE_CLUSTER -> main(places, EngineServer.class, "trigger", places.redis() + ENGINE_DATABASE);
            case NODE_CLASSIC -> List.of("node", places.nodeServer(), "classic", places.redis());
            case NODE_STREAMS -> List.of("node", places.nodeServer(), "streams", places.redis());
            case PYTHON ->
                List.of(
                        "env",
                        "PYTHONPATH=" + places.pythonPackages(),
                        "/usr/bin/python3",
                        places.pythonServer(),
                        places.redis());
            case ENGINE -> main(places, EngineServer.class, "trigger");
            case DELIVERY -> main(places, EngineServer.class, "deliver");
            case NODE -> List.of("node", "--expose-gc", places.nodeServer());
            case STOCK -> main(places, StockServer.class);
            case RAW -> main(places, RawServer.class, "epoll", "each");
            case RAW_COALESCED -> main(places, RawServer.class, "epoll", "coalesced");
            case URING -> main(places, RawServer.class, "io_uring", "each");
        };
    }

    private static List<String> herald(Places places, String... more) {
        List<String> words = List.of("-jar", places.heraldJar(), "serve", "--admin-port", "0", "--socketio-port", "0");
        List<String> own = List.of("--events", places.events(), "--data", places.data(), "--token", TOKEN);
        return Stream.of(words, own, List.of(more)).flatMap(List::stream).toList();
    }

    private static List<String> main(Places places, Class<?> main, String... words) {
        return Stream.concat(Stream.of("-cp", places.classPath(), main.getName()), Stream.of(words))
                .toList();
    }

    Trigger trigger() {
        return this == HERALD || this == HERALD_EPOLL || this == HERALD_CLUSTER
                ? (room, rooms, times, message) -> post(
                        "/api/events/Bench",
                        "Authorization: Bearer " + TOKEN + "\r\n",
                        "{\"room\":" + room + ",\"message\":" + message + "}")
                : (room, rooms, times, message) -> post(
                        "/trigger",
                        "",
                        "{\"room\":" + room + ",\"rooms\":" + rooms + ",\"times\":" + times + ",\"message\":" + message
                                + "}");
    }

    private static byte[] post(String path, String headers, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}

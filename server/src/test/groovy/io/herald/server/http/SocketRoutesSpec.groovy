package io.herald.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.Engine
import io.herald.engine.Links
import io.herald.engine.backplane.Cluster
import io.herald.engine.backplane.ClusterNode
import io.herald.engine.backplane.Gathered
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryIdempotency
import io.herald.engine.backplane.MemoryStore
import io.herald.engine.backplane.SocketPlace
import io.herald.engine.event.EventNaming
import io.herald.engine.event.Limits
import io.herald.engine.model.Change
import io.herald.engine.model.Namespace
import io.herald.engine.model.Page
import io.herald.engine.model.Room
import io.herald.engine.model.Selection
import io.herald.engine.model.Slice
import io.herald.engine.model.SocketInfo
import io.herald.engine.model.Tally
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CompletableFuture
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout

/** The cluster as the admin API tells and changes it. */
@Timeout(60)
class SocketRoutesSpec extends Specification {

    static final Namespace SIDE = new Namespace("/side")
    static final SocketPlace PLACE = new SocketPlace("b", new SocketInfo("s1", Namespace.ROOT, ["chat.42", "a"] as Set, Optional.of("ann"), Instant.parse("2026-01-31T12:00:00Z"), "websocket", "192.0.2.7"))

    Cluster cluster = Mock()

    @AutoCleanup
    Engine engine = new Engine(new Links(new MemoryBackplane(), new MemoryStore(), cluster), new NoSockets(), Duration.ZERO, EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    @AutoCleanup
    AdminApi api = new AdminApi(new NodeParts(engine, { engine.catalog() }, null, new MemoryIdempotency()), "token", 1000)

    def setup() { api.start("127.0.0.1", 0) }

    private Map<String, Object> send(String method, String path, int status = 200) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:${api.port()}$path"))
                .header("Authorization", "Bearer token").method(method, BodyPublishers.noBody()).build()
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
        assert answer.statusCode() == status: answer.body()
        new ObjectMapper().readValue(answer.body(), Map)
    }

    private static <T> CompletableFuture<Gathered<T>> told(T answer, List<String> missing = []) {
        CompletableFuture.completedFuture(new Gathered<>(answer, missing))
    }

    private static Page<SocketPlace> page(SocketPlace... places) { new Page<>(places.length, places.toList(), false) }

    def "the nodes are listed with what they are, and those with other scripts stand out"() {
        given:
        long started = System.currentTimeMillis() - 90_000
        cluster.nodes() >> new Gathered<>([
            new ClusterNode("1", "a", "0.1.0", "c1", 7, started, 7, "5-1", 3),
            new ClusterNode("2", "b", "0.1.0", "c2", 0, started, 0, "", 0),
        ], ["c"])

        when:
        Map<String, Object> answer = send("GET", "/api/cluster")

        then:
        answer.nodes*.name == ["a", "b"]
        answer.nodes*.isSelf == [true, false]
        answer.nodes*.isSameCatalog == [true, false]
        answer.nodes[0].subMap(["id", "version", "catalog", "clients", "position", "lagMillis"]) == [id: "1", version: "0.1.0", catalog: "c1", clients: 7, position: "5-1", lagMillis: 3]
        answer.nodes[0].startedAt == Instant.ofEpochMilli(started).toString() && answer.nodes[0].uptimeSeconds in 90..150
        answer.subMap(["isSameCatalog", "partial", "missing"]) == [isSameCatalog: false, partial: true, missing: ["c"]]
    }

    def "rooms are listed in parts"() {
        when:
        Map<String, Object> answer = send("GET", "/api/rooms?namespace=/side&after=a&limit=2")

        then:
        1 * cluster.rooms(SIDE, new Slice("a", 2)) >> told(new Page<>(9, [new Tally("b", 3), new Tally("c", 1)], true))
        answer == [namespace: "/side", count: 9, rooms: [[room: "b", sockets: 3], [room: "c", sockets: 1]], next: "c", partial: false, missing: []]
    }

    def "a room is its users and its sockets, wherever they are"() {
        given:
        cluster.users(Selection.in(new Room("chat.42")), new Slice("", 100)) >> told(new Page<>(3, [new Tally("ann", 2)], false), ["c"])
        cluster.sockets(Selection.in(new Room("chat.42")), new Slice("", 100)) >> told(page(PLACE))

        expect:
        send("GET", "/api/rooms/chat.42") == [namespace: "/", count: 3, users: [[user: "ann", sockets: 2]], partial: true, missing: ["c"]]
        send("GET", "/api/rooms/chat.42/sockets") == [namespace: "/", count: 1, partial: false, missing: [], sockets: [
            [id: "s1", namespace: "/", node: "b", user: "ann", rooms: ["a", "chat.42"], connectedAt: "2026-01-31T12:00:00Z", transport: "websocket", address: "192.0.2.7"]]]
    }

    def "a socket is found by its id, and by nothing else"() {
        given:
        cluster.sockets(Selection.in(new Room("s1")), _) >> told(page(PLACE))
        cluster.sockets(Selection.in(new Room("chat.42")), _) >> told(page(PLACE))
        cluster.sockets(Selection.all(Namespace.ROOT), new Slice("", 100)) >> told(page(PLACE))

        expect:
        send("GET", "/api/sockets/s1").node == "b"
        send("GET", "/api/sockets").sockets*.id == ["s1"]
        send("GET", "/api/sockets/chat.42", 404).code == "unknown-socket"
        send("DELETE", "/api/sockets/chat.42", 404).code == "unknown-socket"
    }

    def "sockets are made to join, to leave and to go, one or those of a room"(String method, String path, Selection selection, Change change) {
        given:
        cluster.sockets(Selection.in(new Room("s1")), _) >> told(page(PLACE))

        when:
        Map<String, Object> answer = send(method, path)

        then:
        1 * cluster.change(selection, change) >> told(2, ["c"])
        answer == [count: 2, partial: true, missing: ["c"]]

        where:
        method   | path                                              | selection                              || change
        "DELETE" | "/api/sockets/s1"                                 | Selection.in(new Room("s1"))           || Change.DISCONNECT
        "PUT"    | "/api/sockets/s1/rooms/chat.7"                    | Selection.in(new Room("s1"))           || Change.join("chat.7")
        "DELETE" | "/api/sockets/s1/rooms/chat.7"                    | Selection.in(new Room("s1"))           || Change.leave("chat.7")
        "DELETE" | "/api/rooms/a%20b/sockets?namespace=/side"        | Selection.in(new Room(SIDE, "a b"))    || Change.DISCONNECT
        "PUT"    | "/api/rooms/chat.42/sockets/rooms/chat.7"         | Selection.in(new Room("chat.42"))      || Change.join("chat.7")
        "DELETE" | "/api/rooms/chat.42/sockets/rooms/chat.7"         | Selection.in(new Room("chat.42"))      || Change.leave("chat.7")
    }

    def "a room is found under its name, whatever stands in it, each character that paths can't have encoded"(String name) {
        given:
        String path = URLEncoder.encode(name, "UTF-8").replace("+", "%20")
        Selection selection = Selection.in(new Room(name))
        cluster.users(selection, _) >> told(new Page<>(3, [new Tally("ann", 2)], false))
        cluster.sockets(selection, _) >> told(page(PLACE))
        cluster.sockets(Selection.in(new Room("s1")), _) >> told(page(PLACE))

        expect:
        send("GET", "/api/rooms/$path").count == 3
        send("GET", "/api/rooms/$path/sockets").sockets*.id == ["s1"]

        when:
        send("DELETE", "/api/rooms/$path/sockets")
        send("PUT", "/api/rooms/$path/sockets/rooms/$path")
        send("DELETE", "/api/sockets/s1/rooms/$path")

        then:
        1 * cluster.change(selection, Change.DISCONNECT) >> told(1)
        1 * cluster.change(selection, Change.join(name)) >> told(1)
        1 * cluster.change(Selection.in(new Room("s1")), Change.leave(name)) >> told(1)

        where:
        name << ["docs/2026/report", "/", "50%", "%2F", "a b+c", "Räume/日本 😀", "a?b#c;d=1&e", "..", "a/../b", "a//b", "back\\slash", "<room>{x}[y]|^`"]
    }

    def "nobody found is an error of its own, and another where a node did not answer"(List<String> missing, int status, String roomCode, String socketCode) {
        given:
        cluster.users(_, _) >> told(new Page<>(0, [], false), missing)
        cluster.sockets(_, _) >> told(page(), missing)
        cluster.change(_, _) >> told(0, missing)

        expect:
        ["/api/rooms/x", "/api/rooms/x/sockets"].each { assert send("GET", it, status).code == roomCode }
        send("DELETE", "/api/rooms/x/sockets", status).code == roomCode
        send("GET", "/api/sockets/x", status).code == socketCode
        send("PUT", "/api/sockets/x/rooms/y", status).code == socketCode

        where:
        missing | status || roomCode       | socketCode
        []      | 404    || "unknown-room" | "unknown-socket"
        ["b"]   | 504    || "partial"      | "partial"
    }

    def "what is no room, no namespace or no part of a list is refused"(String path) {
        expect:
        send("GET", path, 400).code == "invalid-input"

        where:
        path << ["/api/rooms?limit=0", "/api/rooms?limit=1001", "/api/rooms?limit=x", "/api/rooms?namespace=side", "/api/rooms/${"x" * 129}".toString(), "/api/rooms?after=${"x" * 513}".toString(), "/api/sockets/%0A"]
    }
}

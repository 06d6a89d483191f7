package io.herald.e2e

import io.herald.engine.backplane.redis.RedisServer
import io.herald.engine.delivery.socketio.Polling
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future
import redis.clients.jedis.Jedis
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Two nodes and one Redis, all of them processes, with stock clients on both. */
class ClusterSpec extends Specification {

    @Shared @TempDir
    Path home

    @Shared @AutoCleanup
    RedisServer redis = RedisServer.started()

    @Shared @AutoCleanup
    HeraldProcess one

    @Shared @AutoCleanup
    HeraldProcess two

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setupSpec() {
        Path events = Files.createDirectories(home.resolve("events"))
        Files.writeString(events.resolve("chat.groovy"),
                'room chatRoom { id -> join anyone; "chat.$id" }\nevent UpdateChat { on { chatRoom(chat.id) }; as { chat } }\n' +
                'event AskChat { on { chatRoom(id) }; ack 10.seconds }\n' +
                'event TypingChat { on { chatRoom(chat.id) }; as { chat }; volatile }\n' +
                'room teamRoom { id, name -> join anyone; presence { user, team, own -> [id: own] }; "team.$id" }')
        one = new HeraldProcess(events, home.resolve("one"), "--redis", redis.url).awaitReady() // a small machine loads scripts in time for one at once
        two = new HeraldProcess(events, home.resolve("two"), "--redis", redis.url).awaitReady()
    }

    def "clients of both nodes hear of every event once, in one order, whichever node was triggered"() {
        given:
        List<SocketClient> clients = [new JavaClient(one.socketioUrl, "websocket"), new JavaClient(two.socketioUrl, "websocket")]
        clients.each { client ->
            eventually.eventually { assert client.connected }
            assert client.ask("join", "chatRoom", [42]) == [ok: true, room: "chat.42"]
        }

        when:
        List<Map<String, Object>> answers = (1..50).collect { n ->
            HeraldProcess.json((n % 2 ? one : two).post("/api/events/UpdateChat", """{"chat": {"id": 42, "n": $n}}""")) as Map<String, Object>
        }

        then:
        answers*.outcome.unique() == ["SENT"]
        answers*.recipients.unique() == [1]
        clients.each { client ->
            eventually.eventually { assert client.received*.get(1)*.n == (1..50).toList() }
        }

        cleanup:
        clients*.close()
    }

    def "what emitters of other servers send is heard by nobody where no switch lets it in"() {
        given:
        JavaClient client = new JavaClient(one.socketioUrl, "websocket")
        eventually.eventually { assert client.connected }
        assert client.ask("join", "chatRoom", [43]) == [ok: true, room: "chat.43"]
        Closure<String> text = { String it -> String.format("%02x", 0xa0 + it.length()) + it.bytes.encodeHex() }
        String classic = "93${text("emitter")}83${text("type")}02${text("data")}92${text("UpdateChat")}07${text("nsp")}${text("/")}" +
                "83${text("rooms")}91${text("chat.43")}${text("except")}90${text("flags")}80"
        String python = '{"method": "emit", "event": "UpdateChat", "data": 7, "namespace": "/", "room": "chat.43", "skip_sid": null, "callback": null, "host_id": "h"}'

        when:
        redis.call { Jedis jedis ->
            ["socket.io#/#", "socket.io#/#chat.43#"].each { jedis.publish(it.bytes, classic.decodeHex()) }
            jedis.publish("socketio", python)
        }
        say(one, 43, 1)

        then:
        eventually.eventually { assert client.received == [["UpdateChat", [id: 43, n: 1]]] }

        cleanup:
        client?.close()
    }

    def "a client that comes back on the other node is the same, with all it missed, in order, none twice"() {
        given:
        JsClient client = new JsClient(one.socketioUrl, "websocket")
        eventually.eventually { assert client.connected }
        assert client.ask("join", "chatRoom", [77]) == [ok: true, room: "chat.77"]
        say(one, 77, 0)
        eventually.eventually { assert client.received.size() == 1 }

        when: "it is away while both nodes talk"
        client.command([cut: "http://127.0.0.1:1"])
        eventually.eventually { assert !client.connected }
        (1..20).each { say(it % 2 ? one : two, 77, it) }
        client.command([to: two.socketioUrl])
        eventually.eventually { assert client.connected }
        say(one, 77, 21)

        then:
        eventually.eventually { assert client.received*.get(1)*.n == (0..21).toList() }
        List<Map<String, Object>> connections = client.told.findAll { it.connected }
        connections*.recovered == [false, true]
        connections*.id.unique().size() == 1

        cleanup:
        client?.close()
    }

    def "a trigger counts the acknowledgements of both nodes' clients"() {
        given:
        List<JsClient> clients = [new JsClient(one.socketioUrl, "websocket"), new JsClient(two.socketioUrl, "websocket"), new JsClient(two.socketioUrl, "polling")]
        clients.each { client ->
            eventually.eventually { assert client.connected }
            assert client.ask("join", "chatRoom", [78]) == [ok: true, room: "chat.78"]
        }

        expect:
        [one, two].every { HeraldProcess.json(it.post("/api/events/AskChat", '{"id": 78}')).acks == [expected: 3, received: 3, all: true] }

        cleanup:
        clients*.close()
    }

    def "who caused an event is spared on whichever node, as are the sockets and rooms that are named, and who can't take what is volatile"() {
        given: "one of them polls only when it is told to"
        JsClient own = new JsClient(two.socketioUrl, "websocket")
        List<SocketClient> others = [new JavaClient(two.socketioUrl, "websocket"), new JavaClient(one.socketioUrl, "websocket")]
        [own, *others].each { client ->
            eventually.eventually { assert client.connected }
            assert client.ask("join", "chatRoom", [80]) == [ok: true, room: "chat.80"]
        }
        assert own.ask("join", "chatRoom", [81]) == [ok: true, room: "chat.81"]
        Polling absent = new Polling(two.socketioPort as int)
        absent.join("chatRoom", 80)
        String id = own.told.find { it.connected }.id

        when:
        assert one.post("/api/events/UpdateChat", '{"chat": {"id": 80, "n": 1}}', ["X-Socket-ID": id]).statusCode() == 200
        assert one.post("/api/events/UpdateChat?except=$id&except=chat.82", '{"chat": {"id": 80, "n": 2}}').statusCode() == 200
        assert one.post("/api/events/UpdateChat?except=chat.81", '{"chat": {"id": 80, "n": 3}}').statusCode() == 200
        assert one.post("/api/events/TypingChat", '{"chat": {"id": 80, "n": 4}}').statusCode() == 200
        say(one, 80, 5)
        String polled = absent.poll()
        while (!polled.contains('"n":5')) {
            polled += absent.poll()
        }

        then:
        polled.findAll(/"n":(\d)/) { it[1] as int } == [1, 2, 3, 5]
        others.each { client ->
            eventually.eventually { assert client.received*.get(1)*.n == [1, 2, 3, 4, 5] }
        }
        eventually.eventually { assert own.received*.get(1)*.n == [4, 5] }

        cleanup:
        own?.close()
        others*.close()
    }

    private static void say(HeraldProcess node, int chat, int n) {
        assert node.post("/api/events/UpdateChat", """{"chat": {"id": $chat, "n": $n}}""").statusCode() == 200
    }

    def "a key is answered once on whichever node"() {
        expect:
        String first = one.post("/api/events/UpdateChat", '{"chat": {"id": 1}}', ["Idempotency-Key": "the-key"]).body()
        first.contains('"SENT"')
        two.post("/api/events/UpdateChat", '{"chat": {"id": 1}}', ["Idempotency-Key": "the-key"]).body() == first
        two.post("/api/events/UpdateChat", '{"chat": {"id": 2}}', ["Idempotency-Key": "the-key"]).body().contains("idempotency-key-reused")
    }

    def "of triggers with one key that race on both nodes one is done, and all get its answer"() {
        given:
        SocketClient client = new JavaClient(two.socketioUrl, "websocket")
        eventually.eventually { assert client.connected }
        assert client.ask("join", "chatRoom", [90]) == [ok: true, room: "chat.90"]
        ExecutorService callers = Executors.newFixedThreadPool(8)

        when: "eight at once for each of twenty keys, and one without a key after them"
        List<List<HttpResponse<String>>> answers = (1..20).collect { n ->
            CountDownLatch start = new CountDownLatch(1)
            List<Future<HttpResponse<String>>> race = (1..8).collect { caller ->
                callers.submit({
                    start.await()
                    (caller % 2 ? one : two).post("/api/events/UpdateChat", """{"chat": {"id": 90, "n": $n}}""", ["Idempotency-Key": "race-$n".toString()])
                } as Callable<HttpResponse<String>>)
            }
            start.countDown()
            race*.get()
        }
        say(one, 90, 21)

        then:
        answers.each { race ->
            assert race*.statusCode().unique() == [200]
            assert race*.body().unique().size() == 1
        }
        eventually.eventually { assert client.received*.get(1)*.n.contains(21) }
        client.received*.get(1)*.n == (1..21).toList()

        cleanup:
        callers.shutdownNow()
        client?.close()
    }

    def "a node shows all nodes and where each client is, commands reach it there, and a killed node is soon gone, its clients with it"() {
        given:
        HeraldProcess three = new HeraldProcess(one.events, home.resolve("killed"), "--redis", redis.url, "--node-name", "three").awaitReady()
        SocketClient client = new JavaClient(three.socketioUrl, "websocket")
        eventually.eventually { assert client.connected }
        assert client.ask("join", "chatRoom", [99]) == [ok: true, room: "chat.99"]
        SocketClient staying = new JavaClient(one.socketioUrl, "websocket")
        eventually.eventually { assert staying.connected }
        assert staying.ask("join", "teamRoom", [1, "ann"]) == [ok: true, room: "team.1", members: [[id: "ann"]], memberCount: 1]
        assert (client.ask("join", "teamRoom", [1, "bob"]) as Map).memberCount == 2

        when:
        Map<String, Object> view = HeraldProcess.json(one.get("/api/cluster")) as Map<String, Object>
        Map<String, Object> room = HeraldProcess.json(one.get("/api/rooms/chat.99/sockets")) as Map<String, Object>

        then:
        view.nodes.size() == 3 && view.isSameCatalog && !view.partial
        view.nodes*.isSelf == [true, false, false]
        room.sockets*.node == ["three"] && !room.partial

        and: "what a node says of itself is two seconds old at most"
        eventually.eventually {
            assert HeraldProcess.json(one.get("/api/cluster")).nodes.find { it.name == "three" }.clients == 1
            assert one.get("/metrics").body().readLines().containsAll(["herald_cluster_nodes 3.0", "herald_cluster_catalogs 1.0",
                    "herald_presence_failures_total 0.0", "herald_history_failures_total 0.0"])
        }

        when:
        String id = room.sockets[0].id
        String moved = one.call("PUT", "/api/sockets/$id/rooms/chat.100").body()

        then:
        moved == '{"count":1,"partial":false,"missing":[]}'
        HeraldProcess.json(two.get("/api/sockets/$id")).rooms == ["chat.100", "chat.99", "team.1"]
        eventually.eventually { assert one.output.any { it.contains("INFO") && it.contains("JOIN chat.100") } }

        when:
        three.process.destroyForcibly().waitFor()

        then:
        eventually.eventually {
            assert HeraldProcess.json(one.get("/api/cluster")).nodes.size() == 2
            assert one.get("/metrics").body().readLines().contains("herald_cluster_nodes 2.0")
            assert one.get("/api/rooms/chat.99").statusCode() == 404
            assert staying.received == ["joined", "left"].collect { ["presence:$it", [room: "team.1", member: [id: "bob"]]] }
        }

        cleanup:
        staying.close()
        client.close()
        three.close()
    }

    def "a Redis that is not there keeps a node from starting, in one line"() {
        when:
        Tuple2<Integer, String> end = HeraldProcess.run("serve", "--events", home.resolve("events").toString(), "--data", home.resolve("three").toString(),
                "--admin-port", "0", "--socketio-port", "0", "--redis", "redis://:secret-password@127.0.0.1:${RedisServer.freePort()}")

        then:
        end.v1 == 2
        end.v2.readLines().count { it.startsWith("herald: no cluster over ") } == 1
        !end.v2.contains("secret-password")
    }
}

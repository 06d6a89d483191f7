package io.herald.engine.backplane.redis

import static io.herald.engine.backplane.ListedSockets.socket

import io.herald.engine.backplane.Cluster
import io.herald.engine.backplane.ClusterNode
import io.herald.engine.backplane.Gathered
import io.herald.engine.backplane.ListedSockets
import io.herald.engine.backplane.SocketPlace
import io.herald.engine.model.Change
import io.herald.engine.model.Namespace
import io.herald.engine.model.Page
import io.herald.engine.model.Room
import io.herald.engine.model.Selection
import io.herald.engine.model.Slice
import java.time.Duration
import java.util.concurrent.TimeUnit
import redis.clients.jedis.Jedis
import redis.clients.jedis.JedisPubSub
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** A Node server with the real streams adapter sees Herald's sockets, Herald sees its, and each does to the other's what it is told to. */
class NodeClusterSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    ListedSockets sockets = new ListedSockets()
    @AutoCleanup
    RedisBackplane backplane = new RedisBackplane(RedisSettings.parse(redis.url), StreamSettings.DEFAULTS, { })
    @AutoCleanup
    Cluster cluster = new RedisCluster(RedisSettings.parse(redis.url), StreamSettings.DEFAULTS, { new ClusterNode("00112233aabbccdd", "herald", "", "", 0, 0, 0, "", 0) })
    @AutoCleanup
    Peer node = Peer.node("streams-server.js", redis.url)
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    def setup() {
        backplane.obey { Selection selection, Change change -> sockets.change(selection, change) }
        backplane.start { 1 }
        cluster.start(sockets)
        eventually.eventually {
            assert node.heard.contains(["ready"])
            assert redis.call { it.pubsubNumSub("socket.io#/#") } == ["socket.io#/#": 2L]
        }
        sockets.all.addAll([socket("s1", ["room"], "ann"), socket("s2", ["other"])])
    }

    private Object answer(Map<String, Object> command) {
        int before = node.heard.count { it[0] == "answer" }
        node.tell(command)
        eventually.eventually { assert node.heard.count { it[0] == "answer" } == before + 1 }
        node.heard.findAll { it[0] == "answer" }.last()
    }

    private Gathered<Page<SocketPlace>> members(String room) {
        cluster.sockets(Selection.in(new Room(room)), Slice.FIRST).toCompletableFuture().get(30, TimeUnit.SECONDS)
    }

    def "a Node server finds Herald's sockets in rooms, without waiting for longer than they take"() {
        when:
        List<List<Object>> room = answer(fetch: "room")[1] as List
        List<List<Object>> other = answer(fetch: "other")[1] as List

        then:
        room.size() == 2
        room.find { it[0] == "s1" }.with { [it[1] as Set, it[2], it[3]] } == [["s1", "room"] as Set, [user: "ann"], "192.0.2.7"]
        other*.get(0) == ["s2"]

        and: "a question that only Node code could answer does not keep it waiting"
        answer(servers: "anybody") == ["answer", null, [null]]
    }

    def "Herald finds a Node server's sockets"() {
        when: "it answers in time"
        Gathered<Page<SocketPlace>> room
        eventually.eventually { assert !(room = members("room")).isPartial() }

        then:
        room.answer().items().collect { it.node().startsWith("Node server ") }.sort() == [false, true]
        room.answer().items().find { it.node() != "herald" }.socket().with { [it.rooms(), it.transport(), it.address().contains("127.0.0.1")] } == [["room"] as Set, "websocket", true]
        cluster.rooms(Namespace.ROOT, Slice.FIRST).toCompletableFuture().get(30, TimeUnit.SECONDS).answer().items().collect { [it.name(), it.sockets()] } == [["other", 1], ["room", 2]]
    }

    def "a namespace that only others have is not told as complete"() {
        when:
        Jedis subscriber = new Jedis("127.0.0.1", redis.port)
        JedisPubSub listener = new JedisPubSub() { }
        Thread listening = Thread.startDaemon { subscriber.subscribe(listener, "socket.io#/theirs#") }

        then:
        eventually.eventually {
            assert cluster.sockets(Selection.all(new Namespace("/theirs")), Slice.FIRST).toCompletableFuture().get(30, TimeUnit.SECONDS) == new Gathered<>(new Page<>(0, [], false), ["a Node server"])
        }

        cleanup:
        listener.unsubscribe()
        listening.join()
        subscriber.close()
    }

    def "what a Node server asks clients to acknowledge, Herald's acknowledge too, with what they answer"() {
        given:
        sockets.all << socket("s3", ["room"])

        expect:
        (answer(ask: "room", args: ["question", 7])[1] as Set) == [["node", 7], [id: "s1", of: "7", bytes: "AQID"], null] as Set
        answer(ask: "nobody", args: ["question", 7]) == ["answer", []]
        sockets.asked.every { it.event() == "question" && it.options().ack().get() == Duration.ofSeconds(5) }
    }

    def "what a Node server does to sockets is done to Herald's, in its order among the broadcasts"() {
        when:
        node.tell([in: "room", do: "socketsJoin", args: [["vip", "7"]]])
        node.tell([in: "other", do: "socketsLeave", args: ["other"]])

        then:
        eventually.eventually { assert sockets.all.collectEntries { [it.id(), it.rooms()] } == [s1: ["room", "vip", "7"] as Set, s2: [] as Set] }

        when:
        node.tell([in: "vip", do: "disconnectSockets", args: []])
        node.tell([in: "s2", do: "disconnectSockets", args: [true]])

        then:
        eventually.eventually { assert sockets.all.empty }
        sockets.changes*.kind() == [Change.Kind.JOIN, Change.Kind.LEAVE, Change.Kind.DISCONNECT, Change.Kind.CLOSE]
    }

    def "what Herald is told to do to sockets is done to a Node server's, and to its own once"() {
        when:
        cluster.change(Selection.in(new Room("room")), Change.join("vip")).toCompletableFuture().get(30, TimeUnit.SECONDS)

        then:
        eventually.eventually { assert members("vip").answer().items().size() == 2 }

        when:
        cluster.change(Selection.in(new Room("vip")), Change.leave("room")).toCompletableFuture().get(30, TimeUnit.SECONDS)
        cluster.change(Selection.in(new Room("vip")), Change.DISCONNECT).toCompletableFuture().get(30, TimeUnit.SECONDS)

        then:
        eventually.eventually { assert node.heard.contains(["disconnect", "io server disconnect"]) }
        eventually.eventually { assert members("vip").answer().items().empty && sockets.changes.size() == 3 }
    }

    def "junk on the channels and in the stream harms nothing"() {
        when:
        [[0xc1], [0x80], [0x90], [0x81, 0xa4] + "type".bytes.toList() + [7]].each { List bytes ->
            redis.call { it.publish("socket.io#/#".bytes, bytes as byte[]) }
            redis.call { it.publish("socket.io#/#00112233aabbccdd#".bytes, bytes as byte[]) }
        }
        [type4: '{"opts":{"rooms":"room"},"rooms":["x"]}', type5: '[]', type6: '{"opts":{}}', type9: 'x'].each { type, data ->
            redis.call { it.xadd("socket.io", redis.clients.jedis.StreamEntryID.NEW_ENTRY, [uid: "junk", nsp: "/", type: type - "type", data: data]) }
        }

        then:
        eventually.eventually { assert backplane.stats().malformed() == 3 }
        sockets.changes.empty
        eventually.eventually { assert members("room").with { !it.isPartial() && it.answer().items()*.node().contains("herald") } }
        answer(fetch: "other")[1].collect { it[0] } == ["s2"]
    }
}

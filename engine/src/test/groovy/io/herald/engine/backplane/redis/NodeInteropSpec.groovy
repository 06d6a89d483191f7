package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Receipt
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** A Node server with the real streams adapter is one more node of the cluster. */
class NodeInteropSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    @AutoCleanup
    RedisBackplane herald = new RedisBackplane(RedisSettings.parse(redis.url), StreamSettings.DEFAULTS, { })
    @AutoCleanup
    Peer node = Peer.node("streams-server.js", redis.url)
    List<Broadcast> heard = new CopyOnWriteArrayList<>()
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    def setup() {
        herald.start { heard << it; 1 }
        eventually.eventually { assert node.heard.contains(["ready"]) }
    }

    private List<List<Object>> heardByNode() {
        node.heard.findAll { !(it[0] in ["ready", "warm"]) }
    }

    private List<Broadcast> heardByHerald() {
        heard.findAll { it.event() != "warm" }
    }

    def "what Herald broadcasts reaches a Node server's clients, once each and in order"() {
        when:
        List<Receipt> receipts = (1..200).collect {
            herald.publish(new Broadcast("b$it", Namespace.ROOT, "tick", ["elsewhere", "room"] as Set, Payload.of("""{"n":$it,"text":"é😀\\u2028"},[$it]""")))
        }*.toCompletableFuture()*.join()

        then:
        eventually.eventually { assert heardByNode() == (1..200).collect { ["tick", [n: it, text: "é😀\u2028"], [it]] } }
        receipts.every { it == new Receipt(false, 1) }
    }

    def "what a Node server emits reaches Herald's clients, once each and in order"() {
        when:
        (1..200).each { node.tell([to: "room", args: ["tock", [n: it], "é😀"]]) }

        then:
        eventually.eventually { assert heardByHerald()*.payload()*.json() == (1..200).collect { """{"n":$it},"é😀\"""".toString() } }
        heardByHerald().every { it.event() == "tock" && it.rooms() == ["room"] as Set && it.namespace() == Namespace.ROOT }
        herald.stats().malformed() == 0
    }

    def "binary arrives as base64, and an event without arguments without any"() {
        when:
        node.tell([to: "room", args: ["bytes", ['$bytes': "AQID"], 7]])
        node.tell([to: "room", args: ["bare"]])

        then:
        eventually.eventually { assert heardByHerald()*.payload()*.json() == ['"AQID",7', ""] }
    }

    def "what a Node server emits to everybody is for the whole namespace"() {
        when:
        node.tell([to: [], args: ["news", 1]])

        then:
        eventually.eventually { assert heardByHerald() == [new Broadcast(heardByHerald()[0].id(), Namespace.ROOT, "news", [] as Set, Payload.of("1")).at(heardByHerald()[0].offset())] }
    }

    def "how a Node server wants its broadcast sent is read"() {
        when:
        node.tell([to: "room", except: "others", volatile: true, args: ["first", 1]])
        node.tell([to: "room", compress: false, args: ["second", 2]])

        then:
        eventually.eventually {
            assert heardByHerald()*.options() == [
                new BroadcastOptions(["others"] as Set, true, Optional.empty(), Optional.empty()),
                new BroadcastOptions([] as Set, false, Optional.empty(), Optional.of(false)),
            ]
        }
    }

    def "a Node server sends Herald's broadcasts as Herald says"() {
        given:
        Closure<?> send = { int number, BroadcastOptions options ->
            herald.publish(new Broadcast("b$number", Namespace.ROOT, "tick", ["room"] as Set, Payload.of("$number")).with(options)).toCompletableFuture().join()
        }

        when:
        send(1, BroadcastOptions.NONE.withExcept(["room"] as Set))
        send(2, new BroadcastOptions(["elsewhere"] as Set, false, Optional.empty(), Optional.of(false)))

        then: "its client is in the room that was left out"
        eventually.eventually { assert heardByNode() == [["tick", 2]] }

        when:
        send(3, new BroadcastOptions([] as Set, true, Optional.empty(), Optional.of(true)))

        then:
        eventually.eventually { assert heardByNode() == [["tick", 2], ["tick", 3]] }
    }
}

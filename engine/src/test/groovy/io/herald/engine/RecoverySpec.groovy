package io.herald.engine

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryCluster
import io.herald.engine.backplane.Offset
import io.herald.engine.delivery.socketio.Polling
import io.herald.engine.delivery.socketio.RawWebSocket
import io.herald.engine.delivery.socketio.SocketIoDelivery
import io.herald.engine.delivery.socketio.SocketIoSettings
import io.herald.engine.delivery.socketio.Wire
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.FixedEvent
import io.herald.engine.event.FixedRoom
import io.herald.engine.event.Limits
import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.herald.engine.model.Trigger
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** Clients that lose their connection and come back, by the bytes they send. */
@Timeout(60)
class RecoverySpec extends Specification {

    HeldStore store = new HeldStore()
    MemoryBackplane backplane = new MemoryBackplane()
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))

    @AutoCleanup
    Engine engine = new Engine(new Links(backplane, store, new MemoryCluster({ null })), delivery, Duration.ofMinutes(2), EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    @AutoCleanup
    Engine second

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setup() {
        start(engine)
    }

    private static void start(Engine node) {
        FixedEvent event = new FixedEvent(on: { it.room }, as: { it.n })
        node.use(new EventCatalog("1", [(event.name()): event], [chat: new FixedRoom("chat")], [], []))
        node.start()
    }

    /** A second node, which knows what was broadcast. */
    private SocketIoDelivery another() {
        SocketIoDelivery another = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))
        Backplane same = Stub() {
            since(_, _) >> { Offset heard, Audience who -> backplane.since(heard, who) }
        }
        second = new Engine(new Links(same, store, new MemoryCluster({ null })), another, Duration.ofMinutes(2), EventNaming.AS_WRITTEN, Limits.DEFAULTS)
        start(second)
        another
    }

    private TriggerResult say(Object n, String room = "chat", Set<String> except = []) {
        engine.trigger(new Trigger("UpdateChat", [room: room, n: n], except)).toCompletableFuture().get(30, TimeUnit.SECONDS)
    }

    private static Wire connecting(String auth, int port) {
        Wire wire = Wire.open(port)
        assert (wire.hear() as String).startsWith("0{")
        wire.say("40$auth")
        wire
    }

    private static Map welcome(Wire wire) {
        String answer = wire.hear()
        assert answer.startsWith("40{")
        new ObjectMapper().readValue(answer.substring(2), Map)
    }

    /** A client in the room, that has heard one broadcast. */
    private Map present() {
        Wire wire = connecting("", delivery.port())
        Map welcome = welcome(wire)
        wire.say('421["join","chat",[]]')
        assert wire.hear() == '431[{"ok":true,"room":"chat"}]'
        say(0)
        String heard = wire.hear()
        [wire: wire, sid: welcome.sid, pid: welcome.pid, offset: (heard =~ /"([^"]+)"\]$/)[0][1]]
    }

    private static String auth(Map before) { new ObjectMapper().writeValueAsString([pid: before.pid, offset: before.offset]) }

    private Map comeBack(Map before, int port = delivery.port()) {
        Wire wire = connecting(auth(before), port)
        [wire: wire, *: welcome(wire)]
    }

    private static List<Integer> numbers(Wire wire, int count) { (1..count).collect { number(wire.hear() as String) } }

    private static int number(String message) { Integer.parseInt((message =~ /^42\["UpdateChat",(\d+)/)[0][1]) }

    private void cut(Map client) {
        client.wire.socket.abort()
        eventually.eventually { assert engine.clients() == 0 }
    }

    def "a client that was cut comes back as the same, with its rooms and all it missed, in order, none twice"() {
        given:
        Map before = present()
        cut(before)
        (1..5).each { say(it) }

        when:
        Map after = comeBack(before)

        then:
        after.sid == before.sid
        after.pid == before.pid
        numbers(after.wire, 5) == [1, 2, 3, 4, 5]

        when: "it is in its room again, and can be cut again"
        say(6)

        then:
        numbers(after.wire, 1) == [6]
        after.wire.received.empty
    }

    def "a client that comes back over polling and moves to a WebSocket has all it missed, over the one or the other"() {
        given:
        Map before = present()
        cut(before)
        (1..5).each { say(it) }

        when:
        Polling polling = new Polling(delivery.port(), auth(before))
        Wire wire = Wire.open(delivery.port(), "?EIO=4&transport=websocket&sid=$polling.sid")
        wire.say("2probe")
        assert wire.hear() == "3probe"
        wire.say("5")
        List<Integer> heard = polling.welcome.drop(1).collect { number(it) }

        then:
        polling.welcome[0].contains(before.sid)
        heard + (heard.size() < 5 ? numbers(wire, 5 - heard.size()) : []) == [1, 2, 3, 4, 5]
    }

    @Unroll("over polling, a client that missed #missed times 100 kB #what")
    def "of what may wait for a client, half may be what it missed"(int missed, boolean isSame, String what) {
        given:
        Map before = present()
        cut(before)
        missed.times { say("x" * 100_000) }

        when:
        Polling polling = new Polling(delivery.port(), auth(before))
        List<String> heard = polling.welcome
        while (isSame && heard.size() < 1 + missed) {
            heard += polling.messages()
        }
        polling.say('421["join","chat",[]]')

        then:
        heard[0].contains(before.sid) == isSame
        heard.size() == (isSame ? 1 + missed : 1)
        polling.poll() == '431[{"ok":true,"room":"chat"}]'

        where:
        missed || isSame | what
        5      || true   | "has all of it"
        6      || false  | "begins anew"
    }

    def "a client that is cut while it is given what it missed is forgotten as any other"() {
        given: "one that reads nothing, and missed more than its connection takes"
        Map before = present()
        cut(before)
        120.times { say("x" * 100_000) }
        RawWebSocket silent = new RawWebSocket(delivery.port(), null, 4096)

        when:
        silent.say("40${auth(before)}")

        then:
        eventually.eventually { assert delivery.refusals()["pending-bytes"] == 1 && engine.clients() == 0 }
        delivery.@server.@hub.get("").rooms.empty

        cleanup:
        silent?.close()
    }

    def "what another server told the whole namespace is among what it missed, and what it told another is not"() {
        given:
        Map before = present()
        cut(before)
        [1: Namespace.ROOT, 2: new Namespace("/other"), 3: Namespace.ROOT].each { int n, Namespace namespace ->
            backplane.publish(new Broadcast("b$n", namespace, "UpdateChat", [] as Set, Payload.of("$n")))
        }

        expect:
        numbers(comeBack(before).wire, 2) == [1, 3]
    }

    def "a client that is cut while a node looks for it is the same on another one, before the look is over and after it"() {
        given:
        Map before = present()
        cut(before)
        say(1)
        SocketIoDelivery another = another()
        CompletableFuture<Void> look = store.hold("find")
        Wire wire = connecting(auth(before), delivery.port())
        eventually.eventually { assert store.asked == ["find"] }
        cut([wire: wire])
        store.go()

        when:
        Map after = comeBack(before, another.port())

        then:
        after.sid == before.sid
        numbers(after.wire, 1) == [1]

        when:
        look.complete(null)

        then: "the first node knows that it came too late"
        store.asked == ["find", "find", "claim"]

        when:
        after.wire.socket.abort()
        eventually.eventually { assert second.clients() == 0 }
        Map home = comeBack(before)
        say(2)

        then:
        home.sid == before.sid
        numbers(home.wire, 2) == [1, 2]
    }

    def "a client that is cut when all but the last is done for its return is the same when it comes again"() {
        given:
        Map before = present()
        cut(before)
        say(1)
        CompletableFuture<Void> claim = store.hold("claim")
        Wire wire = connecting(auth(before), delivery.port())
        eventually.eventually { assert store.asked == ["find", "claim"] }
        cut([wire: wire])
        store.go()

        when: "it comes before the node knows whether it had it"
        Wire again = connecting(auth(before), delivery.port())
        again.say("2")

        then: "it waits"
        again.hear() == "3"

        when:
        claim.complete(null)
        say(2)

        then:
        welcome(again).sid == before.sid
        numbers(again, 2) == [1, 2]
    }

    def "of two nodes that find a client at the same time, one lets it in as the same"() {
        given:
        Map before = present()
        cut(before)
        SocketIoDelivery another = another()
        CompletableFuture<Void> looks = store.hold("find")

        when:
        List<Wire> both = [delivery, another].collect { connecting(auth(before), it.port()) }
        eventually.eventually { assert store.asked.size() == 2 }
        looks.complete(null)

        then:
        both.count { welcome(it).sid == before.sid } == 1
    }

    def "a connection that only seems alive is taken over"() {
        given: "the first connection is not closed: its network is gone, say"
        Map before = present()

        when:
        Map after = comeBack(before)
        say(1)

        then:
        after.sid == before.sid
        numbers(after.wire, 1) == [1]
        eventually.eventually { assert engine.clients() == 1 }
    }

    def "broadcasts that come while a client comes back are neither lost nor doubled"() {
        given:
        Map before = present()
        cut(before)
        (1..200).each { say(it) }
        Thread talking = Thread.start { (201..600).each { say(it) } }

        when:
        Map after = comeBack(before)
        talking.join()

        then:
        numbers(after.wire, 600) == (1..600).toList()
        after.wire.received.empty
    }

    @Unroll("#what begins anew")
    def "a client that"(String what, Closure<Map> change) {
        given:
        Map before = present()
        cut(before)

        when:
        Map after = comeBack(before + change(before))

        then:
        after.sid != before.sid
        after.pid != before.pid
        say(1).recipients() == 0

        where:
        what                                     || change
        "gives a key nobody has"                 || { [pid: "x" * 20] }
        "gives no offset a node wrote"           || { [offset: "yesterday"] }
        "gives an offset of another life"        || { [offset: "1000-5"] }
        "gives an offset longer than any"        || { [offset: "1" * 100] }
    }

    def "a key longer than any is not even looked for"() {
        given:
        Map before = present()
        cut(before)

        when:
        Map after = comeBack(before + [pid: "x" * 100])

        then:
        after.sid != before.sid
        store.asked.empty
    }

    def "a key is good for one return only"() {
        given:
        Map before = present()
        cut(before)
        Map after = comeBack(before)
        ["41", "2"].each { after.wire.say(it) }

        expect: "who left by itself does not come back"
        after.wire.hear() == "3"
        comeBack(before).sid != before.sid
    }

    def "who was sent away by a gap begins anew, and who only closed its session is the same"(boolean isGap) {
        given:
        Map before = present()
        isGap ? delivery.cutAll("something is missing") : before.wire.say("1")
        eventually.eventually { assert engine.clients() == 0 }

        expect:
        (comeBack(before).sid == before.sid) == !isGap

        where:
        isGap << [false, true]
    }

    def "what was not for the client is not replayed either"() {
        given:
        Map before = present()
        cut(before)
        say(1, "another")
        say(2, "chat", [before.sid] as Set)
        say(3, before.sid as String)

        when:
        Map after = comeBack(before)
        say(4)

        then:
        numbers(after.wire, 2) == [3, 4]
    }
}

package io.herald.engine

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryCluster
import io.herald.engine.backplane.MemoryPresence
import io.herald.engine.backplane.MemoryRoomHistory
import io.herald.engine.backplane.MemoryStore
import io.herald.engine.backplane.Receipt
import io.herald.engine.backplane.RoomHistory
import io.herald.engine.delivery.socketio.SocketIoDelivery
import io.herald.engine.delivery.socketio.SocketIoSettings
import io.herald.engine.delivery.socketio.Wire
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPolicy
import io.herald.engine.event.FixedEvent
import io.herald.engine.event.Limits
import io.herald.engine.event.Timing
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Past
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import io.herald.engine.model.Trigger
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll

/** What clients that come later are told of a room, by the bytes on the wire. */
@Timeout(60)
class PastEventsSpec extends Specification {

    RoomHistory history = new MemoryRoomHistory(1 << 20, Duration.ofHours(1))
    SocketIoDelivery delivery

    @AutoCleanup
    Engine engine

    private void start(RoomHistory kept = history, Backplane backplane = new MemoryBackplane()) {
        delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))
        engine = new Engine(new Links(backplane, new MemoryStore(), new MemoryCluster({ null }), new MemoryPresence(), kept),
                delivery, Duration.ZERO, EventNaming.AS_WRITTEN, Limits.DEFAULTS)
        Closure payload = { it.n }
        FixedEvent kept3 = new FixedEvent(name: "Said", on: { "chat.1" }, as: payload, policy: new EventPolicy(Timing.NOW, Optional.empty(), 0, 3))
        FixedEvent passing = new FixedEvent(name: "Typing", on: { "chat.1" }, as: payload)
        engine.use(new EventCatalog("1", [Said: kept3, Typing: passing], [chatRoom: new FixedRoom()], [], []))
        engine.start()
    }

    private void say(String event, Object n, Set<String> except = []) {
        engine.trigger(new Trigger(event, [n: n], except)).toCompletableFuture().get(30, TimeUnit.SECONDS)
    }

    private static Map join(Wire wire, String options) {
        wire.say("421[\"join\",\"chatRoom\",[1],$options]")
        new ObjectMapper().readValue((wire.hear() as String).substring(3), List)[0] as Map
    }

    def "who asks for it is told the newest of what the room keeps, and others are not"() {
        given:
        start()
        (1..5).each { say("Said", it); say("Typing", it) }

        when:
        Map told = join(Wire.connected(delivery.port()), '{"history":2}')

        then:
        told.subMap("ok", "room") == [ok: true, room: "chat.1"]
        told.history*.subMap("event", "data") == [[event: "Said", data: 4], [event: "Said", data: 5]]
        told.history.every { Duration.between(Instant.parse(it.at), Instant.now()).abs() < Duration.ofMinutes(1) }
        join(Wire.connected(delivery.port()), '{"history":100}').history*.data == [3, 4, 5]
        !join(Wire.connected(delivery.port()), '{}').containsKey("history")
        !join(Wire.connected(delivery.port()), '{"history":-1}').containsKey("history")
        !join(Wire.connected(delivery.port()), '{"history":"all"}').containsKey("history")
    }

    def "what spared a client is no history of its own"() {
        given:
        start()
        Wire spared = Wire.connected(delivery.port())
        say("Said", 1, [spared.id] as Set)
        say("Said", 2)

        expect:
        join(spared, '{"history":10}').history*.data == [2]
        join(Wire.connected(delivery.port()), '{"history":10}').history*.data == [1, 2]
    }

    def "what is sent while a client joins reaches it once, as history or as it comes"() {
        given:
        CompletableFuture<List<Past>> slow = new CompletableFuture<>()
        CompletableFuture<Boolean> asked = new CompletableFuture<>()
        List<Past> kept = []
        RoomHistory slowly = Stub() {
            add(_, _, _) >> { Room room, Past past, int keep -> kept << past; CompletableFuture.completedFuture(null) }
            newest(_, _, _) >> { asked.complete(true); slow }
        }
        start(slowly)
        Wire wire = Wire.connected(delivery.port())
        wire.say('421["join","chatRoom",[1],{"history":10}]')
        asked.get(30, TimeUnit.SECONDS)

        when: "one is sent that the history has, and one that it has not"
        say("Said", 1)
        say("Said", 2)
        slow.complete([kept[0]])

        then:
        (wire.hear() as String).contains('"history":[{"event":"Said","data":1')
        wire.hear() == '42["Said",2]'

        when:
        say("Said", 3)

        then:
        wire.hear() == '42["Said",3]'
    }

    def "what the backplane refuses is no history"() {
        given:
        Receipt sent = new Receipt(false, 0)
        start(history, Stub(Backplane) {
            publish(_) >>> [CompletableFuture.completedFuture(sent), CompletableFuture.failedFuture(new BroadcastException.Overloaded("no room"))]
        })

        when:
        say("Said", 1)
        say("Said", 2)

        then:
        ExecutionException refused = thrown()
        refused.cause instanceof BroadcastException.Overloaded
        join(Wire.connected(delivery.port()), '{"history":10}').history*.data == [1]
    }

    def "an answer is bounded in bytes: the oldest are left out"() {
        given:
        List<Past> large = (1..5).collect { new Past("$it", "Said", it, [] as Set, Payload.of('"' + "$it" * 300_000 + '"')) }
        PastEvents past = new PastEvents(Stub(RoomHistory) { newest(_, _, _) >> CompletableFuture.completedFuture(large) }, { EventCatalog.EMPTY }, { "" })

        expect:
        past.newest(new Room("a"), [] as Set, 10).toCompletableFuture().join()*.id() == ["3", "4", "5"]

        when: "one is too large for an answer by itself"
        large << new Past("6", "Said", 6, [] as Set, Payload.of('"' + "x" * 1_000_001 + '"'))

        then:
        past.newest(new Room("a"), [] as Set, 10).toCompletableFuture().join()*.id() == ["3", "4", "5"]
    }
}

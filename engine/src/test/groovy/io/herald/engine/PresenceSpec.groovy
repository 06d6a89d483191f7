package io.herald.engine

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryCluster
import io.herald.engine.backplane.MemoryPresence
import io.herald.engine.backplane.MemoryRoomHistory
import io.herald.engine.backplane.MemoryStore
import io.herald.engine.delivery.socketio.SocketIoDelivery
import io.herald.engine.delivery.socketio.SocketIoSettings
import io.herald.engine.delivery.socketio.Wire
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.Limits
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** Who is in a room, as clients are told, by the bytes on the wire. */
@Timeout(60)
class PresenceSpec extends Specification {

    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))
    MemoryPresence presence = new MemoryPresence()

    @AutoCleanup
    Engine engine = new Engine(new Links(new MemoryBackplane(), new MemoryStore(), new MemoryCluster({ null }), presence,
            new MemoryRoomHistory(1 << 20, Duration.ofHours(1))),
            delivery, Duration.ofMinutes(2), EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    def setup() {
        FixedRoom room = new FixedRoom(member: { user, arguments -> arguments[1] == null ? null : [id: arguments[1]] })
        engine.use(new EventCatalog("1", [:], [chatRoom: room], [], []))
        engine.start()
    }

    /** A client in the room as a member, and what it was told. */
    private Map join(Object member, Wire wire = Wire.connected(delivery.port())) {
        wire.say("421" + new ObjectMapper().writeValueAsString(["join", "chatRoom", [1, member]]))
        Map told = new ObjectMapper().readValue((wire.hear() as String).substring(3), List)[0] as Map
        [wire: wire, members: told.members, count: told.memberCount, ok: told.ok]
    }

    private static List hear(Wire wire) {
        new ObjectMapper().readValue((wire.hear() as String).substring(2), List).take(2)
    }

    private static List notice(String event, Object id) { ["presence:$event".toString(), [room: "chat.1", member: [id: id]]] }

    def "whoever comes is told who is there, and the others who came and who left, once for all tabs"() {
        given:
        Map ann = join("ann")
        Map bob = join(7)

        expect:
        ann.ok && ann.members == [[id: "ann"]] && ann.count == 1
        bob.members as Set == [[id: "ann"], [id: 7]] as Set
        hear(ann.wire) == notice("joined", 7)

        when: "Bob opens another tab, closes one, and a third person comes"
        Map tab = join(7)
        bob.wire.socket.abort()
        join("eve")

        then:
        tab.count == 2
        hear(ann.wire) == notice("joined", "eve")
        hear(tab.wire) == notice("joined", "eve")

        when:
        tab.wire.say('422["leave","chatRoom",[1,7]]')

        then:
        tab.wire.hear() == '432[{"ok":true,"room":"chat.1"}]'
        hear(ann.wire) == notice("left", 7)
    }

    def "whom the room does not show sees the others and is seen by none"() {
        given:
        Map ann = join("ann")
        Map hidden = join(null)

        expect:
        hidden.ok && hidden.members == [[id: "ann"]]

        when:
        join("bob")

        then:
        hear(ann.wire) == notice("joined", "bob")
        hear(hidden.wire) == notice("joined", "bob")
        engine.members() == 2
    }

    def "a client that comes back as the same was never gone"() {
        given:
        Map ann = join("ann")
        Wire lost = Wire.open(delivery.port())
        lost.hear()
        lost.say("40")
        Map welcome = new ObjectMapper().readValue((lost.hear() as String).substring(2), Map)
        join("bob", lost)
        List joined = new ObjectMapper().readValue((ann.wire.hear() as String).substring(2), List)
        lost.socket.abort()
        eventually.eventually { assert engine.clients() == 1 }

        when:
        Wire back = Wire.open(delivery.port())
        back.hear()
        back.say("40" + new ObjectMapper().writeValueAsString([pid: welcome.pid, offset: joined[2]]))

        then:
        new ObjectMapper().readValue((back.hear() as String).substring(2), Map).sid == welcome.sid
        engine.members() == 2

        when: "longer than a moment after it was lost"
        back.socket.abort()

        then:
        hear(ann.wire) == notice("left", "bob")
        eventually.eventually { assert engine.members() == 1 }
    }
}

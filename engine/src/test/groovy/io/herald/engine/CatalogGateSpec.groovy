package io.herald.engine

import io.herald.engine.delivery.Admission
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryPresence
import io.herald.engine.backplane.MemoryRoomHistory
import io.herald.engine.backplane.Presence
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.Evaluator
import io.herald.engine.event.Limits
import io.herald.engine.event.RoomDefinition.Access
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Member
import io.herald.engine.model.Namespace
import io.herald.engine.model.Problem
import io.herald.engine.model.Room
import java.time.Duration
import java.util.concurrent.CountDownLatch
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Unroll

class CatalogGateSpec extends Specification {

    @AutoCleanup
    Evaluator evaluator = new Evaluator(Limits.DEFAULTS.withTime(Duration.ofSeconds(2)))

    Presence presence = new MemoryPresence()
    Attendance attendance = new Attendance(presence, new MemoryBackplane(), new BroadcastIds(), new HandTimer())

    private CatalogGate gate(FixedRoom room) {
        new CatalogGate({ new EventCatalog("1", [:], [(room.name()): room], [], []) }, evaluator, attendance, new PastEvents(new MemoryRoomHistory(0, Duration.ZERO), { EventCatalog.EMPTY }, { "" }))
    }

    private Admission admit(FixedRoom room, Map<String, Object> asked = [:]) {
        gate(room).admit(
                asked.namespace ?: Namespace.ROOT,
                asked.room ?: "chatRoom",
                asked.arguments ?: [42],
                Optional.ofNullable(asked.user)).toCompletableFuture().join()
    }

    def "a room that is open to anyone lets a client in"() {
        expect:
        admit(new FixedRoom()) == new Admission.Granted(new Room("chat.42"))
    }

    def "a room that asks lets in whom its script lets in"() {
        given:
        FixedRoom members = new FixedRoom(access: Access.ASK, admits: { user, arguments -> user.map { it.id == arguments[0] }.orElse(false) })

        expect:
        admit(members, [user: [id: 42]]) == new Admission.Granted(new Room("chat.42"))
        (admit(members, [user: [id: 41]]) as Admission.Refused).code() == "forbidden"
    }

    def "whoever is anonymous is let in by rooms that are open to anyone alone"() {
        given: "a script that would let it in"
        FixedRoom everybody = new FixedRoom(access: Access.ASK, admits: { user, arguments -> true })

        expect:
        admit(everybody) == new Admission.Refused("forbidden", "the room 'chatRoom' does not admit who is anonymous: connect with a token")
        admit(new FixedRoom()) == new Admission.Granted(new Room("chat.42"))
    }

    def "a room with presence tells as whom a client comes, or that it is not shown"() {
        given:
        FixedRoom room = new FixedRoom(member: { user, arguments -> user.map { [id: it.id, name: "Ann", chat: arguments[0]] }.orElse(null) })

        expect:
        admit(room, [user: [id: 7]]) ==
                new Admission.Granted(new Room("chat.42"), true, Optional.of(new Member("7", '{"id":7,"name":"Ann","chat":42}')))
        admit(room) == new Admission.Granted(new Room("chat.42"), true, Optional.empty())
    }

    @Unroll("#given")
    def "a client that can't be shown stays out: "(Object given) {
        expect:
        (admit(new FixedRoom(member: { user, arguments -> given })) as Admission.Refused).code() == "failed"

        where:
        given << ["ann", [name: "Ann"], [id: null], [id: ""], [id: "a\nb"], [id: [7]], [id: 7, name: "x" * 3000], [id: 7, n: Double.NaN]]
    }

    @Unroll("#why")
    def "a client stays out"(FixedRoom room, Map<String, Object> asked, String code, String why) {
        expect:
        (admit(room, asked) as Admission.Refused).code() == code

        where:
        room                                                                   | asked                            || code                | why
        new FixedRoom(access: Access.CLOSED)                                   | [:]                              || "forbidden"         | "of a room that no script opens"
        new FixedRoom()                                                        | [room: "chatRom"]                || "unknown-room"      | "of a room that does not exist"
        new FixedRoom(namespace: new Namespace("/chat"))                       | [:]                              || "wrong-namespace"   | "when it asks in another namespace"
        new FixedRoom(room: { throw new IllegalArgumentException("1 of 2") })  | [:]                              || "invalid-arguments" | "when its arguments don't fit"
        new FixedRoom(room: { new CountDownLatch(1).await() })                 | [:]                              || "timeout"           | "when the script does not answer"
        new FixedRoom(room: { throw failed() })                                | [:]                              || "failed"            | "when the script fails"
    }

    def "the failure of a script is not told to clients"() {
        expect:
        !(admit(new FixedRoom(room: { throw failed() })) as Admission.Refused).message().contains("secret")
    }

    def "leaving needs no permission"() {
        expect:
        gate(new FixedRoom(access: Access.CLOSED)).resolve(Namespace.ROOT, "chatRoom", [42]).toCompletableFuture().join() ==
                new Admission.Granted(new Room("chat.42"))
    }

    private static BroadcastException failed() {
        new BroadcastException.ScriptFailed("the secret", new Problem("a.groovy", 1, 1, "the secret", "", ""))
    }
}

package io.herald.engine

import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryPresence
import io.herald.engine.backplane.Presence
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Member
import io.herald.engine.model.Namespace
import io.herald.engine.model.Room
import java.util.concurrent.CompletableFuture
import spock.lang.Specification

/** What a room is told of who comes and goes, by a clock that the spec moves. */
class AttendanceSpec extends Specification {

    static final Room CHAT = new Room(new Namespace("/staff"), 'chat "1"')
    static final Member ANN = new Member("7", '{"id":7}')

    HandTimer timer = new HandTimer()
    MemoryBackplane backplane = new MemoryBackplane()
    Presence presence = new MemoryPresence()
    Attendance attendance = new Attendance(presence, backplane, new BroadcastIds(), timer)
    List<Broadcast> notices = []

    def setup() {
        backplane.start { Broadcast it -> notices << it; 1 }
    }

    private List<String> told() { notices*.event() }

    def "a room is told once of a member, however many sockets it has, and the socket that brought it is not"() {
        when:
        attendance.enter(CHAT, ANN, "s1")
        attendance.enter(CHAT, ANN, "s2")
        attendance.enter(CHAT, ANN, "s2")

        then:
        notices.size() == 1
        with(notices[0]) {
            event() == "presence:joined"
            namespace() == CHAT.namespace()
            rooms() == [CHAT.name()] as Set
            payload().json() == '{"room":"chat \\"1\\"","member":{"id":7}}'
            options().except() == ["s1"] as Set
        }
        attendance.count() == 1

        when:
        attendance.leave(CHAT, ANN, "s2")
        timer.passMillis(10_000)

        then:
        notices.size() == 1

        when:
        attendance.leave(CHAT, ANN, "s1")
        timer.passMillis(1_999)

        then:
        notices.size() == 1

        when:
        timer.passMillis(1)

        then:
        told() == ["presence:joined", "presence:left"]
        notices[1].payload().json() == '{"room":"chat \\"1\\"","member":{"id":7}}'
        notices[1].options().except() == [] as Set
        attendance.count() == 0
    }

    def "whoever comes back within a moment was never gone"() {
        when:
        attendance.enter(CHAT, ANN, "s1")
        attendance.leave(CHAT, ANN, "s1")
        timer.passMillis(1_500)
        attendance.enter(CHAT, ANN, "s2")
        timer.passMillis(60_000)

        then:
        told() == ["presence:joined"]

        when:
        attendance.leave(CHAT, ANN, "s1")
        timer.passMillis(60_000)

        then: "a socket that left already leaves nobody behind"
        told() == ["presence:joined"]
    }

    def "whoever goes again has a whole moment again to come back"() {
        when:
        attendance.enter(CHAT, ANN, "s1")
        attendance.leave(CHAT, ANN, "s1")
        timer.passMillis(1_500)
        attendance.enter(CHAT, ANN, "s2")
        attendance.leave(CHAT, ANN, "s2")
        timer.passMillis(1_999)
        attendance.enter(CHAT, ANN, "s3")
        timer.passMillis(60_000)

        then:
        told() == ["presence:joined"]

        when:
        attendance.leave(CHAT, ANN, "s3")
        timer.passMillis(2_000)

        then:
        told() == ["presence:joined", "presence:left"]
    }

    def "a member that came to another node in the very moment it left is told last"() {
        given:
        Presence shared = Mock()
        Attendance one = new Attendance(shared, backplane, new BroadcastIds(), timer)
        shared.enter(_, _) >> CompletableFuture.completedFuture(true)
        shared.leave(_, _) >> CompletableFuture.completedFuture(true)
        shared.has(_, _) >> CompletableFuture.completedFuture(true)
        one.enter(CHAT, ANN, "s1")

        when:
        one.leave(CHAT, ANN, "s1")
        timer.passMillis(2_000)

        then:
        told() == ["presence:joined", "presence:left", "presence:joined"]
    }

    def "while the others can't be reached, a node tells of its own, and enters them anew afterwards"() {
        given:
        Presence away = Mock()
        Attendance one = new Attendance(away, backplane, new BroadcastIds(), timer)

        when:
        one.enter(CHAT, ANN, "s1")
        one.enter(new Room("other"), new Member("8", "{}"), "s1")

        then:
        2 * away.enter(_, _) >> CompletableFuture.failedFuture(new BroadcastException.Overloaded("away"))
        told() == []

        when:
        Object members = one.members(CHAT).toCompletableFuture().join()

        then:
        1 * away.members(CHAT) >> CompletableFuture.failedFuture(new BroadcastException.Overloaded("away"))
        members.some() == [ANN]
        members.count() == 1

        when:
        one.forgotten()

        then:
        2 * away.enter(_, _) >> CompletableFuture.completedFuture(true)
        told() == ["presence:joined", "presence:joined"]
    }

    def "many members are entered anew a thousand at a time, and no more of them once one failed"() {
        given:
        Presence slow = Mock()
        List<CompletableFuture<Boolean>> asked = []
        slow.enter(_, _) >> { asked << new CompletableFuture<Boolean>(); asked.last() }
        slow.leave(_, _) >> CompletableFuture.completedFuture(false)
        Attendance one = new Attendance(slow, backplane, new BroadcastIds(), timer)
        List<Member> members = (1..2_500).collect { new Member("$it", "{}") }
        members.each { one.enter(CHAT, it, "s" + it.id()) }
        asked.clear()

        when:
        one.forgotten()

        then:
        asked.size() == 1_000

        when:
        asked.take(999)*.complete(false)

        then:
        asked.size() == 1_000

        when: "one leaves before its turn"
        one.leave(CHAT, members.last(), "s2500")
        timer.passMillis(2_000)
        asked[999].complete(false)
        asked.drop(1_000).take(1_000)*.complete(false)

        then:
        asked.size() == 2_499

        when:
        asked.clear()
        one.forgotten()
        asked.tail()*.complete(false)
        asked[0].completeExceptionally(new BroadcastException.Overloaded("away"))

        then:
        asked.size() == 1_000
    }
}

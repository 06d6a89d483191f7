package io.herald.engine.delivery.socketio

import io.herald.engine.delivery.RoomGate
import io.herald.engine.model.Member
import io.herald.engine.model.Room
import java.util.concurrent.CountDownLatch
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** Who is in which room, when two change it at once. */
@Timeout(60)
class RoomIndexSpec extends Specification {

    static final Room ROOM = new Room("crowd")

    @AutoCleanup
    UnwiredSockets sockets = new UnwiredSockets()

    RoomGate gate = Mock()
    RoomIndex index = new RoomIndex({ gate })
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def "a socket that ends while it comes into a room is in none"() {
        given: "a room that another thread is just changing, and a socket that waits for it to come in"
        ClientSocket socket = sockets.make("a")
        CountDownLatch changed = new CountDownLatch(1)
        CountDownLatch changing = new CountDownLatch(1)
        Thread.startDaemon { index.@members.compute(ROOM) { room, before -> changing.countDown(); changed.await(); null } }
        changing.await()
        Thread joining = Thread.startDaemon { index.join(ROOM, socket) }
        eventually.eventually { assert joining.state == Thread.State.BLOCKED }

        expect: "it is in the room for nobody, the socket itself included"
        socket.rooms().empty

        when:
        socket.leave()
        index.end(socket)
        changed.countDown()
        joining.join()

        then:
        !index.has(ROOM)
        socket.rooms().empty
    }

    def "a socket that is taken out of a room while it comes in as a member is in it and shown there, or neither"() {
        given:
        ClientSocket socket = sockets.make("a")
        Member ann = new Member('"ann"', '{"id":"ann"}')
        Thread taking = new Thread({ index.leave(ROOM, socket) })
        List<String> told = [].asSynchronized()
        gate.entered(ROOM, ann, "a") >> {
            taking.start()
            eventually.eventually { assert taking.state in [Thread.State.BLOCKED, Thread.State.TERMINATED] }
            told << "entered"
        }
        gate.left(ROOM, ann, "a") >> { told << "left" }

        when:
        index.join(ROOM, Optional.of(ann), socket)
        taking.join()

        then:
        told == ["entered", "left"]
        socket.rooms().empty
        !index.has(ROOM)
        socket.lost().memberships().isEmpty()
    }
}

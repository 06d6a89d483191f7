package io.herald.engine.delivery.socketio

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

    RoomIndex index = new RoomIndex((room, member, socket) -> {})
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
}

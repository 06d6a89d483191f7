package io.herald.engine.delivery.socketio

import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.netty.channel.epoll.Epoll
import io.netty.channel.uring.IoUring
import io.socket.client.Ack
import io.socket.client.IO
import io.socket.client.Socket
import java.util.concurrent.CopyOnWriteArrayList
import org.json.JSONArray
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

@Timeout(60)
class IoTransportSpec extends Specification {

    static final String LARGE = "x" * 200_000

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    @AutoCleanup("disconnect")
    Socket socket

    @AutoCleanup
    SocketIoDelivery delivery

    def "a #transport of #io carries small and large broadcasts in order, until the node stops"(IoTransport io, String transport) {
        given:
        delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []).with(io))
        delivery.start(new OpenGate())
        List<String> heard = new CopyOnWriteArrayList<>()
        List<Object> joined = new CopyOnWriteArrayList<>()
        socket = IO.socket("http://127.0.0.1:${delivery.port()}", IO.Options.builder().setForceNew(true).setReconnection(false).setTransports([transport] as String[]).build())
        socket.on("Event") { Object... told -> heard << told[0].toString() }
        socket.connect().emit("join", ["a", new JSONArray()] as Object[], { Object... told -> joined << told[0] } as Ack)
        eventually.eventually { assert joined.size() == 1 }

        when:
        20.times { delivery.deliver(new Broadcast("$it", Namespace.ROOT, "Event", ["a"] as Set, Payload.of(it % 5 == 4 ? "\"$it $LARGE\"" : "\"$it\""))) }

        then:
        eventually.eventually { assert heard == (0..<20).collect { it % 5 == 4 ? "$it $LARGE" : "$it" }*.toString() }

        when:
        delivery.close()

        then:
        eventually.eventually { assert !socket.connected() }

        where: "this machine has them"
        [io, transport] << [IoTransport.values().findAll { it.hindrance().empty }, ["websocket", "polling"]].combinations()
    }

    def "clients of #io move from polling to a WebSocket, and lose nothing of what comes meanwhile"(IoTransport io) {
        given: "so many that some come over one event loop and go on over another"
        delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []).with(io))
        delivery.start(new OpenGate())
        List<List<String>> heard = (1..8).collect { new CopyOnWriteArrayList<String>() }
        List<Object> joined = new CopyOnWriteArrayList<>()
        List<Object> moved = new CopyOnWriteArrayList<>()
        List<Socket> movers = heard.collect { List<String> ears ->
            Socket mover = IO.socket("http://127.0.0.1:${delivery.port()}", IO.Options.builder().setForceNew(true).setReconnection(false).build())
            mover.on("Event") { Object... told -> ears << told[0].toString() }
            mover.io().on("open") { mover.io().engine.on("upgrade") { Object... told -> moved << told[0] } }
            mover.connect().emit("join", ["a", new JSONArray()] as Object[], { Object... told -> joined << told[0] } as Ack)
        }
        eventually.eventually { assert joined.size() == 8 }

        when:
        int sent = 0
        eventually.eventually {
            delivery.deliver(new Broadcast("$sent", Namespace.ROOT, "Event", ["a"] as Set, Payload.of("\"${sent++}\"")))
            assert moved.size() == 8
        }
        20.times { delivery.deliver(new Broadcast("$sent", Namespace.ROOT, "Event", ["a"] as Set, Payload.of("\"${sent++}\""))) }

        then:
        eventually.eventually { heard.each { assert it == (0..<sent)*.toString() } }

        cleanup:
        movers*.close()

        where: "this machine has it"
        io << IoTransport.values().findAll { it.hindrance().empty }
    }

    def "what this machine does not let us use says why, and is not chosen"() {
        expect:
        IoTransport.NIO.hindrance().empty
        IoTransport.EPOLL.hindrance().empty == Epoll.available
        IoUring.available || IoTransport.IO_URING.hindrance().present
        IoTransport.values().every { !it.hindrance().filter { it.blank }.present }
        IoTransport.available() == (IoTransport.IO_URING.hindrance().empty && IoUring.recvMultishotEnabled ? IoTransport.IO_URING : Epoll.available ? IoTransport.EPOLL : IoTransport.NIO)
    }
}

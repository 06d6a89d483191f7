package io.herald.engine.delivery.socketio

import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import io.herald.engine.model.Selection
import io.herald.engine.model.Slice
import io.netty.buffer.ByteBufAllocator
import io.netty.buffer.ByteBufAllocatorMetricProvider
import io.netty.channel.group.ChannelGroup
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

@Timeout(60)
class SlowClientSpec extends Specification {

    private static final SocketIoSettings SETTINGS = new SocketIoSettings("127.0.0.1", 0, [])

    @AutoCleanup
    SocketIoDelivery delivery

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    private void start(SocketIoSettings settings = SETTINGS) {
        delivery = new SocketIoDelivery(settings)
        delivery.start(new OpenGate())
    }

    def "a client that takes nothing is closed, and the others hear everything"() {
        given:
        start()
        Wire healthy = Wire.connected(delivery.port())
        healthy.say('421["join","crowd",[]]')
        healthy.hear()
        SlowReader stopped = new SlowReader(delivery.port(), "crowd")
        Payload large = Payload.of('"' + "x" * 100_000 + '"')
        eventually.eventually { assert delivery.sockets(Selection.in(new Room("crowd")), Slice.FIRST).sockets() == 2 }

        when:
        int sent = 0
        while (delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, large)).recipients() == 2 && sent < 1_000) {
            sent++
            assert (healthy.hear() as String) != null
        }

        then:
        sent < 1_000
        delivery.deliver(new Broadcast("2", Namespace.ROOT, "Last", ["crowd"] as Set, Payload.of("1"))).recipients() == 1
        eventually.eventually { assert healthy.hear() == '42["Last",1]' }

        cleanup:
        stopped?.close()
        healthy?.socket?.abort()
    }

    def "200,000 broadcasts leave the buffers of a node small: volatile ones pass a slow client by, others close it"() {
        given:
        start()
        SlowReader stopped = new SlowReader(delivery.port(), "crowd")
        eventually.eventually { assert delivery.has(Namespace.ROOT, "crowd") }
        Broadcast broadcast = new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, Payload.of('"' + "x" * 200 + '"'))
        Broadcast passing = broadcast.with(new BroadcastOptions([] as Set, true, Optional.empty(), Optional.empty()))
        long before = bufferBytes()

        expect:
        mostBufferBytes(100_000, passing) - before < 4 << 20
        delivery.clients() == 1

        and:
        mostBufferBytes(100_000, broadcast) - before < 8 << 20
        eventually.eventually { assert delivery.clients() == 0 }
        delivery.refusals()["pending-bytes"] == 1

        cleanup:
        stopped?.close()
    }

    def "while memory is short, who takes nothing is cut with less that waits for it, and nobody else"() {
        given: "more than the kernels take, and less than may wait"
        start(SETTINGS.with(SocketLimit.PENDING_BYTES, 256 << 20))
        Wire healthy = Wire.connected(delivery.port())
        healthy.say('421["join","crowd",[]]')
        healthy.hear()
        SlowReader stopped = new SlowReader(delivery.port(), "crowd")
        eventually.eventually { assert delivery.sockets(Selection.in(new Room("crowd")), Slice.FIRST).sockets() == 2 }
        Payload large = Payload.of('"' + "x" * 1_000_000 + '"')
        Broadcast broadcast = new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, large)
        32.times { delivery.deliver(broadcast); assert healthy.hear() }
        assert delivery.clients() == 2

        when:
        BufferMemory memory = (delivery.@wire as WireContext).memory()
        memory.@isShort = true
        memory.@lookedAt = System.nanoTime() + TimeUnit.HOURS.toNanos(1) // nobody looks
        delivery.deliver(broadcast)

        then:
        healthy.hear()
        eventually.eventually { assert delivery.clients() == 1 }
        delivery.refusals()["pending-bytes"] == 1

        cleanup:
        stopped?.close()
        healthy?.socket?.abort()
    }

    def "memory is short when three quarters of it are taken, which is looked at now and then"() {
        given:
        long used = 76
        BufferMemory memory = new BufferMemory({ used }, 100)
        long now = System.nanoTime()

        expect:
        !memory.isShort()

        when:
        memory.look(now + 20_000_000)

        then:
        memory.isShort()

        when:
        used = 75
        memory.look(now + 21_000_000)

        then:
        memory.isShort()

        when:
        memory.look(now + 40_000_000)

        then:
        !memory.isShort()
    }

    def "a client that is disconnected and does not take that is closed after a while, with all that waits for it"() {
        given: "more than the kernels take, and less than may wait"
        start(SETTINGS.with(SocketLimit.PENDING_BYTES, 256 << 20))
        SlowReader stopped = new SlowReader(delivery.port(), "crowd")
        eventually.eventually { assert delivery.has(Namespace.ROOT, "crowd") }
        Payload large = Payload.of('"' + "x" * 1_000_000 + '"')
        32.times { delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, large)) }
        ChannelGroup connections = (delivery.@server as WireServer).@connections

        when:
        delivery.cutAll("enough")

        then:
        eventually.eventually { assert delivery.clients() == 0 }
        eventually.eventually { assert connections.empty }

        cleanup:
        stopped?.close()
    }

    def "a client that pings and reads nothing costs no more than what may wait for it"() {
        given: "one that may ping so often"
        start(SETTINGS.with(SocketLimit.EVENTS_PER_SECOND, 1_000_000))
        RawWebSocket pinging = new RawWebSocket(delivery.port(), null, 4096)
        long before = bufferBytes()

        when: "8 MB of pongs"
        byte[] pings = (pinging.frame(RawWebSocket.PING, new byte[125]).toList() * 1_000) as byte[]
        long most = (1..60).collect { pinging.write(pings); bufferBytes() }.max()

        then:
        most - before < 8 << 20
        delivery.clients() == 1

        cleanup:
        pinging?.close()
    }

    def "a connection that asks and takes no answers is closed"() {
        given:
        start()
        String requests = "OPTIONS /socket.io/ HTTP/1.1\r\nHost: x\r\n\r\n" * 1_000
        Socket asking = new Socket()
        asking.receiveBufferSize = 4096
        asking.connect(new InetSocketAddress("127.0.0.1", delivery.port()))

        when: "12 MB of answers"
        try {
            50.times { asking.outputStream << requests }
        } catch (SocketException ignored) {
            // closed before all was asked
        }

        then:
        eventually.eventually { assert delivery.refusals()["pending-bytes"] == 1 }

        cleanup:
        asking?.close()
    }

    private long mostBufferBytes(int times, Broadcast broadcast) {
        long most = 0
        times.times {
            delivery.deliver(broadcast)
            most = it % 1_000 ? most : Math.max(most, bufferBytes())
        }
        most
    }

    private static long bufferBytes() {
        (ByteBufAllocator.DEFAULT as ByteBufAllocatorMetricProvider).metric().usedDirectMemory()
    }
}

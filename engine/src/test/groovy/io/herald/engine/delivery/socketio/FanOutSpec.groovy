package io.herald.engine.delivery.socketio

import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.netty.buffer.ByteBufAllocator
import io.netty.channel.Channel
import io.netty.channel.EventLoop
import java.util.concurrent.CompletionException
import java.util.concurrent.CountDownLatch
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** What waits for an event loop has a bound. */
@Timeout(60)
class FanOutSpec extends Specification {

    static final Payload MIB = Payload.of('"' + "x" * (1 << 20) + '"')

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))

    CountDownLatch held = new CountDownLatch(1)
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)
    Backplane backplane = new MemoryBackplane()
    Wire client

    def setup() {
        delivery.start(new OpenGate())
        backplane.start(delivery, { delivery.deliver(it).recipients() })
        client = Wire.connected(delivery.port())
        client.say('421["join","crowd",[]]')
        client.hear()
    }

    def cleanup() {
        held.countDown()
        client.socket.abort()
    }

    private void holdItsLoop() {
        EventLoop loop = (delivery.@wire as WireContext).sessions().first().loop()
        loop.execute { held.await() }
    }

    private int publish(Payload payload) {
        Broadcast broadcast = new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, payload)
        backplane.publish(broadcast).toCompletableFuture().join().recipients()
    }

    def "past 64 MiB that wait for an event loop nothing more is taken, until it has written them"() {
        given:
        holdItsLoop()

        when:
        64.times { assert publish(MIB) == 1 }

        then:
        delivery.queuedBytes() > 64 << 20

        when:
        publish(Payload.of("1"))

        then:
        CompletionException e = thrown()
        e.cause instanceof BroadcastException.Overloaded

        when:
        held.countDown()

        then:
        eventually.eventually { assert delivery.queuedBytes() == 0 }

        when:
        publish(Payload.of("1"))

        then:
        noExceptionThrown()
    }

    def "short ones count for the objects around them, too"() {
        given:
        holdItsLoop()

        when:
        1000.times { publish(Payload.of("1")) }

        then:
        delivery.queuedBytes() in 64_000L..200_000L
        !delivery.full

        when:
        held.countDown()

        then:
        1000.times { assert client.hear() == '42["Event",1]' }
        delivery.queuedBytes() == 0
    }

    def "who there is no memory to write to is closed, and nobody else lacks the broadcast"() {
        given:
        List<Wire> others = (1..4).collect { Wire.connected(delivery.port()) }
        others.each { it.say('421["join","crowd",[]]'); it.hear() }
        EngineSession first = (delivery.@wire as WireContext).sessions().find { it.sockets().all().any { it.id() == client.id } }
        Channel channel = first.@transport.@socket
        channel.config().allocator = Stub(ByteBufAllocator) {
            directBuffer(_) >> { throw new OutOfMemoryError("no room") }
        }

        when:
        publish(Payload.of("1"))

        then:
        eventually.eventually { assert client.closed }
        others.every { it.hear() == '42["Event",1]' }

        cleanup:
        others*.socket*.abort()
    }
}

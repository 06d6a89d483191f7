package io.herald.engine.delivery.socketio

import io.netty.channel.EventLoopGroup
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout

/** An event loop ends when it lacks memory, and its connections with it. */
@Timeout(60)
class BrokenLoopSpec extends Specification {

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))

    private CompletableFuture<Void> started() {
        delivery.start(new OpenGate())
        delivery.broken().toCompletableFuture()
    }

    def "a delivery that lost an event loop says so"() {
        given:
        CompletableFuture<Void> broken = started()
        EventLoopGroup loops = delivery.bootstrap().config().group()
        assert !broken.done

        when:
        loops.iterator().next().shutdownGracefully(0, 0, TimeUnit.SECONDS)

        then:
        broken.get(30, TimeUnit.SECONDS) == null
    }

    def "one that is closed is not broken"() {
        given:
        CompletableFuture<Void> broken = started()
        EventLoopGroup loops = delivery.bootstrap().config().group()

        when:
        delivery.close()

        then:
        loops.terminationFuture().await(30, TimeUnit.SECONDS)
        !broken.done
    }
}

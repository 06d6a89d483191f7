package io.herald.engine.delivery.socketio

import io.herald.engine.delivery.socketio.BroadcastAcks.Awaited
import io.herald.engine.model.AckCount
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** Counting the clients that acknowledge a broadcast, when they do at once. */
@Timeout(60)
class BroadcastAcksSpec extends Specification {

    @AutoCleanup
    UnwiredSockets sockets = new UnwiredSockets()

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def "the count ends when all are told and counted, and not before"() {
        given: "two clients, the first of which takes its time to be told"
        BroadcastAcks acks = new BroadcastAcks()
        List<ClientSocket> both = ["a", "b"].collect { sockets.make(it) }
        CountDownLatch told = new CountDownLatch(1)
        Awaited awaited = acks.await("broadcast", both, Duration.ofSeconds(40)) { if (it == "slow") { told.await() } }
        Thread slow = Thread.startDaemon { acks.acknowledged(awaited.id(), both[0], ["slow"]) }
        eventually.eventually { assert slow.state == Thread.State.WAITING }

        when:
        acks.acknowledged(awaited.id(), both[1], ["quick"])

        then:
        !awaited.count().toCompletableFuture().done

        when:
        told.countDown()

        then:
        awaited.count().toCompletableFuture().get(30, TimeUnit.SECONDS) == 2
        acks.of("broadcast") == new AckCount(2, 2)
    }
}

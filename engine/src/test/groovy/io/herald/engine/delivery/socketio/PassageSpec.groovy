package io.herald.engine.delivery.socketio

import io.netty.channel.DefaultEventLoop
import io.netty.channel.EventLoop
import io.netty.channel.embedded.EmbeddedChannel
import java.util.concurrent.BlockingQueue
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executor
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout

@Timeout(30)
class PassageSpec extends Specification {

    @AutoCleanup("shutdownGracefully")
    EventLoop session = new DefaultEventLoop()

    EmbeddedChannel connection = new EmbeddedChannel()
    BlockingQueue<Runnable> own = new LinkedBlockingQueue<>()
    Passage passage = new Passage(new Reading(connection), { own.add(it) } as Executor)
    List<Integer> taken = new CopyOnWriteArrayList<>()

    private boolean isRead() { connection.config().autoRead }

    private void pass(int number, int bytes) { passage.to(session, bytes) { taken << number } }

    private void ownLoopRunsOne() { own.poll(20, TimeUnit.SECONDS).run() }

    def "a connection is not read while its session's loop has more to take than it may"() {
        given: "a loop that is busy elsewhere"
        CountDownLatch busy = new CountDownLatch(1)
        session.execute { busy.await() }

        when:
        pass(1, Passage.MAX_BYTES - 2 * Passage.OVERHEAD)

        then:
        isRead()

        when: "messages come that were read with those before"
        pass(2, 1)
        pass(3, 1)

        then:
        !isRead()

        when: "the loop takes them, and the last of those over the bound is done"
        busy.countDown()
        2.times { ownLoopRunsOne() }

        then:
        isRead()
        taken == [1, 2, 3]
    }

    def "one larger than the bound passes alone"() {
        when:
        pass(1, 1_000_000)

        then:
        !isRead()

        when:
        ownLoopRunsOne()

        then:
        isRead()
        taken == [1]
    }

    def "what is for a session of the same loop does not wait"() {
        when:
        passage.to(connection.eventLoop(), 1_000_000) { taken << 1 }

        then:
        isRead()
        taken == [1]
    }

    def "who holds the reading of a connection lets it go for himself alone"() {
        given:
        Reading reading = new Reading(connection)

        when:
        reading.hold()
        reading.hold()
        reading.release()

        then:
        !isRead()

        when:
        reading.release()

        then:
        isRead()
    }
}

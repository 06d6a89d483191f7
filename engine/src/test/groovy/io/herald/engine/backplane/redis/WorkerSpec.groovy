package io.herald.engine.backplane.redis

import io.herald.engine.model.BroadcastException
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import redis.clients.jedis.exceptions.JedisConnectionException
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Unroll

class WorkerSpec extends Specification {

    CountDownLatch begun = new CountDownLatch(1)
    CountDownLatch gate = new CountDownLatch(1)
    List<Integer> done = new CopyOnWriteArrayList<>()

    @AutoCleanup
    Worker worker = new Worker("herald-worker-spec", "nothing can be done", 2)

    def cleanup() {
        gate.countDown()
    }

    private CompletableFuture<Object> ask(Callable<Object> command) {
        worker.ask(command).toCompletableFuture()
    }

    private static Object told(CompletableFuture<Object> answer) {
        answer.get(30, TimeUnit.SECONDS)
    }

    private CompletableFuture<Object> number(int number) {
        ask { done << number; number }
    }

    /** Takes the thread until the gate opens. */
    private void busy() {
        ask { begun.countDown(); gate.await() }
        begun.await()
    }

    def "one thing is done after another, on one thread, in the order they were asked for"() {
        given:
        busy()
        List<CompletableFuture<Object>> answers = [number(1), number(2)]

        expect:
        done == []

        when:
        gate.countDown()

        then:
        answers.collect { told(it) } == [1, 2]
        done == [1, 2]
    }

    @Unroll("#failure")
    def "whatever fails is told to who asked, and counted, and the next is done"(Throwable failure) {
        when:
        told(ask { throw failure })

        then:
        ExecutionException thrown = thrown()
        thrown.cause.is(failure)
        worker.failures() == 1
        told(number(2)) == 2

        where:
        failure << [new JedisConnectionException("away"), new IllegalStateException("odd"), new AssertionError("worse" as Object)]
    }

    def "when too many wait, who asks is told so, and it is counted"() {
        given:
        busy()
        List<CompletableFuture<Object>> waiting = [number(1), number(2)]

        when:
        told(number(3))

        then:
        ExecutionException refusal = thrown()
        refusal.cause instanceof BroadcastException.Overloaded
        worker.failures() == 1

        when: "also of what nobody waits for"
        worker.execute { done << 4 }
        gate.countDown()
        waiting.each { told(it) }

        then:
        told(number(5)) == 5
        done == [1, 2, 5]
        worker.failures() == 2
    }

    def "what waits when it closes is done first; what is asked later is refused, which is no failure"() {
        given:
        busy()
        number(1)
        number(2)
        gate.countDown()

        when:
        worker.close()

        then:
        done == [1, 2]

        when:
        told(number(3))

        then:
        ExecutionException refusal = thrown()
        refusal.cause instanceof BroadcastException.Overloaded
        worker.failures() == 0
    }
}

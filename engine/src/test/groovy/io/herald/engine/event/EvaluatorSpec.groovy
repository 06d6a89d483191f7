package io.herald.engine.event

import io.herald.engine.model.BroadcastException
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

@Timeout(60)
class EvaluatorSpec extends Specification {

    static final Limits TIGHT = new Limits(Duration.ofMillis(150), 2, 10, 1000, 16).withMaxAllocatedBytes(64L << 20)

    @AutoCleanup
    Evaluator evaluator = new Evaluator(TIGHT)

    @AutoCleanup
    Evaluator patient = new Evaluator(TIGHT.withTime(Duration.ofSeconds(30)))

    PollingConditions eventually = new PollingConditions(timeout: 30)

    private <T> T ended(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join()
        } catch (CompletionException e) {
            throw e.cause
        }
    }

    def "code that ends gives its value"() {
        expect:
        ended(patient.evaluate("event X", { 42 })) == 42
    }

    def "what code throws reaches who asked, errors too"(Throwable failure) {
        when:
        ended(patient.evaluate("event X", { throw failure }))

        then:
        Throwable seen = thrown()
        seen.is(failure)

        where:
        failure << [new IllegalStateException("x"), new StackOverflowError()]
    }

    def "code that makes more objects than it may is interrupted and its caller told so"() {
        when:
        ended(patient.evaluate("event X", {
            while (!Thread.currentThread().interrupted) {
                new byte[1 << 16]
            }
        } as Callable))

        then:
        BroadcastException.TooMuchMemory failure = thrown()
        failure.code() == "memory-limit"
        failure.message == "event X made more than 64 MB of objects; nothing was sent"
    }

    def "code that passes its time is interrupted and its caller told so"() {
        given:
        AtomicBoolean interrupted = new AtomicBoolean()

        when:
        ended(evaluator.evaluate("event X", {
            try {
                new CountDownLatch(1).await()
            } catch (InterruptedException e) {
                interrupted.set(true)
            }
        } as Callable))

        then:
        BroadcastException.TimedOut failure = thrown()
        failure.code() == "timeout"
        failure.message == "event X did not end within 150 ms; nothing was sent"

        and:
        eventually.eventually { assert interrupted.get() && evaluator.stuck() == 0 }
    }

    def "code that its caller runs itself is over when it has a result, and its caller's interruption stays"() {
        given:
        Thread.currentThread().interrupt()

        when:
        CompletionStage<Thread> stage = evaluator.evaluateHere("event X", { Thread.currentThread() } as Callable)

        then:
        stage.toCompletableFuture().getNow(null).is(Thread.currentThread())
        Thread.interrupted()
    }

    def "code that its caller runs itself is interrupted at its limits all the same, and the caller is not"() {
        when:
        ended(evaluator.evaluateHere("event X", { new CountDownLatch(1).await() } as Callable))

        then:
        thrown(BroadcastException.TimedOut)
        !Thread.interrupted()
        evaluator.stuck() == 0
    }

    def "code that ends because it was interrupted tells its caller nothing but that"() {
        given: "so many that each order of the two ends comes about"
        List<CompletionStage<Object>> stages = (1..200).collect {
            evaluator.evaluate("event X", {
                try {
                    new CountDownLatch(1).await()
                } catch (InterruptedException ignored) {
                }
                42
            } as Callable)
        }

        expect:
        stages.every { stage ->
            try {
                ended(stage)
                false
            } catch (BroadcastException.TimedOut | BroadcastException.Overloaded ignored) { // it ran, or waited for one that did
                true
            }
        }
        eventually.eventually { assert evaluator.stuck() == 0 }
    }

    def "code that heeds no interruption costs its thread and not the node"() {
        given: "more of them than there are threads"
        AtomicBoolean over = new AtomicBoolean()
        List<CompletionStage<Object>> endless = (1..3).collect {
            evaluator.evaluate("event Endless", { while (!over.get()) { Thread.interrupted() } } as Callable)
        }
        endless.each { stage ->
            try {
                ended(stage)
                assert false
            } catch (BroadcastException.TimedOut | BroadcastException.Overloaded ignored) { // it ran, or waited for one that did
            }
        }

        expect: "in time, once the machine has any for it"
        eventually.eventually { assert ended(evaluator.evaluate("event X", { 42 })) == 42 }
        evaluator.stuck() >= 2

        when:
        over.set(true)

        then:
        eventually.eventually { assert evaluator.stuck() == 0 }
    }

    def "too many that wait are refused, and those that wait still run"() {
        given:
        CountDownLatch go = new CountDownLatch(1)
        List<CompletionStage<Boolean>> stages = (1..1100).collect { patient.evaluate("event X", { go.await(30, TimeUnit.SECONDS) }) }

        when:
        ended(stages.last())

        then:
        BroadcastException.Overloaded failure = thrown()
        failure.code() == "overloaded"

        when:
        go.countDown()

        then:
        stages.take(1026).every { ended(it) }
    }
}

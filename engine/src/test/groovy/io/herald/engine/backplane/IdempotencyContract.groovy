package io.herald.engine.backplane

import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import spock.lang.AutoCleanup
import spock.lang.Specification

/** What every memory of keys keeps. */
abstract class IdempotencyContract extends Specification {

    @AutoCleanup
    Idempotency idempotency = create()
    AtomicInteger runs = new AtomicInteger()

    abstract Idempotency create()

    private CompletableFuture<String> run(String key) {
        idempotency.once(key) { CompletableFuture.completedFuture("answer " + runs.incrementAndGet()) }.toCompletableFuture()
    }

    def "the second under a key gets the first's answer, and runs nothing"() {
        expect:
        ["a", "a", "b", "a"].collect { run(it).join() } == ["answer 1", "answer 1", "answer 2", "answer 1"]
    }

    def "of many at the same moment one runs, and all get its answer"() {
        given:
        CompletableFuture<String> slow = new CompletableFuture<>()
        CountDownLatch go = new CountDownLatch(1)
        List<CompletableFuture<String>> answers = Collections.synchronizedList([])
        List<Thread> callers = (1..8).collect {
            Thread.start {
                go.await()
                answers << idempotency.once("a") { runs.incrementAndGet(); slow }.toCompletableFuture()
            }
        }

        when:
        go.countDown()
        callers*.join()
        slow.complete("done")

        then:
        answers*.join() == ["done"] * 8
        runs.get() == 1
    }

    def "work that failed is told to its caller, and frees its key"(Closure<?> work) {
        when:
        idempotency.once("a", work).toCompletableFuture().join()

        then:
        CompletionException failure = thrown()
        failure.cause instanceof IllegalStateException
        run("a").join() == "answer 1"

        where:
        work << [{ CompletableFuture.failedFuture(new IllegalStateException("no")) }, { throw new IllegalStateException("no") }]
    }

    def "a key has 1 to 256 characters"(String key) {
        when:
        idempotency.once(key) { null }

        then:
        thrown(IllegalArgumentException)

        where:
        key << ["", "k" * 257]
    }
}

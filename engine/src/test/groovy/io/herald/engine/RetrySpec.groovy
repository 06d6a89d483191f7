package io.herald.engine

import io.herald.engine.model.BroadcastException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import spock.lang.Specification
import spock.lang.Unroll

class RetrySpec extends Specification {

    HandTimer timer = new HandTimer()
    Retry retry = new Retry(timer)
    int attempts

    private CompletableFuture<String> upTo(int times, List<?> ends) {
        retry.upTo(times) {
            Object end = ends[attempts++]
            (end instanceof Throwable ? CompletableFuture.failedStage(end) : CompletableFuture.completedStage(end)) as CompletionStage<String>
        }.toCompletableFuture()
    }

    def "what was refused because something is full is tried again, later each time"() {
        given:
        CompletableFuture<String> end = upTo(3, [
                new BroadcastException.BackplaneFull(""), new CompletionException(new BroadcastException.Overloaded("")), "done"])

        expect:
        attempts == 1
        timer.passMillis(49)
        attempts == 1
        timer.passMillis(51)
        attempts == 2
        timer.passMillis(49)
        !end.isDone()
        timer.passMillis(151)
        end.join() == "done"
    }

    def "the last failure is told"() {
        given:
        CompletableFuture<String> end = upTo(2, (1..3).collect { new BroadcastException.BackplaneFull("$it") })
        timer.passMillis(10_000)

        when:
        end.join()

        then:
        CompletionException failure = thrown()
        failure.cause.message == "3"
        attempts == 3
    }

    @Unroll("#failure")
    def "what would fail again is not tried again: "(Throwable failure) {
        expect:
        upTo(3, [failure]).isCompletedExceptionally()
        attempts == 1

        where:
        failure << [new BroadcastException.TimedOut(""), new BroadcastException.TooLarge(""), new IllegalStateException()]
    }
}

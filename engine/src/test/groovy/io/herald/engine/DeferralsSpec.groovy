package io.herald.engine

import io.herald.engine.event.EventPolicy
import io.herald.engine.event.FixedEvent
import io.herald.engine.event.Limits
import io.herald.engine.event.Plan
import io.herald.engine.event.Timing
import io.herald.engine.event.Timing.Kind
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import java.time.Duration
import java.util.concurrent.CompletableFuture
import spock.lang.Specification

/** Which of many broadcasts is sent when, by a clock that the spec moves. */
class DeferralsSpec extends Specification {

    static final Duration PATIENCE = Duration.ofSeconds(1)

    HandTimer timer = new HandTimer()
    List<String> sent = []
    Deferrals deferrals = deferrals(Limits.DEFAULTS)

    private Deferrals deferrals(Limits limits) {
        new Deferrals(timer, limits, { Decided it -> sent << told(it); CompletableFuture.completedFuture(null) })
    }

    private static String told(Decided decided) {
        decided.emit().parts().collect { it.rooms()*.name().join("+") + "=" + it.payload().json() }.join(" ")
    }

    private Deferrals.Verdict offer(Kind kind, long millis, String payload, String... rooms) {
        FixedEvent event = new FixedEvent(policy: new EventPolicy(new Timing(kind, Duration.ofMillis(millis)), Optional.empty(), 0))
        Plan.Emit.Part part = new Plan.Emit.Part(rooms.collect { new Room(it) }, Payload.of(payload))
        Deferrals.Verdict verdict = deferrals.offer(new Decided(payload, event, new Plan.Emit("e", [part], BroadcastOptions.NONE)))
        verdict.now().ifPresent { sent << told(it) }
        verdict
    }

    private void isSentAfter(long millis, List<String> expected) {
        sent.clear()
        timer.passMillis(millis)
        assert sent == expected
    }

    def "of what comes to a room without a pause, the newest is sent once there is one"() {
        expect:
        offer(Kind.DEBOUNCE, 200, "1", "a").dueIn().get() == Duration.ofMillis(200)
        isSentAfter(150, [])
        offer(Kind.DEBOUNCE, 200, "2", "a").now().isEmpty()
        isSentAfter(199, [])
        isSentAfter(1, ["a=2"])
        isSentAfter(1000, [])
        deferrals.waiting() == 0
        deferrals.bytes() == 0
    }

    def "a room without any pause is served after ten times the time"() {
        when:
        40.times { offer(Kind.DEBOUNCE, 100, "$it", "a"); timer.passMillis(50) }

        then:
        sent == ["a=19", "a=39"]
    }

    def "of what comes to a throttled room, the first is sent at once and the newest after each time"() {
        expect:
        offer(Kind.THROTTLE, 1000, "1", "a").dueIn().isEmpty()
        sent == ["a=1"]
        timer.passMillis(400)
        offer(Kind.THROTTLE, 1000, "2", "a").dueIn().get() == Duration.ofMillis(600)
        offer(Kind.THROTTLE, 1000, "3", "a").now().isEmpty()
        isSentAfter(600, ["a=3"])
        offer(Kind.THROTTLE, 1000, "4", "a").dueIn().get() == Duration.ofMillis(1000)
        isSentAfter(1000, ["a=4"])
        isSentAfter(1000, [])
        offer(Kind.THROTTLE, 1000, "5", "a").dueIn().isEmpty()
    }

    def "each room has a pace of its own, and what several get at once is one broadcast"() {
        expect:
        offer(Kind.THROTTLE, 1000, "1", "a", "b")
        sent == ["a+b=1"]
        with(offer(Kind.THROTTLE, 1000, "2", "a", "b", "c")) {
            told(now().get()) == "c=2"
            dueIn().get() == Duration.ofMillis(1000)
        }
        offer(Kind.THROTTLE, 1000, "3", "b")
        isSentAfter(1000, ["a=2", "b=3"])
    }

    def "what is delayed is all sent, in order"() {
        expect:
        offer(Kind.DELAY, 5000, "1", "a").dueIn().get() == Duration.ofMillis(5000)
        timer.passMillis(10)
        offer(Kind.DELAY, 5000, "2", "a", "b")
        deferrals.waiting() == 2
        isSentAfter(4989, [])
        isSentAfter(11, ["a=1", "a+b=2"])
    }

    def "what is not deferred passes"() {
        expect:
        deferrals.offer(new Decided("1", new FixedEvent(), new Plan.Emit("e", [new Plan.Emit.Part([new Room("a")], Payload.of("1"))], BroadcastOptions.NONE)))
                .dueIn().isEmpty()
    }

    def "past its bounds nothing more is kept, and what only takes another's place still is"(Limits limits) {
        given:
        deferrals = deferrals(limits)
        offer(Kind.DEBOUNCE, 100, '"x"', "a")

        when:
        offer(Kind.DEBOUNCE, 100, '"y"', "b", "c")

        then:
        BroadcastException.Overloaded refusal = thrown()
        refusal.message.startsWith("too many broadcasts wait for their time (1 of ")
        isSentAfter(50, [])

        when:
        offer(Kind.DEBOUNCE, 100, '"z"', "a")

        then:
        isSentAfter(100, ['a="z"'])
        offer(Kind.DEBOUNCE, 100, '"y"', "b")
        isSentAfter(100, ['b="y"'])

        where:
        limits << [Limits.DEFAULTS.withDeferred(2, 1000)]
    }

    def "bytes are bounded too, and counted once for all rooms of a broadcast"() {
        given:
        deferrals = deferrals(Limits.DEFAULTS.withDeferred(100, 6))
        offer(Kind.DELAY, 100, '"x"', "a", "b")
        offer(Kind.DEBOUNCE, 100, '"y"', "a", "b")

        when:
        offer(Kind.DELAY, 100, '1', "a")

        then:
        thrown(BroadcastException.Overloaded)
        deferrals.bytes() == 6
        isSentAfter(100, ['a+b="x"', 'a+b="y"'])
        deferrals.bytes() == 0
    }

    def "when the node stops, what waits is sent in its order, and nothing is kept any more"() {
        given:
        offer(Kind.DELAY, 3_000_000, "1", "a")
        offer(Kind.DEBOUNCE, 200, "2", "a")
        offer(Kind.THROTTLE, 1000, "3", "a")
        offer(Kind.THROTTLE, 1000, "4", "a")
        sent.clear()

        when:
        deferrals.close(PATIENCE)

        then:
        sent == ["a=2", "a=4", "a=1"]
        deferrals.waiting() == 0

        and:
        offer(Kind.DELAY, 100, "5", "a").dueIn().isEmpty()
        isSentAfter(10_000_000, [])
    }
}

package io.herald.engine

import io.herald.engine.backplane.Idempotency
import io.herald.engine.backplane.MemoryIdempotency
import io.herald.engine.event.Cron
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventPolicy
import io.herald.engine.event.FixedEvent
import io.herald.engine.event.Timing
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Trigger
import java.time.Duration
import java.util.concurrent.CompletableFuture
import spock.lang.Specification

/** Which node triggers a scheduled event when, by clocks that the spec moves: it is twelve when a feature begins. */
class SchedulesSpec extends Specification {

    Idempotency claims = new MemoryIdempotency()
    List<String> triggered = []
    Closure<CompletableFuture<?>> end = { CompletableFuture.completedFuture("sent") }
    HandTimer timer = new HandTimer()
    Schedules schedules = node("one", timer)

    private Schedules node(String name, HandTimer clock) {
        new Schedules(clock, { Trigger it -> triggered << "$name ${it.event()} ${clock.now()}".toString(); end.call() })
    }

    private static EventCatalog catalog(Map<String, String> schedules) {
        new EventCatalog("1", schedules.collectEntries { name, text ->
            [name, new FixedEvent(name: name, policy: new EventPolicy(Timing.NOW, Optional.of(Cron.of(text, "UTC")), 0))]
        }, [:], [], [])
    }

    def "events are triggered at their times, and at no others"() {
        given:
        schedules.use(catalog(Tick: "*/10 * * * *", Tock: "5 * * * *"))
        schedules.start(claims)

        when:
        timer.pass(Duration.ofMinutes(30))

        then:
        triggered == ["one Tock 2026-01-31T12:05:00Z", "one Tick 2026-01-31T12:10:00Z", "one Tick 2026-01-31T12:20:00Z", "one Tick 2026-01-31T12:30:00Z"]
        schedules.missed() == 0
    }

    def "one node of several triggers each time, though their clocks differ"() {
        given:
        HandTimer late = new HandTimer()
        Schedules other = node("two", late)
        [schedules, other].each { it.use(catalog(Tick: "*/10 * * * *")); it.start(claims) }

        when:
        timer.pass(Duration.ofMinutes(12))
        late.pass(Duration.ofMinutes(25))
        timer.pass(Duration.ofMinutes(13))

        then:
        triggered == ["one Tick 2026-01-31T12:10:00Z", "two Tick 2026-01-31T12:20:00Z"]
    }

    def "a reload changes the times from then on, and loses none that stays as it was"() {
        given:
        schedules.use(catalog(Tick: "*/10 * * * *", Tock: "*/10 * * * *"))
        schedules.start(claims)
        timer.pass(Duration.ofMinutes(9))

        when:
        schedules.use(catalog(Tick: "*/10 * * * *", Tack: "11 * * * *"))
        timer.pass(Duration.ofMinutes(3))

        then:
        triggered == ["one Tick 2026-01-31T12:10:00Z", "one Tack 2026-01-31T12:11:00Z"]
    }

    def "nothing is triggered before the start and after the end"() {
        given:
        schedules.use(catalog(Tick: "*/10 * * * *"))
        timer.pass(Duration.ofMinutes(9))
        schedules.start(claims)
        timer.pass(Duration.ofMinutes(2))
        schedules.close()

        when:
        timer.pass(Duration.ofHours(2))

        then:
        triggered.size() == 1
    }

    def "while claims can't be made it is tried again, for a minute"() {
        given:
        Idempotency away = Mock()
        int asked = 0
        away.once(_, _) >> { String key, work ->
            asked++
            asked == 4 ? work.get() : CompletableFuture.failedFuture(new BroadcastException.Overloaded("away"))
        }
        schedules.use(catalog(Tick: "0 13 * * *", Tock: "30 13 * * *"))
        schedules.start(away)

        when:
        timer.pass(Duration.ofMinutes(62))

        then:
        triggered == ["one Tick 2026-01-31T13:00:03Z"]
        schedules.missed() == 0

        when:
        timer.pass(Duration.ofMinutes(30))

        then:
        triggered.size() == 1
        schedules.missed() == 1
    }

    def "a script that fails has had its time, and a node that is full lets another try"(Throwable failure, int tries) {
        given:
        end = { CompletableFuture.failedFuture(failure) }
        schedules.use(catalog(Tick: "0 13 * * *"))
        schedules.start(claims)

        when:
        timer.pass(Duration.ofMinutes(60))
        timer.passMillis(2500)

        then:
        triggered.size() == tries

        where:
        failure                                    || tries
        new BroadcastException.TimedOut("slow")    || 1
        new BroadcastException.BackplaneFull("")   || 3
    }
}

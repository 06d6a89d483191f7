package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventPolicy
import io.herald.engine.event.Timing
import io.herald.engine.event.Timing.Kind
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

/** When an event is sent and how hard it is tried, as its script says it. */
class PolicyWordsSpec extends Specification {

    private static EventCatalog load(String word) {
        Scripts.EMPTY.apply(["x.groovy": Optional.of("event X {\n  on { 'r' }\n  $word\n}" as String)], Instant.EPOCH).catalog()
    }

    @Unroll("#word")
    def "a script says when its event is sent: "(String word, Kind kind, Duration time, int retries) {
        given:
        EventCatalog catalog = load(word)

        expect:
        catalog.problems() == []
        catalog.require("X").policy() == new EventPolicy(new Timing(kind, time), Optional.empty(), retries)

        where:
        word                       || kind          | time                  | retries
        "volatile"                 || Kind.NOW      | Duration.ZERO         | 0
        "debounce 200.ms"          || Kind.DEBOUNCE | Duration.ofMillis(200) | 0
        "throttle 1.second"        || Kind.THROTTLE | Duration.ofSeconds(1) | 0
        "delay 5.minutes; retry 3" || Kind.DELAY    | Duration.ofMinutes(5) | 3
        "delay 1.hour"             || Kind.DELAY    | Duration.ofHours(1)   | 0
        "retry 5"                  || Kind.NOW      | Duration.ZERO         | 5
    }

    @Unroll("#word")
    def "a script says when its event is triggered by itself: "(String word, String schedule) {
        given:
        EventCatalog catalog = load(word)

        expect:
        catalog.problems() == []
        catalog.require("X").policy().schedule().get() as String == schedule

        where:
        word                                                            || schedule
        "schedule '0 9 * * 1-5'"                                        || "0 9 * * 1-5 UTC"
        "schedule('*/10  * * * *', 'Europe/Berlin')"                    || "*/10 * * * * Europe/Berlin"
        "schedule '0 9 * * *'; input { Optional<Long> id; String s = '' }" || "0 9 * * * UTC"
    }

    def "a script says how much of its event a room keeps"() {
        expect:
        load("history 50").require("X").policy().history() == 50
        load("history 1000; retry 2").require("X").policy() == new EventPolicy(Timing.NOW, Optional.empty(), 2, 1000)
    }

    @Unroll("#word")
    def "what can't be is refused with its place: "(String word, String headline) {
        expect:
        load(word).problems()*.headline() == ["x.groovy:" + headline]

        where:
        word                                || headline
        "debounce 0.ms"                     || "3:3: 'debounce' needs a time of 1 ms to 1 hour; write debounce 200.ms, or debounce 2.seconds"
        "throttle 61.minutes"               || "3:3: 'throttle' needs a time of 1 ms to 1 hour; write throttle 200.ms, or throttle 2.seconds"
        "delay 5"                           || "3:3: 'delay' needs a time of 1 ms to 1 hour; write delay 200.ms, or delay 2.seconds"
        "delay 5.weeks"                     || "3:3: 'delay' needs a time of 1 ms to 1 hour; write delay 200.ms, or delay 2.seconds"
        "debounce 1.second; delay 1.second" || "3:22: an event has one of debounce, throttle and delay, and this one has 'debounce' already; keep one"
        "retry 6"                           || "3:3: 'retry' needs a number of 1 to 5; write retry 3"
        "history 1001"                      || "3:3: 'history' needs a number of 1 to 1000; write history 50"
        "history"                           || "3:3: event X holds what is no word of an event; an event is made of: input, when, on, to, except, as, name, ack, compress, volatile, debounce, throttle, delay, schedule, retry, history, example"
        "retry '3'"                         || "3:3: 'retry' needs a number of 1 to 5; write retry 3"
        "ack 1.second; delay 1.second"      || "1:7: event X: 'ack' and 'delay' exclude each other: the trigger is answered before clients are asked; keep one"
        "schedule '0 9 * *'"                || "3:3: a schedule has five parts, minute, hour, day of the month, month and day of the week, not '0 9 * *'; write schedule '0 9 * * 1-5', or schedule '0 9 * * 1-5', 'Europe/Berlin'"
        "schedule '0 25 * * *'"             || "3:3: the hour must be 0 to 23, not '25'; write schedule '0 9 * * 1-5', or schedule '0 9 * * 1-5', 'Europe/Berlin'"
        "schedule '0 9 * * *', 'Berlin'"    || "3:3: there is no time zone 'Berlin'; write schedule '0 9 * * 1-5', or schedule '0 9 * * 1-5', 'Europe/Berlin'"
        "schedule time"                     || "3:3: 'schedule' needs times as cron writes them, and perhaps a time zone; write schedule '0 9 * * 1-5', or schedule '0 9 * * 1-5', 'Europe/Berlin'"
        "schedule '0 0 30 2 *'"             || "3:3: this 'schedule' never comes; look at its day and month"
        "schedule '0 9 * * *'; input { Long id }" || "1:7: event X: a schedule gives no inputs, and 'input' asks for 'id'; make it Optional, or give it a default"
        "debonce 200.ms"                    || "3:3: unknown word 'debonce'; did you mean 'debounce'?"
    }
}

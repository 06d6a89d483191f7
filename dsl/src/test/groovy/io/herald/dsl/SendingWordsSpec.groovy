package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventDefinition
import io.herald.engine.model.BroadcastOptions
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

/** How an event is sent, as its script says it. */
class SendingWordsSpec extends Specification {

    private static EventCatalog load(String script) {
        Scripts.EMPTY.apply(["x.groovy": Optional.of(script)], Instant.EPOCH).catalog()
    }

    private static BroadcastOptions options(boolean isVolatile, Duration ack, Boolean compress = null) {
        new BroadcastOptions([] as Set, isVolatile, Optional.ofNullable(ack), Optional.ofNullable(compress))
    }

    @Unroll("#script")
    def "a script says how its event is sent: "(String script, BroadcastOptions expected) {
        given:
        EventCatalog catalog = load(script)
        EventDefinition event = catalog.events().X

        expect:
        catalog.problems() == []
        event.options() == expected
        event.on([:]) == "r"

        where:
        script                                                     || expected
        "event X { on { 'r' } }"                                   || BroadcastOptions.NONE
        "event X { on { 'r' }; volatile }"                         || options(true, null)
        "event X {\n volatile\n on { 'r' }\n}"                     || options(true, null)
        "event X { on { 'r' } volatile }"                          || options(true, null)
        "event X { volatile; on { 'r' }; ack 2.seconds }"          || options(true, Duration.ofSeconds(2))
        "event X { ack 500.milliseconds; on { 'r' } }"             || options(false, Duration.ofMillis(500))
        "event X { on { 'r' }; ack 1.minute }"                     || options(false, Duration.ofMinutes(1))
        "event X < on < 'r' >; volatile; ack 2.seconds >"          || options(true, Duration.ofSeconds(2))
        "event X < on < 'r' > volatile >"                          || options(true, null)
        "event X { on { 'r' }; compress false }"                   || options(false, null, false)
        "event X {\n compress true\n volatile\n on { 'r' }\n}"    || options(true, null, true)
        "event X < on < 'r' >; compress false >"                   || options(false, null, false)
        "event X <\n  volatile\n  on < 'r' >\n>"                   || options(true, null)
    }

    @Unroll("#word")
    def "a time that no client could keep is refused, with its place: "(String word) {
        given:
        EventCatalog catalog = load("event X {\n  on { 'r' }\n  $word\n}")

        expect:
        with(catalog.problems()[0]) {
            message() == "'ack' needs a time of 1 ms to 1 min"
            hint() == "write ack 2.seconds, or ack 500.milliseconds"
            line() == 3
            column() == 3
        }

        where:
        word << ["ack 2", "ack 2.hours", "ack 0.seconds", "ack 61.seconds", "ack(-1.seconds)", "ack '2s'", "ack { 2.seconds }"]
    }

    @Unroll("#word")
    def "compress takes true or false: "(String word) {
        given:
        EventCatalog catalog = load("event X {\n  on { 'r' }\n  $word\n}")

        expect:
        with(catalog.problems()[0]) {
            message() == "'compress' needs true or false"
            hint() == "write compress false, or compress true"
            line() == 3
            column() == 3
        }

        where:
        word << ["compress 1", "compress 'no'", "compress { true }", "compress true, false", "compress()"]
    }

    def "elsewhere volatile is Groovy's word still"() {
        expect:
        load("class Counter { volatile int n = 7 }\nevent X { on { 'r' }; as { [n: new Counter().n] } }").events().X.as([:]) == [n: 7]
    }
}

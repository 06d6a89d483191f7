package io.herald.engine.delivery.socketio

import java.util.concurrent.TimeUnit
import spock.lang.Specification

/** What a client is not sent again. */
class KnownPastSpec extends Specification {

    static final long WHILE = TimeUnit.SECONDS.toNanos(KnownPast.SECONDS)

    KnownPast known = new KnownPast()

    def "a broadcast is known for as long as it may come, whatever else comes to be known"() {
        when:
        known.add(["a", "b"] as Set, -5)
        known.add(["b", "c"] as Set, 10)

        then:
        ["a", "b", "c"].every { known.has(it) }
        !known.has("")

        when:
        boolean isAll = known.forget(-5 + WHILE)

        then: "what was told again is known from then on"
        !isAll
        ["a", "b", "c"].collect { known.has(it) } == [false, true, true]

        and:
        known.forget(10 + WHILE)
        !known.has("b")
    }

    def "of more than can be known the first are forgotten, and what has ended goes without being asked"() {
        given:
        known.add((1..KnownPast.MOST)*.toString() as LinkedHashSet, 0)

        when:
        known.add(["next"] as Set, 1)

        then:
        !known.has("1") && known.has("2") && known.has("next")

        when:
        known.add(["last"] as Set, 1 + WHILE)

        then:
        !known.has("2") && !known.has("next") && known.has("last")
    }
}

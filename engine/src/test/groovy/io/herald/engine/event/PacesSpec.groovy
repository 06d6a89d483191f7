package io.herald.engine.event

import java.util.concurrent.TimeUnit
import spock.lang.Specification

class PacesSpec extends Specification {

    Paces paces = new Paces()
    FixedEvent event = new FixedEvent()
    FixedEvent other = new FixedEvent(name: "Other")

    private void quick(FixedEvent measured, int times) { times.times { paces.measured(measured) { 42 } } }

    /** As long as it says at the least, without a sleep: what takes the time of a thread. */
    private void slow(long millis) {
        paces.measured(event) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)
            while (System.nanoTime() < end) { Thread.onSpinWait() }
        }
    }

    private boolean becomesQuick(FixedEvent measured) { (1..1000).any { quick(measured, 10); paces.isQuick(measured) } }

    def "what was measured a few times is not quick yet, what was quick again and again is"() {
        when:
        quick(event, 50)

        then:
        !paces.isQuick(event)

        expect:
        becomesQuick(event)
        !paces.isQuick(other)
    }

    def "one slow evaluation among quick ones ends it, until enough were quick again"() {
        given:
        assert becomesQuick(event)

        when:
        slow(20)

        then:
        !paces.isQuick(event)
        becomesQuick(event)
    }

    def "what fails takes its time, too, and its failure is told"() {
        when:
        paces.measured(event) { throw new IOException("of the event") }

        then:
        IOException failure = thrown()
        failure.message == "of the event"
    }

    def "what ran into its limits once is never quick"() {
        given:
        assert becomesQuick(event)

        when:
        paces.distrust(event)
        quick(event, 1000)

        then:
        !paces.isQuick(event)
    }

    def "what may wait is never quick, however quick it was"() {
        given:
        assert becomesQuick(event)

        when:
        event.mayWait = true

        then:
        !paces.isQuick(event)
    }

    def "what is not in force any more is forgotten"() {
        given:
        assert becomesQuick(event) && becomesQuick(other)

        when:
        paces.retain([other])

        then:
        !paces.isQuick(event)
        paces.isQuick(other)
    }
}

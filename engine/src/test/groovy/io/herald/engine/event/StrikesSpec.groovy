package io.herald.engine.event

import spock.lang.Specification

class StrikesSpec extends Specification {
    Strikes strikes = new Strikes()
    EventDefinition event = event("1")

    private EventDefinition event(String version) {
        Stub(EventDefinition) {
            name() >> "Endless"
            it.version() >> version
        }
    }

    private List<Boolean> strike(int times) {
        (1..times).collect { strikes.ended(event, true) }
    }

    def "an event that runs into its limits five times in a row is switched off, and that is told once"() {
        expect:
        strike(6) == [false, false, false, false, true, false]
        strikes.isOff(event)
    }

    def "one evaluation within the limits begins the count anew"() {
        given:
        strike(4)

        when:
        strikes.ended(event, false)
        strike(4)

        then:
        !strikes.isOff(event)
    }

    def "a new version of the script is on"() {
        given:
        strike(5)

        expect:
        !strikes.isOff(event("2"))
        !strikes.ended(event("2"), true)
        !strikes.isOff(event("2"))
    }

    def "one that somebody switched off stays off with a new version, and until somebody says so"() {
        when:
        strikes.switchOff("Endless")
        strikes.retain(["Endless", "Other"] as Set)

        then:
        strikes.isOff(event)
        strikes.isOff(event("2"))
        strikes.isOffByHand(event)

        when:
        strikes.ended(event, false)

        then:
        strikes.isOff(event)

        when:
        strikes.forget("Endless")

        then:
        !strikes.isOff(event)
    }

    def "an event is on again when somebody says so, and forgotten when it is gone"() {
        given:
        strike(5)
        strikes.switchOff("Endless")

        when:
        action(strikes)

        then:
        !strikes.isOff(event)

        where:
        action << [{ Strikes it -> it.forget("Endless") }, { Strikes it -> it.retain(["Other"] as Set) }]
    }
}

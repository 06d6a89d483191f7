package io.herald.engine.model

import spock.lang.Specification

class BroadcastSpec extends Specification {

    def "a broadcast without an event is none"() {
        when:
        new Broadcast("1", Namespace.ROOT, "", ["r"] as Set, Payload.of("{}"))

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.contains("no event name")
    }

    def "the rooms of a broadcast keep their order and can't be changed"() {
        given:
        Set<String> rooms = ["b", "a", "c"] as LinkedHashSet

        when:
        Broadcast broadcast = new Broadcast("1", Namespace.ROOT, "X", rooms, Payload.of("{}"))
        rooms << "d"

        then:
        broadcast.rooms().toList() == ["b", "a", "c"]
    }
}

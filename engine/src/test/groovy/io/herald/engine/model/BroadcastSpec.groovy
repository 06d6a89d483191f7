package io.herald.engine.model

import spock.lang.Specification

class BroadcastSpec extends Specification {

    def "a broadcast names at least one room and an event"(String event, Set<String> rooms, String said) {
        when:
        new Broadcast("1", Namespace.ROOT, event, rooms, Payload.of("{}"))

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.contains(said)

        where:
        event | rooms           || said
        "X"   | [] as Set       || "name at least one"
        ""    | ["r"] as Set    || "no event name"
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

package io.herald.dsl

import io.herald.engine.event.EventDefinition
import io.herald.engine.model.Problem
import java.time.Instant
import spock.lang.Specification

/** Which versions of scripts are in force together, step by step. */
class LinkerSpec extends Specification {

    static final String ROOM = 'room chatRoom { id -> "chat.$id" }'
    static final String USER = "event Update { on { chatRoom(id) } }"

    Scripts scripts = Scripts.EMPTY

    private void save(Map<String, String> texts) {
        scripts = scripts.apply(texts.collectEntries { path, text -> [path, Optional.ofNullable(text)] }, Instant.EPOCH)
    }

    private List<String> told() {
        scripts.catalog().problems().collect { Problem it -> it.headline() }
    }

    private List<String> inForce() {
        scripts.catalog().scripts()*.path()
    }

    private String room(String event = "Update") {
        scripts.catalog().require(event).on([id: 7]).toString()
    }

    def "scripts find each other's rooms whatever their order"() {
        when:
        save("a.groovy": USER, "z.groovy": ROOM)

        then:
        told() == []
        room() == "chat.7"
    }

    def "a changed room serves those who use it at once, and they are not compiled again"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)

        when:
        save("rooms.groovy": 'room chatRoom { id -> "talk.$id" }')

        then:
        room() == "talk.7"
        scripts.catalog().scripts()*.loadedAt().unique().size() == 1
    }

    def "a change serves those who use it through others, and leaves the rest as it is bound"() {
        given:
        save("a.groovy": "event Update { on { outer(id) } }", "b.groovy": 'room outer { id -> "o." + inner(id) }',
                "c.groovy": 'room inner { id -> "i.$id" }', "d.groovy": "event Other { on { 'all' } }")
        EventDefinition before = scripts.catalog().require("Update")
        EventDefinition other = scripts.catalog().require("Other")

        when:
        save("c.groovy": 'room inner { id -> "j.$id" }')

        then:
        room() == "o.j.7"
        before.on([id: 7]).toString() == "o.i.7"
        scripts.catalog().require("Other").is(other)
    }

    def "a field that others read through a model of a model can't be taken away behind their back"() {
        given:
        save("a.groovy": "event Update { input { Chat chat }; on { 'all' }; as { chat.owner.name } }",
                "chat.groovy": "model Chat { User owner }", "user.groovy": "model User { String name }")

        when:
        save("user.groovy": "model User { String title }")

        then:
        told().size() == 1
        told()[0].startsWith("user.groovy:1:7: model User has no field 'name', and a.groovy:1:")
    }

    def "a changed model serves events that did not change"() {
        given:
        save("a.groovy": "event Update { input { Chat chat }; on { chat.room } }",
                "chat.groovy": "model Chat { User owner; String room = 'one' }", "user.groovy": "model User { String name = 'Ann' }")

        when:
        save("chat.groovy": "model Chat { User owner; String room = 'two' }")
        EventDefinition event = scripts.catalog().require("Update")

        then:
        event.on(event.inputs([chat: [owner: [:]]])) == "two"
    }

    def "a room that is deleted while an event uses it stays, and its file is told"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)

        when:
        save("rooms.groovy": null)

        then:
        told() == ["rooms.groovy: was deleted, and a.groovy:1:21 uses its room 'chatRoom'; its last good version stays in force; change a.groovy:1:21 first"]
        room() == "chat.7"

        when: "the event no longer needs it"
        save("a.groovy": "event Update { on { 'lobby' } }")

        then:
        told() == []
        inForce() == ["a.groovy"]
        room() == "lobby"
    }

    def "a room that is renamed while an event uses it stays under its name"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)

        when:
        save("rooms.groovy": 'room talkRoom { id -> "talk.$id" }')

        then:
        told() == ["rooms.groovy: no longer declares room 'chatRoom', which a.groovy:1:21 uses; its last good version stays in force; change a.groovy:1:21 first"]
        room() == "chat.7"

        when: "its user follows"
        save("a.groovy": "event Update { on { talkRoom(id) } }")

        then:
        told() == []
        room() == "talk.7"
    }

    def "a room renamed together with its user is in force at once"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)

        when:
        save("rooms.groovy": 'room talkRoom { id -> "talk.$id" }', "a.groovy": "event Update { on { talkRoom(id) } }")

        then:
        told() == []
        room() == "talk.7"
    }

    def "a new use of an unknown name counts against its own file, and others load"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)

        when:
        save("a.groovy": "event Update { on { chatRom(id) } }", "b.groovy": "event Other { on { 'b' } }")

        then:
        told() == ["a.groovy:1:21: unknown room or resource 'chatRom'; did you mean 'chatRoom'?"]
        room() == "chat.7"
        room("Other") == "b"

        when:
        save("a.groovy": USER)

        then:
        told() == []
    }

    def "a name that a script in force has can't be taken by another, wherever it comes in the order"(String newcomer) {
        given:
        save("m.groovy": ROOM)

        when:
        save((newcomer): 'resource chatRoom { c -> c }')

        then:
        told() == ["$newcomer:1:10: resource 'chatRoom' is declared twice: here and at m.groovy:1:6; rename one of them".toString()]
        inForce() == ["m.groovy"]

        where:
        newcomer << ["a.groovy", "z.groovy"]
    }

    def "two new scripts of one name: the later by path is told of both"() {
        when:
        save("a.groovy": "event X { on { 'a' } }", "b.groovy": "\nevent X { on { 'b' } }")

        then:
        told() == ["b.groovy:2:7: event 'X' is declared twice: here and at a.groovy:1:7; rename one of them"]
        room("X") == "a"
    }

    def "a declaration moves between files in one step or in two"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)

        when: "in one"
        save("rooms.groovy": null, "moved.groovy": ROOM)

        then:
        told() == []
        inForce() == ["a.groovy", "moved.groovy"]

        when: "in two: first the copy"
        save("again.groovy": ROOM)

        then:
        told().size() == 1

        when: "then the original goes"
        save("moved.groovy": null)

        then:
        told() == []
        inForce() == ["a.groovy", "again.groovy"]
    }

    def "at the start a broken file is left out, and those who need it are told too"() {
        when:
        save("a.groovy": USER, "b.groovy": "event Other { on { 'b' } }", "rooms.groovy": "room chatRoom { id -> \"chat.\$id\" ")

        then:
        told()*.split(":")*.first() == ["a.groovy", "rooms.groovy"]
        inForce() == ["b.groovy"]

        when:
        save("rooms.groovy": ROOM)

        then:
        told() == []
        inForce() == ["a.groovy", "b.groovy", "rooms.groovy"]
    }

    def "a change of parameters that its users do not follow counts against the room"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)

        when:
        save("rooms.groovy": 'room chatRoom { id, topic -> "chat.$id.$topic" }')

        then:
        told() == ["rooms.groovy:1:6: room chatRoom(id, topic) takes 2 arguments, and a.groovy:1:21 gives 1; change both together"]
        room() == "chat.7"
    }

    def "a broken text that is set back to the version in force leaves no trace"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)
        String before = scripts.catalog().hash()
        save("a.groovy": "event Update {")
        assert told().size() == 1 && scripts.catalog().hash() == before

        when:
        save("a.groovy": USER)

        then:
        told() == []
        scripts.catalog().hash() == before
    }

    def "an evaluation that began on old scripts sees their rooms to its end"() {
        given:
        save("a.groovy": USER, "rooms.groovy": ROOM)
        def old = scripts.catalog().require("Update")

        when:
        save("rooms.groovy": 'room chatRoom { id -> "talk.$id" }')

        then:
        old.on([id: 7]).toString() == "chat.7"
        room() == "talk.7"
    }
}

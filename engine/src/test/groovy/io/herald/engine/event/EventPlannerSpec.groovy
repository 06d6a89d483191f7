package io.herald.engine.event

import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Namespace
import io.herald.engine.model.Room
import io.herald.engine.model.Trigger
import io.herald.engine.model.Violation
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

class EventPlannerSpec extends Specification {

    static final Room CHAT = new Room(new Namespace("/chat"), "chat.42")

    EventPlanner planner = new EventPlanner(EventNaming.AS_WRITTEN, new Limits(
            Limits.DEFAULTS.time(), Limits.DEFAULTS.threads(), 10_000, 1000, 16))

    private Plan plan(EventDefinition event, Map<String, Object> inputs = [:]) {
        planner.plan(event, new Trigger(event.name(), inputs))
    }

    def "blocks take the inputs as the event reads them"() {
        when:
        Plan.Emit plan = plan(new FixedEvent(inputs: { [n: (it.n as int) + 1] }, when: { it.n == 2 }, on: { "r$it.n" }), [n: "1"]) as Plan.Emit

        then:
        plan.rooms() == [new Room("r2")]
        plan.payload().json() == '{"n":2}'
    }

    def "inputs that an event refuses reach none of its blocks"() {
        given:
        BroadcastException refusal = new BroadcastException.InvalidInput("X", (1..5).collect { new Violation("/n$it", "required") })
        Closure untouched = { throw new IllegalStateException() }

        when:
        plan(new FixedEvent(inputs: { throw refusal }, when: untouched, on: untouched, as: untouched))

        then:
        BroadcastException.InvalidInput told = thrown()
        told.message == "the inputs do not fit event X: /n1: required; /n2: required; /n3: required; and 2 more"
        told.violations()*.pointer() == ["/n1", "/n2", "/n3", "/n4", "/n5"]
    }

    @Unroll("#what")
    def "rooms are normalised from"(Object on, List<Room> rooms, String what) {
        expect:
        (plan(new FixedEvent(on: { on })) as Plan.Emit).rooms() == rooms

        where:
        on                                            || rooms                              | what
        "lobby"                                       || [new Room("lobby")]                | "a text"
        CHAT                                          || [CHAT]                             | "a room of another namespace"
        "chat.${42}"                                  || [new Room("chat.42")]              | "a GString"
        ["a", CHAT]                                   || [new Room("a"), CHAT]              | "a list of either"
        ["b", ["a", ["b", [CHAT]]], CHAT]             || [new Room("b"), new Room("a"), CHAT] | "nested lists with duplicates"
        ["a", "b"] as Object[]                        || [new Room("a"), new Room("b")]     | "an array"
        ["a"] as Set                                  || [new Room("a")]                    | "a set"
        (1..10_000).collect { "r$it" }                || (1..10_000).collect { new Room("r$it") } | "ten thousand texts"
    }

    @Unroll("#what")
    def "a script is told what is wrong with its rooms when it gives"(Object on, String said, String what) {
        when:
        plan(new FixedEvent(on: { on }))

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.code() == "script-failed"
        failure.message.contains("the 'on' block of event UpdateChat gave")
        failure.message.contains(said)
        failure.problems()*.file() == ["UpdateChat.groovy"]

        where:
        on                              || said                              | what
        null                            || "gave null"                       | "null"
        ["a", null]                     || "gave null"                       | "null in a list"
        42                              || "gave an Integer"                 | "a number"
        [room: "a"]                     || "gave a LinkedHashMap"            | "a map"
        ""                              || "the illegal room ''"             | "an empty name"
        "x" * 300                       || "at most 128 characters, not 300" | "a name of 300 characters"
        "a\u0007b"                      || "'a\\u0007b'"                     | "a name with a control character"
        (0..10_000).collect { "r$it" }  || "more than 10000 rooms"           | "one room too many"
        selfContaining()                || "more than 16 deep"               | "a list that contains itself"
    }

    @Unroll("#what")
    def "nothing is sent"(FixedEvent event, String reason, String what) {
        expect:
        plan(event) == new Plan.Skip(reason)

        where:
        event                                     || reason     | what
        new FixedEvent(when: { false })           || "when"     | "when the script's condition is false"
        new FixedEvent(on: { [] })                || "no-rooms" | "when there is no room"
        new FixedEvent(on: { [[], [[]]] })        || "no-rooms" | "when nested lists hold no room"
    }

    def "a condition that is false spares the other blocks"() {
        expect:
        plan(new FixedEvent(when: { false }, on: { throw new AssertionError() }, as: { throw new AssertionError() })) ==
                new Plan.Skip("when")
    }

    @Unroll("#what")
    def "a payload is encoded from"(Object as, String json, String what) {
        expect:
        (plan(new FixedEvent(as: { as })) as Plan.Emit).payload().json() == json

        where:
        as                                       || json                                | what
        [id: 42, title: "Hi"]                    || '{"id":42,"title":"Hi"}'            | "a map"
        [1, "a", null, true, 1.5d, 2.50G]        || '[1,"a",null,true,1.5,2.50]'        | "a list of scalars"
        null                                     || 'null'                              | "null"
        "chat ${42}"                             || '"chat 42"'                         | "a GString"
        [title: "a ${1}"]                        || '{"title":"a 1"}'                   | "a GString inside"
        new Point(1, 2)                          || '{"x":1,"y":2}'                     | "a record"
        Instant.EPOCH                            || '"1970-01-01T00:00:00Z"'            | "a time"
        [1: "a"]                                 || '{"1":"a"}'                         | "a map with a number for key"
        "<é\u2028😀>"                            || '"<é\u2028😀>"'                     | "any unicode"
    }

    @Unroll("#what")
    def "a script is told what is wrong with its payload when it holds"(Object as, String said, String what) {
        when:
        plan(new FixedEvent(as: { as }))

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message.startsWith("the 'as' block of event UpdateChat gave what can't be sent as JSON: ")
        failure.message.contains(said)

        where:
        as                                          || said                                | what
        [ratio: Double.NaN]                         || "NaN is no JSON number at /ratio"   | "NaN"
        [a: [1, Float.POSITIVE_INFINITY]]           || "Infinity is no JSON number at /a/1"| "an infinite float"
        [(null): 1]                                 || "Null key"                          | "a key of null"
        deep(200)                                   || "more than 16 levels deep"          | "200 levels"
        selfContaining()                            || "or contains itself"                | "itself"
        new Cyclic()                                || "cycle at /self"                    | "a bean that contains itself"
    }

    def "a payload past its limit is refused as too large"(Object as) {
        when:
        plan(new FixedEvent(as: { as }))

        then:
        BroadcastException.TooLarge failure = thrown()
        failure.code() == "payload-too-large"
        failure.message.contains("1000 bytes")

        where:
        as << ["x" * 999, [a: "x" * 999], [["x" * 5000]], new Point(1, 2).with { p -> (1..200).collect { p } }]
    }

    def "a payload at its limit is sent"() {
        expect:
        (plan(new FixedEvent(as: { "x" * 998 })) as Plan.Emit).payload().bytes() == 1000
    }

    def "inputs are the payload when the script does not say, and the script's name wins over the naming"() {
        when:
        Plan.Emit emit = plan(new FixedEvent(wireName: "chat.updated"), [chat: [id: 1]]) as Plan.Emit

        then:
        emit.name() == "chat.updated"
        emit.payload().json() == '{"chat":{"id":1}}'
    }

    def "rooms of several namespaces become one broadcast each, with one id"() {
        given:
        Plan.Emit emit = plan(new FixedEvent(on: { ["a", CHAT, "b"] })) as Plan.Emit

        expect:
        emit.broadcasts("7").collect { [it.id(), it.namespace().path(), it.rooms().toList()] } ==
                [["7", "/", ["a", "b"]], ["7", "/chat", ["chat.42"]]]
    }

    def "a client in rooms with payloads of their own gets the first's: later broadcasts spare the rooms before"() {
        given:
        Plan.Emit emit = plan(new FixedEvent(on: { ["a", CHAT, "b", "c"] }, as: { it.room }, isPerRoom: true, except: { ["s1"] })) as Plan.Emit

        expect:
        emit.broadcasts("7").collect { [it.namespace().path(), it.rooms().toList(), it.payload().json(), it.options().except()] } == [
                ["/", ["a"], '"a"', ["s1"] as Set],
                ["/chat", ["chat.42"], '"/chat#chat.42"', ["s1"] as Set],
                ["/", ["b"], '"b"', ["s1", "a"] as Set],
                ["/", ["c"], '"c"', ["s1", "a", "b"] as Set]]
    }

    def "a plan is cut to some of its rooms"() {
        given:
        Plan.Emit emit = plan(new FixedEvent(on: { ["a", "b", "c"] }, as: { it.room }, isPerRoom: true)) as Plan.Emit

        expect:
        emit.to([new Room("c"), new Room("a")] as Set).get().parts()*.payload()*.json() == ['"a"', '"c"']
        emit.to([new Room("d")] as Set).isEmpty()
    }

    private static List<Object> selfContaining() {
        List<Object> list = []
        list << list
    }

    private static Object deep(int levels) {
        (1..levels).inject((Object) 1) { inner, level -> [inner] }
    }

    static record Point(int x, int y) {}

    static class Cyclic {
        Cyclic getSelf() { this }
    }
}

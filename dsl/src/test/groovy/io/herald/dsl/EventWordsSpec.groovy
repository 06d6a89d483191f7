package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.event.Plan
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Trigger
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

/** Whom an event reaches and spares, and what each room gets, as its script says it. */
class EventWordsSpec extends Specification {

    private static final String ROOMS = '''
        room chatRoom { id -> "chat.$id" }
        room staffRoom { id -> namespace '/staff'; "chat.$id" }
    '''

    private static EventCatalog load(String script) {
        Scripts.EMPTY.apply(["x.groovy": Optional.of(ROOMS.stripIndent() + script)], Instant.EPOCH).catalog()
    }

    private static Plan plan(String script, Map<String, Object> inputs = [id: 7, by: "s1"]) {
        EventCatalog catalog = load(script)
        assert catalog.problems() == []
        new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS).plan(catalog.require("X"), new Trigger("X", inputs))
    }

    @Unroll("#script")
    def "an event goes to rooms of several namespaces, and to sockets: "(String script, List<String> rooms) {
        expect:
        (plan(script) as Plan.Emit).rooms()*.toString() == rooms

        where:
        script                                                                || rooms
        "event X { on { [chatRoom(id), staffRoom(id)] } }"                    || ["chat.7", "/staff#chat.7"]
        "event X { on { 'a' }; to sockets { by } }"                           || ["a", "s1"]
        "event X { to sockets { [by, ['s2']] } }"                             || ["s1", "s2"]
        "event X { to sockets('/staff') { by }; on { chatRoom(id) } }"        || ["chat.7", "/staff#s1"]
        "event X < to sockets < by >; on < chatRoom(id) > >"                  || ["chat.7", "s1"]
        "event X <\n  on < chatRoom(id) >\n  to sockets < [by] >\n>"          || ["chat.7", "s1"]
    }

    @Unroll("#script")
    def "an event spares whom its script names: "(String script, List<String> except) {
        expect:
        (plan(script) as Plan.Emit).options().except() == except as Set

        where:
        script                                                    || except
        "event X { on { 'a' }; except { by } }"                   || ["s1"]
        "event X { on { 'a' }; except { [by, [chatRoom(id)]] } }" || ["s1", "chat.7"]
        "event X { on { 'a' }; except { null } }"                 || []
        "event X < on < 'a' > except < by > >"                    || ["s1"]
    }

    def "each room gets a payload of its own, and sees itself as 'on' gave it"() {
        when:
        Plan.Emit plan = plan('''
            event X {
                on { [staffRoom(id), chatRoom(id), 'lobby'] }
                as { room -> [full: room == staffRoom(id), lobby: room == 'lobby', said: "to $room", id: id] }
            }''') as Plan.Emit

        then:
        plan.parts()*.payload()*.json() == [
                '{"full":true,"lobby":false,"said":"to /staff#chat.7","id":7}',
                '{"full":false,"lobby":false,"said":"to chat.7","id":7}',
                '{"full":false,"lobby":true,"said":"to lobby","id":7}']
    }

    @Unroll("#script")
    def "a mistake is told with its place: "(String script, String headline) {
        expect:
        load(script).problems()*.headline() == ["x.groovy:4:" + headline]

        where:
        script                                           || headline
        "event X { on { 'a' }; to rooms { 'b' } }"       || "23: 'to' needs 'sockets' and one block; write to sockets { … }"
        "event X { on { 'a' }; to sockets }"             || "23: 'to' needs 'sockets' and one block; write to sockets { … }"
        "event X { on { 'a' }; to sockets('c') { 'b' } }" || "23: namespace must start with '/' and be at most 128 printable characters without ',' or '?', not 'c'; write to sockets('/chat') { … }"
        "event X { on { 'a' }; except { 's' }; except { 't' } }" || "39: event X has two 'except' blocks; keep one"
        "event X { on { x -> 'a' } }"                    || "11: 'on' takes no parameter: it sees the trigger's inputs by their names; write on { … }"
        "event X { on { 'a' }; as { a, b -> a } }"       || "23: 'as' takes the room and nothing else; write as { … }, or as { room -> … }"
        "event X { on { 'a' }; exept { 'b' } }"          || "23: unknown word 'exept'; did you mean 'except'?"
        "event X { on { 'a' }; name 'disconnect' }"      || "23: clients can't hear of an event called 'disconnect', which means something to Socket.IO itself; choose another"
        "event connect { on { 'a' } }"                   || "7: clients can't hear of an event called 'connect', which means something to Socket.IO itself; choose another, or give it one for clients: name 'user.connected'"
        "event X { as { 1 } }"                           || "7: event X has no 'on' block; say to which rooms it goes: on { … }"
    }

    @Unroll("#script")
    def "a block is told what it can't give: "(String script, String said) {
        when:
        plan(script)

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message == said
        failure.problems()[0].line() == 4

        where:
        script                                         || said
        "event X { to sockets { id } }"                || "the 'to sockets' block of event X gave an Integer"
        "event X { to sockets { [by, [chatRoom(id)].find()] } }" || "the 'to sockets' block of event X gave a Room"
        "event X { on { 'a' }; except { id } }"        || "the 'except' block of event X gave an Integer"
        "event X { on { 'a' }; except { (1..1001).collect { i -> \"s\$i\" } } }" || "the 'except' block of event X and the trigger name 1001 sockets and rooms, over the 1000 allowed"
        "event X { on { (1..101).collect { i -> \"r\$i\" } }; as { room -> 1 } }" || "the 'as' block of event X makes a payload for each of 101 rooms, over the 100 allowed"
    }
}

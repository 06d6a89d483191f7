package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventDefinition
import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.event.Plan
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Problem
import io.herald.engine.model.Trigger
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

class ScriptsSpec extends Specification {

    static final String ROOMS = '''
        room chatRoom { id -> join anyone; "chat.$id" }
        room lobby { 'lobby' }
        room side { Long id -> namespace '/side'; "side.$id" }
        resource ChatResource { chat -> [id: chat.id, title: chat.title] }
        resource PostResource { post -> [id: post.id, chat: ChatResource(post.chat), replies: PostResource(post.replies)] }
    '''.stripIndent()

    private static Scripts scripts(Map<String, String> texts, Scripts before = Scripts.EMPTY) {
        before.apply(texts.collectEntries { path, text -> [path, Optional.ofNullable(text)] }, Instant.EPOCH)
    }

    private static Object planned(Scripts scripts, String event, Map<String, Object> inputs) {
        EventDefinition definition = scripts.catalog().require(event)
        Plan plan = new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS).plan(definition, new Trigger(event, inputs))
        plan instanceof Plan.Emit ? [plan.rooms()*.toString(), plan.payload().json()] : plan
    }

    @Unroll("#script")
    def "a script is understood"(String script, List<String> rooms, String json) {
        given:
        Scripts scripts = scripts("rooms.groovy": ROOMS, "x.groovy": script)

        expect:
        scripts.catalog().problems() == []
        planned(scripts, "X", [chat: [id: 42, title: "Hi", members: [[id: 1], [id: 2]]], n: 3]) == [rooms, json]

        where:
        script || rooms | json
        "event X { on { chatRoom(chat.id) }; as { ChatResource(chat) } }" || ["chat.42"] | '{"id":42,"title":"Hi"}'
        "event X < on < chatRoom(chat.id) >; as < ChatResource(chat) > >" || ["chat.42"] | '{"id":42,"title":"Hi"}'
        "event X {\n    on { 'a' }\n    as { n }\n}" || ["a"] | '3'
        "event X <\n    on < 'a' >\n    as < n >\n>" || ["a"] | '3'
        "event X { as { n }\n on { ['a', ['b', lobby()]] } }" || ["a", "b", "lobby"] | '3'
        "event X { on { 'a' } as { n } }" || ["a"] | '3'
        "event X < on < 'a' > as < n > >" || ["a"] | '3'
        "event X { on { side(n) }\n as {\n [big: n > 2, shifted: n >> 1, less: n < 4] } }" || ["/side#side.3"] | '{"big":true,"shifted":1,"less":true}'
        "event X < on < side(n) >; as < [big: (n > 2), shifted: n >> 1, less: n < 4] > >" || ["/side#side.3"] | '{"big":true,"shifted":1,"less":true}'
        "event X < on < n > 2 ? 'more' : 'less' >; as < n < 4 && n > 1 > >" || ["more"] | 'true'
        "event X { on 'a'; as ChatResource(chat) }" || ["a"] | '{"id":42,"title":"Hi"}'
        "event X { on { chat.members.collect { chatRoom(it.id) } }; as { chat.members*.id } }" || ["chat.1", "chat.2"] | '[1,2]'
        "event X < on < chat.members.collect { m -> chatRoom(m.id) } >; as < List<Integer> l = chat.members*.id; l > >" || ["chat.1", "chat.2"] | '[1,2]'
        "event X { on { 'a' }; as { ChatResource(chat.members) } }" || ["a"] | '[{"id":1,"title":null},{"id":2,"title":null}]'
        "event X { on { 'a' }; as { PostResource([id: 1, chat: chat, replies: [[id: 2]]]) } }" || ["a"] | '{"id":1,"chat":{"id":42,"title":"Hi"},"replies":[{"id":2,"chat":null,"replies":null}]}'
        "def slug(s) { s.toLowerCase() }\nfinal MAX = 5\nevent X { on { slug(chat.title) }; as { [max: MAX, n: n] } }" || ["hi"] | '{"max":5,"n":3}'
        "int twice(int i) { i * 2 }\ndef room(c) { chatRoom(c.id) }\nevent X { on { room(chat) }; as { twice(n) } }" || ["chat.42"] | '6'
        "event X { on { 'a' }; as { def f = { it + 1 }; f(n) } }" || ["a"] | '4'
        "event X { on { \"a.\${chat.id}\" }; as { \"<\${chat.title}> > \${n > 2 ? 'y' : 'n'}\" } }" || ["a.42"] | '"<Hi> > y"'
        "event X < on < \"a.\${chat.id > 3 ? 1 : 2}\" >; as < /a>b/ + 'x>' + \"\"\">\"\"\" > > // >" || ["a.1"] | '"a>bx>>"'
        "class P { int a = 1; String b = 'x' }\nevent X { on { 'a' }; as { new P() } }" || ["a"] | '{"a":1,"b":"x"}'
        "event X { on { 'a' } }" || ["a"] | '{"chat":{"id":42,"title":"Hi","members":[{"id":1},{"id":2}]},"n":3}'
        "event X { when { n > 2 }; on { 'a' }; as { chat?.owner?.name } }" || ["a"] | 'null'
    }

    def "an input may be named as the file that uses it"() {
        expect:
        planned(scripts("chat.groovy": "event X { on { 'a' }; as { chat.id } }"), "X", [chat: [id: 42]]) == [["a"], "42"]
    }

    def "a condition that is false skips, by Groovy's truth"() {
        expect:
        planned(scripts("x.groovy": "event X { when { list }; on { 'a' } }"), "X", [list: []]) == new Plan.Skip("when")
    }

    @Unroll("#script")
    def "a script's problem is told with its place"(String script, int line, int column, String message, String hint) {
        when:
        List<Problem> problems = scripts("rooms.groovy": ROOMS, "x.groovy": script).catalog().problems()

        then:
        problems.size() == 1
        with(problems[0]) {
            it.file() == "x.groovy"
            it.message().contains(message)
            it.hint() == hint
            [it.line(), it.column()] == [line, column]
        }

        where:
        script || line | column | message | hint
        "event X {\n    on { chatRoomm(chat.id) }\n}" || 2 | 10 | "unknown room or resource 'chatRoomm'" | "did you mean 'chatRoom'?"
        "event X < on < chatRoomm(chat.id) > >" || 1 | 16 | "unknown room or resource 'chatRoomm'" | "did you mean 'chatRoom'?"
        "event X { on { chatRoom() } }" || 1 | 16 | "room chatRoom(id) takes 1 argument, not 0" | "it is declared at rooms.groovy:2:10"
        "event X { as { 1 } }" || 1 | 7 | "event X has no 'on' block" | "say to which rooms it goes: on { … }"
        "event X { on { 'a' }; az { 1 } }" || 1 | 23 | "unknown word 'az'" | "did you mean 'as'?"
        "event X { on { 'a' }; on { 'b' } }" || 1 | 23 | "two 'on' blocks" | "keep one"
        "evnt X { on { 'a' } }" || 1 | 1 | "unknown word 'evnt'" | "did you mean 'event'?"
        "event X { on { chatRoom(chat.id } }" || 1 | 32 | "missing ')'" | ""
        "event X < on < 'a' >" || 1 | 9 | "this '<' is never closed" | "add a '>' where the block ends"
        "@Grab('a:b:1')\nevent X { on { 'a' } }" || 1 | 2 | "the annotation @Grab is not allowed" | "take it away"
        "room r { one -> \"r.\$id\" }" || 1 | 21 | "unknown name 'id'" | "inputs are seen in the blocks of events: elsewhere take what you need as a parameter"
        "import groovy.transform.ASTTest as Override\n@Override def f() { 1 }" || 1 | 1 | "'Override' can't be the name of something else" | "import it under another name"
        "final MAX = 1\nevent X { on { MAX = 2; 'a' } }" || 2 | 16 | "'MAX' is a constant" | "use a variable of the block"
        "event X { on { y = 2; 'a' } }" || 1 | 16 | "'y' is assigned and was never declared" | "write def y = …"
        "final Y = [1].get(7)\nevent X { on { 'a' } }" || 1 | 1 | "failed while it was loaded: " | ""
        "throw new IllegalStateException('no')" || 1 | 1 | "failed while it was loaded: no" | ""
        "event X { on { 42.nope() } }" || 1 | 19 | "has no method 'nope'" | "what scripts may touch is told in docs/scripts.md"
        "room r { }" || 1 | 6 | "room r does not say its name" | "let the block end with it: room r { id -> \"r.\$id\" }"
        "event X { on { 'a' } }\nevent X { on { 'b' } }" || 2 | 7 | "event 'X' is declared twice: here and at x.groovy:1:7" | "rename one of them"
        "room lobby { 'x' }" || 1 | 6 | "room 'lobby' is declared twice: here and at rooms.groovy:3:10" | "rename one of them"
    }

    @Unroll("#script")
    def "what a block throws is told in its author's words, with its line"(String script, String message, int line) {
        when:
        planned(scripts("rooms.groovy": ROOMS, "x.groovy": script), "X", [chat: [id: 42, title: null]])

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message.contains(message)
        !failure.message.contains("io.herald")
        failure.problems()[0].line() == line

        where:
        script || message | line
        "event X {\n on { 'a' }\n as { chatt.id }\n}" || "the 'as' block of event X needs the input 'chatt', and the trigger gave chat" | 3
        "event X {\n on { 'a' }\n as { chat.title.length() }\n}" || "the 'as' block of event X failed: can't call 'length' on null" | 3
        "event X {\n on { 'a' }\n as {\n  chat.title.size\n }\n}" || "can't read 'size' of null" | 4
        "event X {\n on { 'a' }\n as { chat.id.take(1) }\n}" || "Integer has no method 'take'" | 3
        "event X {\n on { side(chat.id + 'x') }\n}" || "'id' must be a Long, not the text '42x'" | 4
        "def f(x) { f(x) }\nevent X { on { f(1) } }" || "it calls itself without end" | 1
        "event X { on { 'a' }; as { [f: { -> 1 }.curry()] } }" || "closure" | 1
    }
}

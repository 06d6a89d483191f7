package io.herald.dsl

import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Problem
import java.time.Instant
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll

/** Models and typed inputs as scripts declare them: what is understood, and what is told when something is wrong. */
@Timeout(60)
class ModelSpec extends Specification {

    static final String MODELS = '''
        model Status { oneOf 'open', 'closed' }
        model Message { String text; String author = 'nobody'; Optional<Message> answered }
        model Chat { Long id; String title; List<Message> messages; Map<String, Message> byName; Optional<Status> status; unknown keep }
        model Room { Long id; List<List<Chat>> chats; Map any }
    '''.stripIndent()

    Scripts scripts = Scripts.EMPTY

    private void save(Map<String, String> texts) {
        scripts = scripts.apply(texts.collectEntries { path, text -> [path, Optional.ofNullable(text)] }, Instant.EPOCH)
    }

    private List<String> told() {
        scripts.catalog().problems().collect { Problem it -> it.headline() }
    }

    private List<String> violations(Map<String, Object> inputs) {
        try {
            scripts.catalog().require("X").inputs(inputs)
            []
        } catch (BroadcastException.InvalidInput e) {
            e.violations()*.toString()
        }
    }

    @Unroll("#script")
    def "a model is understood in every notation"(String script) {
        when:
        save("x.groovy": script)

        then:
        told() == []
        violations([chat: [id: 1, tags: ["a"], note: null]]) == []
        violations([chat: [id: "x", tags: [1]], by: 2]) == ['/chat/id: expected Long, got "x"', '/chat/tags/0: expected String, got 1', '/by: expected String, got 2']

        where:
        script << [
                "model Chat { Long id; List<String> tags; Optional<String> note }\nevent X { input { Chat chat; String by = 'me' }; on { 'a' } }",
                "model Chat < Long id; List<String> tags; Optional<String> note >\nevent X < input < Chat chat; String by = 'me' >; on < 'a' > >",
                "model Chat <\n  Long id\n  List<String> tags\n  Optional<String> note\n>\nevent X <\n  input < Chat chat\n String by = 'me' >\n  on < 'a' >\n>",
                "model Chat < Long id; Optional<String> note; List<String> tags > ; event X < on < 'a' > input < Chat chat; String by = 'me' > as < chat.id > >",
                "model Chat\n{\n  Long id // its number\n\n  List<String> tags = []\n  Optional<String> note = 'none'\n}\nevent X {\n  on { 'a' }\n  input {\n    Chat chat\n    String by = 'me'\n  }\n}",
                "event X { input { Chat chat; String by = \"me\" }; on { chat.note } }\nmodel Chat { Long id; List<String> tags, more = []; Optional<String> note }"]
    }

    @Unroll("#script")
    def "a problem of a model or an input is told with its place"(String script, String problem) {
        when:
        save("models.groovy": MODELS, "x.groovy": script)

        then:
        told() == ["x.groovy:" + problem]

        where:
        script || problem
        "model M { Lnog id }" || "1:11: unknown type 'Lnog'; did you mean 'Long'?"
        "model M <\n  List<Mesage> all\n>" || "2:8: unknown type 'Mesage'; did you mean 'Message'?"
        "event X < input < Chta chat >; on < 'a' > >" || "1:19: unknown type 'Chta'; did you mean 'Chat'?"
        "model M { Set<String> all }" || "1:11: 'Set' takes no types in < >; types that do: List, Map, Optional"
        "model M { Zebra z }" || "1:11: unknown type 'Zebra'; no script declares it"
        "model M { string text }" || "1:11: model M holds what is no field; did you mean 'String'?"
        "model M { text }" || "1:11: model M holds what is no field; write TYPE NAME, or TYPE NAME = DEFAULT"
        "model M { String[] all }" || "1:11: a field can't be an array; write List<String>"
        "model M { Map<String> all }" || "1:11: 'Map' takes two types in < >; write Map<String, …>"
        "model M { Map<Long, String> all }" || "1:11: the keys of a Map are texts; write Map<String, …>"
        "model M { Long id; String id }" || "1:27: model M has two fields 'id'; keep one"
        "model M { Long id }\nmodel M { Long id }" || "2:7: model 'M' is declared twice: here and at x.groovy:1:7; rename one of them"
        "model Chat { Long id }" || "1:7: model 'Chat' is declared twice: here and at models.groovy:4:11; rename one of them"
        "model Long { String s }" || "1:7: a model can't be named 'Long': that is a type already; give it another name"
        "model List < String s >" || "1:7: a model can't be named 'List': that is a type already; give it another name"
        "model chat { String s }" || "1:7: the name of a model begins with a capital letter, not as 'chat'; rename it"
        "model M { }" || "1:7: model M has no fields; write model M { Long id; String title }"
        "model M" || "1:1: 'model' needs a name and one block; write model NAME { … }, the name made of letters, digits and '_'"
        "model M { Long id = 'x' }" || "1:21: the default of 'id' does not fit: expected Long, got \"x\""
        "model M {\n  Status s = 'shut'\n}" || "2:14: the default of 's' does not fit: expected one of 'open', 'closed', got \"shut\""
        "model M { Message m = 'x' }" || "1:23: the default of 'm' does not fit: expected Message, got \"x\""
        "model M { List<Long> l = [1, true] }" || "1:26: the default of 'l' does not fit: expected Long, got true"
        "model M { Instant at = Instant.now() }" || "1:24: a default must be a constant; write a text, a number, true, false, null or a list of them; [:] for a Map"
        "model M { M m = [:] }" || "1:17: a default must be a constant; write a text, a number, true, false, null or a list of them; [:] for a Map"
        "model M { List<M> all = [[:]] }" || "1:26: a default must be a constant; write a text, a number, true, false, null or a list of them; [:] for a Map"
        "model M { List<M> all = ['x'] }" || "1:25: the default of 'all' does not fit: expected M, got \"x\""
        "model M { M m }" || "1:11: model M never ends: M needs M; write Optional<M> or List<M>"
        "model A { Long id; B b }\nmodel B { C c }\nmodel C { A a }" || "1:20: model A never ends: A needs B needs C needs A; write Optional<B> or List<B>"
        "model A { B b }\nmodel B { Chat chat; D d }\nmodel D { B b }" || "2:22: model B never ends: B needs D needs B; write Optional<D> or List<D>"
        "model S { oneOf }" || "1:11: model S holds what is no field; write TYPE NAME, or TYPE NAME = DEFAULT"
        "model S { oneOf 'a', 2 }" || "1:22: 'oneOf' takes texts; write oneOf 'open', 'closed'"
        "model M { Long id; unknown drop }" || "1:20: model M holds what is no field; write unknown keep"
        "event X { input { Long n; Long n }; on { 'a' } }" || "1:32: the 'input' block of event X has two fields 'n'; keep one"
        "event X { input { Long n }; input { Long m }; on { 'a' } }" || "1:29: event X has two 'input' blocks; keep one"
        "event X { input 'n'; on { 'a' } }" || "1:11: 'input' needs one block; write input { TYPE NAME }"
        "event X { input { Long n }; on { m } }" || "1:34: unknown name 'm'; did you mean 'n'?"
        "event X { input { Chat chat }; on { chatt.id } }" || "1:37: unknown name 'chatt'; did you mean 'chat'?"
        "event X { input { }; on { whatever } }" || "1:27: unknown name 'whatever'; add it to the 'input' block of the event"
        "modle M { Long id }" || "1:1: unknown word 'modle'; did you mean 'model'?"
        "event X { inptu { Long n }; on { 'a' } }" || "1:11: unknown word 'inptu'; did you mean 'input'?"
    }

    @Unroll("#code")
    def "a property that no model has is told"(String code, String problem) {
        when:
        save("models.groovy": MODELS, "x.groovy": "event X {\n  input { Message message; Chat chat; Room room; Optional<Message> maybe }\n  on { 'a' }\n  as { $code }\n}".toString())

        then:
        told() == (problem.isEmpty() ? [] : ["x.groovy:4:" + problem])

        where:
        code || problem
        "message.text" || ""
        "message.txt" || "16: model Message has no field 'txt'; did you mean 'text'?"
        "message?.txt" || "17: model Message has no field 'txt'; did you mean 'text'?"
        "message.txt.size()" || "16: model Message has no field 'txt'; did you mean 'text'?"
        "[1, \"it is \$message.txt\"]" || "27: model Message has no field 'txt'; did you mean 'text'?"
        "[1].collect { message.txt }" || "30: model Message has no field 'txt'; did you mean 'text'?"
        "message.answered.answered.txt" || "34: model Message has no field 'txt'; did you mean 'text'?"
        "maybe?.answered?.nothing" || "25: model Message has no field 'nothing'; add it to the model"
        "chat.messages.txt" || "22: model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages*.txt" || "23: model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.text.empty" || ""
        "room.chats.messages.empty" || ""
        "room.chats.messages.txt" || "28: model Message has no field 'txt'; did you mean 'text'?"
        "chat.byName.ann.txt" || "24: model Message has no field 'txt'; did you mean 'text'?"
        "room.any.thing.at.all" || ""
        "chat.kept.because.told" || ""
        "chat.messages[0].txt" || "25: model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.collect { it.txt }" || "35: model Message has no field 'txt'; did you mean 'text'?"
        "room.title" || "13: model Room has no field 'title'; add it to the model"
        "def message = [:]; message.txt" || ""
    }

    def "a model may live in another file, whatever the order"() {
        when:
        save("a.groovy": "event X { input { Chat chat }; on { chat.title } }", "b.groovy": "model Chat { String title; Optional<Owner> owner }", "c.groovy": "model Owner { String name }")

        then:
        told() == []
        scripts.catalog().scripts()*.models() == [[], ["Chat"], ["Owner"]]
        violations([chat: [title: "t", owner: [name: 1]]]) == ['/chat/owner/name: expected String, got 1']
    }

    def "a changed model serves those who use it at once"() {
        given:
        save("a.groovy": "event X { input { Chat chat }; on { 'a' } }", "b.groovy": "model Chat { Long id }")

        when:
        save("b.groovy": "model Chat { String id; String title }")

        then:
        told() == []
        violations([chat: [id: 1]]) == ["/chat/id: expected String, got 1", "/chat/title: required"]
    }

    @Unroll("#change: #problem")
    def "a change that breaks those who use a model counts against its file, and the model stays as it was"(Map<String, String> change, String problem) {
        given:
        save("a.groovy": "event X { input { Chat chat }; on { chat.owner.name } }", "b.groovy": "model Chat { Owner owner; State state = 'on' }", "c.groovy": "model Owner { String name }", "d.groovy": "model State { oneOf 'on', 'off' }")

        when:
        save(change)

        then:
        told() == [problem]
        violations([chat: [owner: [name: 1]]]) == ["/chat/owner/name: expected String, got 1"]

        where:
        change || problem
        ["c.groovy": null] || "c.groovy: was deleted, and b.groovy:1:14 uses its model 'Owner'; its last good version stays in force; change b.groovy:1:14 first"
        ["c.groovy": "model Person { String name }"] || "c.groovy: no longer declares model 'Owner', which b.groovy:1:14 uses; its last good version stays in force; change b.groovy:1:14 first"
        ["c.groovy": "model Owner { String label }"] || "c.groovy:1:7: model Owner has no field 'name', and a.groovy:1:48 needs it; change both together"
        ["b.groovy": "model Chat { Lnog owner }"] || "b.groovy:1:14: unknown type 'Lnog'; did you mean 'Long'?"
        ["c.groovy": "model Owner { String name; Chat chat }"] || "c.groovy:1:28: model Owner never ends: Owner needs Chat needs Owner; write Optional<Chat> or List<Chat>"
        ["d.groovy": "model State { oneOf 'yes', 'no' }"] || "d.groovy:1:7: the default of 'state' does not fit: expected one of 'yes', 'no', got \"on\", and b.groovy:1:41 needs it; change both together"
    }

    def "whatever is saved in whatever order, what is in force goes together"(int seed) {
        given:
        Random random = new Random(seed)
        List<String> pool = [
                "model A { Long id }", "model A { B b }", "model A { Optional<A> a; String s = 'x' }", "model B { A a }", "model B { oneOf 'x', 'y' }",
                "model B { String t }", "model A { Long id }\nmodel B { B b }", "event X { input { A a }; on { a.id } }", "event X { input { A a }; on { a.b.t } }",
                "event X { input { B b = 'x' }; on { b } }", "event X { input { List<A> all; B b }; on { all.a.s } }", "room A { id -> 'a' }", "model A {", ""]

        when:
        Map<String, String> texts = [:]
        40.times {
            Map<String, String> change = (1..1 + random.nextInt(3)).collectEntries { ["${random.nextInt(4)}.groovy".toString(), random.nextInt(5) ? pool[random.nextInt(pool.size())] : null] }
            texts += change.collectEntries { path, text -> [path + ScriptCompiler.version(text ?: ""), text] }
            save(change)
        }
        Map<String, String> inForce = scripts.catalog().scripts().collectEntries { [it.path(), texts[it.path() + it.version()]] }
        Scripts afresh = Scripts.EMPTY.apply(inForce.collectEntries { path, text -> [path, Optional.of(text ?: "")] }, Instant.EPOCH)

        then:
        afresh.catalog().problems() == []
        afresh.catalog().events().keySet() == scripts.catalog().events().keySet()

        where:
        seed << (1..20)
    }

    def "a room, a resource and an event may be named as a model"() {
        when:
        save("a.groovy": "model X { Long id }\nresource X { x -> [id: x.id] }\nevent X { input { X x }; on { 'a' }; as { X(x) } }")

        then:
        told() == []
        scripts.catalog().require("X").as(scripts.catalog().require("X").inputs([x: [id: 1]])) == [id: 1L]
    }
}

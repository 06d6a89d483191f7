package io.herald.dsl

import io.herald.engine.model.BroadcastException
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

/** What is known of types before a script runs, in code of all kinds: every mistake is told at its place, and what may be right is let pass. */
class TypeFlowSpec extends Specification {

    static final String SHARED = '''
        model State { oneOf 'open', 'closed' }
        model Person { Long id; String name }
        model Message { Long id; String text; Optional<Person> author; List<Message> replies; List<String> tags }
        model Chat { Long id; String title; State state; Optional<Person> owner; List<Message> messages; Map<String, Person> byRole; Instant at; Map any; Object odd }
        room chatRoom { Long id -> "chat.$id" }
        room roomOf { Chat chat -> "chat.$chat.id" }
        resource PersonResource { Person person -> [id: person.id, name: person.name] }
        resource ChatResource { Chat chat -> [id: chat.id, owner: PersonResource(chat.owner)] }
    '''.stripIndent()

    private static List<String> told(String script) {
        Scripts.EMPTY.apply(["shared.groovy": Optional.of(SHARED), "x.groovy": Optional.of(script)], Instant.EPOCH)
                .catalog().problems()*.headline()
    }

    def "all that is wrong with a file is told together, and so is what is wrong with the others"() {
        expect:
        Scripts.EMPTY.apply([
                "shared.groovy": Optional.of(SHARED),
                "a.groovy"     : Optional.of("event A {\n  input { Chat chat }\n  az { 1 }\n  when { System.exit(1) }\n  on { chatRom(chat.idd) }\n  as { Foo x = chatt; new Nope(); chatRoom('x') }\n}\nroom a { id -> 'a' }"),
                "b.groovy"     : Optional.of("event B { on { a() } }\nmodel B { Lnog id }\nroom b { -> chat.id }"),
                "c.groovy"     : Optional.of("event C { on { 'c' } }}"),
        ], Instant.EPOCH).catalog().problems()*.headline() == [
                "a.groovy:3:3: unknown word 'az'; did you mean 'as'?",
                "a.groovy:4:17: the class System is not allowed in scripts; what scripts may touch is told in docs/scripts.md",
                "a.groovy:5:8: unknown room or resource 'chatRom'; did you mean 'chatRoom'?",
                "a.groovy:5:21: model Chat has no field 'idd'; did you mean 'id'?",
                "a.groovy:6:8: unknown type 'Foo'; no script declares it",
                "a.groovy:6:16: unknown name 'chatt'; did you mean 'chat'?",
                "a.groovy:6:23: unable to resolve class Nope; a model is no class for 'as', 'instanceof' or 'new': declare what is a model, as in 'Chat chat = …', and write a map for a new one",
                "a.groovy:6:44: room chatRoom(id): 'id' must be a Long, not the text 'x'; it is declared at shared.groovy:6:10",
                "b.groovy:1:16: room a(id) takes 1 argument, not 0; it is declared at a.groovy:8:6",
                "b.groovy:2:11: unknown type 'Lnog'; did you mean 'Long'?",
                "b.groovy:3:13: unknown name 'chat'; inputs are seen in the blocks of events: elsewhere take what you need as a parameter",
                "c.groovy:1:23: unexpected '}'",
        ]
    }

    private static String event(String code) {
        "event X {\n  input { Chat chat; List<Chat> chats }\n  on { 'a' }\n  as { $code }\n}"
    }

    private static String angles(String code) {
        "event X <\n  input < Chat chat; List<Chat> chats >\n  on < 'a' >\n  as < $code >\n>"
    }

    @Unroll("#script")
    def "what takes a model is held to its fields, in both notations"(String script, String problem) {
        expect:
        told(script) == ["x.groovy:$problem".toString()]

        where:
        script || problem
        'room r { Chat chat -> "chat.$chat.idd" }' || "1:34: model Chat has no field 'idd'; did you mean 'id'?"
        'room r < Chat chat -> "chat.$chat.idd" >' || "1:34: model Chat has no field 'idd'; did you mean 'id'?"
        "room r { Chat chat -> join { user, c -> c.titel }; 'a' }" || "1:43: model Chat has no field 'titel'; did you mean 'title'?"
        "room r { Chat chat -> presence { user, Chat c -> [id: c.titel] }; 'a' }" || "1:57: model Chat has no field 'titel'; did you mean 'title'?"
        "resource R { Chat chat -> [title: chat.titel] }" || "1:40: model Chat has no field 'titel'; did you mean 'title'?"
        "resource R < Chat chat -> [title: chat.titel] >" || "1:40: model Chat has no field 'titel'; did you mean 'title'?"
        "resource R { Person p, List<Chat> chats -> [title: chats.collect { it.titel }] }" || "1:71: model Chat has no field 'titel'; did you mean 'title'?"
        "resource R { Map<String, Person> people -> [a: people.ann.nam] }" || "1:59: model Person has no field 'nam'; did you mean 'name'?"
        "def title(Chat chat) { chat.titel }" || "1:29: model Chat has no field 'titel'; did you mean 'title'?"
        "def title(List<Chat> all) { all*.titel }" || "1:34: model Chat has no field 'titel'; did you mean 'title'?"
        "Chat same(Chat chat) { chat }\ndef title(x) { same(x).titel }" || "2:24: model Chat has no field 'titel'; did you mean 'title'?"
        "class P { def title(Chat chat) { 1 } }\nresource R { Caht c -> 1 }" || "2:14: unknown type 'Caht'; did you mean 'Chat'?"
        "def f(Foo x) { 1 }" || "1:7: unknown type 'Foo'; no script declares it"
        "Foo f() { 1 }" || "1:1: unknown type 'Foo'; no script declares it"
        "resource R { List<Foo> x -> 1 }" || "1:19: unknown type 'Foo'; no script declares it"
        "def f(Thread x) { 1 }" || "1:7: the class Thread is not allowed in scripts; what scripts may touch is told in docs/scripts.md"
    }

    @Unroll("#code")
    def "a mistake in a block of typed inputs is told"(String code, String at, String problem) {
        expect:
        told(event(code)) == ["x.groovy:4:${8 + code.lastIndexOf(at)}: $problem".toString()]
        told(angles(code)) == told(event(code))

        where:
        code | at || problem
        "def x = chat.owner; x.nam" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "def x = chat; def y = x?.owner; y?.nam" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "chat.messages[0].txt" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages[-1].txt" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.first().txt" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.find { it.text }?.txt" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.find { it.txt }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.find { m -> m.txt }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.collect(m -> m.txt)" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.odd.collect { Message m -> m.txt }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.findAll { it.id }.sort { it.text }.take(2)*.txt" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.collect { it.author }.nam" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "chat.messages.collect { it.author }.each { it.nam }" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "chat.messages.toSorted { a, b -> a.text <=> b.txt }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.eachWithIndex { m, i -> m.txt }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.inject(0) { sum, m -> m.txt }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.messages.each { m -> m.replies.each { it.txt } }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "chat.byRole.each { role, p -> p.nam }" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "chat.byRole['x'].nam" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "chat['titel']" | "'titel'" || "model Chat has no field 'titel'; did you mean 'title'?"
        "chat.get('titel')" | "'titel'" || "model Chat has no field 'titel'; did you mean 'title'?"
        "chat.with { it.titel }" | "titel" || "model Chat has no field 'titel'; did you mean 'title'?"
        "whenPresent(chat.owner) { it.nam }" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "for (m in chat.messages) { m.txt }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "for (Message m : chat.odd) { m.txt }" | "txt" || "model Message has no field 'txt'; did you mean 'text'?"
        "Person p = chat.odd; p.nam" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "\"of \${chat.owner?.nam}\"" | "nam" || "model Person has no field 'nam'; did you mean 'name'?"
        "chat.title.foo()" | "foo" || "String has no method 'foo' that scripts may use; what scripts may touch is told in docs/scripts.md"
        "chat.title.lenght()" | "lenght" || "String has no method 'lenght' that scripts may use; did you mean 'length'?"
        "chat.title.trim().getDays()" | "getDays" || "String has no method 'getDays' that scripts may use; what scripts may touch is told in docs/scripts.md"
        "chat.title.foo" | "foo" || "String has no property 'foo' that scripts may use; what scripts may touch is told in docs/scripts.md"
        "chat.id.plusDays(1)" | "plusDays" || "Long has no method 'plusDays' that scripts may use; what scripts may touch is told in docs/scripts.md"
        "chat.at.plusSecond(1)" | "plusSecond" || "Instant has no method 'plusSecond' that scripts may use; did you mean 'plusSeconds'?"
        "chat.at.plusSeconds(1).trim()" | "trim" || "Instant has no method 'trim' that scripts may use; what scripts may touch is told in docs/scripts.md"
        "chat.state.toUperCase()" | "toUperCase" || "String has no method 'toUperCase' that scripts may use; did you mean 'toUpperCase'?"
        "chat.messages.colect { it }" | "colect" || "List has no method 'colect' that scripts may use; did you mean 'collect'?"
        "chat.messages.size().trim()" | "trim" || "Integer has no method 'trim' that scripts may use; what scripts may touch is told in docs/scripts.md"
        "chat.any.trim()" | "trim" || "Map has no method 'trim' that scripts may use; what scripts may touch is told in docs/scripts.md"
        "chat.title()" | "title" || "'title' is a field of model Chat, and no method; write it without ()"
        "chat.publish()" | "publish" || "model Chat has no method 'publish' that scripts may use; what scripts may touch is told in docs/scripts.md"
        "chatRoom('x')" | "'x'" || "room chatRoom(id): 'id' must be a Long, not the text 'x'; it is declared at shared.groovy:6:10"
        "chatRoom(true)" | "true" || "room chatRoom(id): 'id' must be a Long, not true; it is declared at shared.groovy:6:10"
        "chatRoom(1.5)" | "1.5" || "room chatRoom(id): 'id' must be a Long, not 1.5; it is declared at shared.groovy:6:10"
        "roomOf(chat.owner)" | "chat.owner" || "room roomOf(chat) takes a Chat as 'chat', and chat.owner is a Person; it is declared at shared.groovy:7:10"
        "roomOf(chat.id)" | "chat.id" || "room roomOf(chat) takes a Chat as 'chat', and chat.id is a Long; it is declared at shared.groovy:7:10"
        "roomOf(42)" | "42" || "room roomOf(chat): 'chat' must be a Chat: expected Chat, got 42; it is declared at shared.groovy:7:10"
        "PersonResource(chat.messages)" | "chat.messages" || "resource PersonResource(person) takes a Person as 'person', and chat.messages is a List<Message>; it is declared at shared.groovy:8:14"
        "def x = chat.messages.first(); PersonResource(x)" | "x" || "resource PersonResource(person) takes a Person as 'person', and x is a Message; it is declared at shared.groovy:8:14"
        "ChatResource(chat, 1)" | "ChatResource" || "resource ChatResource(chat) takes 1 argument, not 2; it is declared at shared.groovy:9:14"
    }

    @Unroll("#call")
    def "calls of methods are held to what these take"(String call, String problem) {
        given:
        String script = event(call) + "\ndef title(Chat chat) { chat.title }\ndef two(Long a, String b = 'b') { a }\ndef any(Object... all) { 1 }\ndef over(Long a) { 1 }\ndef over(String a) { 2 }\n" +
                "class Money { static text(Long cents) { cents } }"

        expect:
        told(script) == (problem.isEmpty() ? [] : ["x.groovy:4:$problem".toString()])

        where:
        call || problem
        "title(chat, 1)" || "8: method title takes 1 argument, not 2; it is declared at x.groovy:6:1"
        "two()" || "8: method two takes 1 or 2 arguments, not 0; it is declared at x.groovy:7:1"
        "two(1, 'x', 3)" || "8: method two takes 1 or 2 arguments, not 3; it is declared at x.groovy:7:1"
        "title(chat.owner)" || "14: method title takes a Chat as 'chat', and chat.owner is a Person; it is declared at x.groovy:6:1"
        "title('x')" || "14: method title takes a Chat as 'chat', and 'x' is a String; it is declared at x.groovy:6:1"
        "two('x', 'y')" || "12: method two takes a Long as 'a', and 'x' is a String; it is declared at x.groovy:7:1"
        "two(chat.title, 'y')" || "12: method two takes a Long as 'a', and chat.title is a String; it is declared at x.groovy:7:1"
        "two(1, \"\$chat.id\")" || ""
        "Money.text()" || ""
        "Money.text(1, 2)" || "14: Money.text takes 1 argument, not 2; it is declared at x.groovy:11:15"
        "Money.text(chat.title)" || "19: Money.text takes a Long as 'cents', and chat.title is a String; it is declared at x.groovy:11:15"
        "title(chat)" || ""
        "title()" || ""
        "title(null)" || ""
        "title(chats.first())" || ""
        "title(*[chat])" || ""
        "title(id: 1)" || ""
        "two(chat.id)" || ""
        "two(1)" || ""
        "[any(), any(1), any(1, 2, 3)]" || ""
        "[over(1), over('x'), over(chat.title)]" || ""
    }

    @Unroll("#code")
    def "what may be right is let pass"(String code) {
        expect:
        told(event(code)) == []
        told(angles(code)) == []

        where:
        code << [
                "def x = chat.owner; x = chat; x.title", "def x = chat; if (x.id) { x = [nam: 1] }; x.nam", "def x = chat.owner; [1].each { x = chat.any }; x.nam",
                "chat.odd.whatever.it.is()", "chat.any.whatever.it.is()", "chat.any['x'].y", "chat.odd.collect { it.nam }", "chat.title.collect { it }",
                "chat.messages[chat.id].txt", "chat.messages.inject { a, b -> a }.any", "chat.messages.groupBy { it.text }.x.text",
                "chat.messages.collectEntries { [it.id, it.text] }.x", "chat.messages.sum { it.id }.foo", "chat.messages.indices", "chat.messages.empty", "chat.messages.sorted",
                "chat.messages.max { it.id }.text", "chat.messages.tags.flatten()", "chat.messages*.author*.name", "chat.messages.author.name", "chat.messages.collect { it.id }.sum()",
                "chat.byRole.collect { it.key + it.value.name }", "chat.byRole.find { it.value }.key", "chat.byRole.each { role, p -> p.name }", "chat.size()", "chat.keySet()",
                "chat.containsKey('x')", "(chat + [seen: 1]).seen", "chat.collect { k, v -> k }", "chat.with { title = 1; it.title }".replace("title = 1; ", ""),
                "chat.title.toUpperCase().take(3).padLeft(9)", "chat.title.tokenize(' ').first().trim()", "chat.title[0].trim()", "chat.title.bytes", "chat.title*.toString()",
                "chat.at.epochSecond", "chat.at.plusSeconds(1).toString().take(3)", "chat.id.toString().padLeft(3)", "chat.id.abs()", "chat.id / 2", "chat.state.toUpperCase()",
                "[{ chat -> chat.nam }, { it.nam }].size()", "def f = { it.nam }; f(chat)", "[[nam: 1]].each { it.nam }", "[chat].each { it.nam }", "chats.title", "chats*.messages*.text",
                "chat.messages.each { m -> chat.messages.each { it.text == m.text } }", "chat.messages.withIndex().collect { m, i -> m.text }", "(chat.owner ?: chat).nam",
                "chatRoom('42')", "chatRoom(\"\$chat.id\")", "def key = \"\$chat.id\"; chatRoom(key)", "chatRoom(chat.id.toString())", "chatRoom(chat.title.trim())", "chatRoom(null)",
                "roomOf(chat.any)", "roomOf([id: 1])", "roomOf(chat.odd)", "roomOf(null)", "PersonResource(chat.messages.author)", "PersonResource([chat.owner])", "ChatResource(chats)",
                "def (a, b) = [chat, 1]; a.title + b", "try { 1 } catch (e) { e.message }", "switch (chat) { case null: 1; break; default: it }".replace("default: it", "default: 2"),
                "String key = chat.id; chatRoom(key)", "List<Chat> all = chats; all.messages.text", "def it = [nam: 1]; it.nam", "chat.messages.each { Message it -> it.text }",
                "java.time.Instant at = chat.at; at.epochSecond", "Instant at = chat.at; at.plusSeconds(1)", "chat.messages.toSorted { a, b -> a.id <=> b.id }*.text", "chats.collectMany { it.messages }.text"]
    }

    @Unroll("#type: #given")
    def "a room or a resource makes a model of what it is given, or tells why not"(String type, Object given, Object outcome) {
        given:
        Scripts scripts = Scripts.EMPTY.apply(["shared.groovy": Optional.of(SHARED), "x.groovy": Optional.of("resource R { $type x -> [x: x] }\nevent X { on { 'a' }; as { R(x) } }".toString())], Instant.EPOCH)

        expect:
        made(scripts, given) == outcome

        where:
        type           | given                        || outcome
        "Person"       | [id: 1, name: "n"]           || [x: [id: 1L, name: "n"]]
        "Person"       | [[id: 1, name: "n"], null]   || [[x: [id: 1L, name: "n"]], null]
        "Person"       | null                         || null
        "Person"       | [id: "x", name: "n"]         || "resource R: 'x' must be a Person: /id: expected Long, got \"x\""
        "Person"       | [id: 1]                      || "resource R: 'x' must be a Person: /name: required"
        "State"        | "open"                       || [x: "open"]
        "State"        | "shut"                       || "resource R: 'x' must be a State: expected one of 'open', 'closed', got \"shut\""
        "List<Person>" | [[id: 1, name: "n"]]         || [x: [[id: 1L, name: "n"]]]
    }

    private static Object made(Scripts scripts, Object given) {
        try {
            scripts.catalog().require("X").as([x: given])
        } catch (BroadcastException.ScriptFailed e) {
            e.message
        }
    }

    def "a change of a model that code elsewhere needs counts against its file"() {
        given:
        Scripts before = Scripts.EMPTY.apply(["m.groovy": Optional.of("model Chat { String title }"), "x.groovy": Optional.of("resource R { Chat chat -> [t: chat.title] }")], Instant.EPOCH)

        when:
        Scripts after = before.apply(["m.groovy": Optional.of("model Chat { String name }")], Instant.EPOCH)

        then:
        after.catalog().problems()*.headline() == ["m.groovy:1:7: model Chat has no field 'title', and x.groovy:1:36 needs it; change both together"]
    }

    def "without the sandbox, methods are not looked at, and fields are"() {
        when:
        Scripts scripts = Scripts.none(HostOptions.DEFAULT.withTrustScripts(true)).apply(["shared.groovy": Optional.of(SHARED), "x.groovy": Optional.of(event("[chat.title.foo(), chat.titel, Instant.now().foo()]"))], Instant.EPOCH)

        then:
        scripts.catalog().problems()*.headline() == ["x.groovy:4:32: model Chat has no field 'titel'; did you mean 'title'?"]
    }
}

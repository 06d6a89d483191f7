package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.event.MemberReader
import io.herald.engine.event.Plan
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Trigger
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

/** What blocks give is looked at when a script is loaded: what would be refused whenever it runs is told, and nothing else is. */
class ExitLinksSpec extends Specification {

    static final String SHARED = '''
        model State { oneOf 'open', 'closed' }
        model Person { String id; Long number; UUID key }
        model Chat { Long id; String title; State state; Optional<Person> owner; List<Person> members; List<String> tags; Map<String, Long> counts; Instant at; Object odd }
        room chatRoom { id -> "chat.$id" }
        resource ChatResource { chat -> [id: chat.id] }
        resource Either { chat -> if (chat.odd) return ChatResource(chat); [odd: true] }
        resource Named { chat -> "chat.$chat.id" }
    '''.stripIndent()

    static final Map<String, Object> CHAT = [
            id: 7, title: "t", state: "open", owner: null, members: [[id: "a", number: 1, key: "0b9c5a1e-58f0-4c3b-9c3e-0d6d1f0a7b21"]],
            tags: ["x", "y"], counts: [x: 1], at: "2026-01-31T12:00:00Z", odd: ["o"]]

    private static EventCatalog load(String script) {
        Scripts.EMPTY.apply(["shared.groovy": Optional.of(SHARED), "x.groovy": Optional.of(script)], Instant.EPOCH).catalog()
    }

    private static List<String> told(String script) {
        load(script).problems()*.headline()
    }

    private static Plan plan(EventCatalog catalog) {
        new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS).plan(catalog.require("X"), new Trigger("X", [chat: CHAT]))
    }

    private static String on(String code) {
        "event X {\n  input { Chat chat }\n  on { $code }\n}"
    }

    @Unroll("#code")
    def "what is no room is told of on"(String code, String at, String what) {
        expect:
        told(on(code)) == ["x.groovy:3:${8 + code.lastIndexOf(at)}: on gives $what; expected rooms, like chatRoom(chat.id), or [] for none".toString()]
        told("event X <\n  input < Chat chat >\n  on < $code >\n>") == told(on(code))

        where:
        code                                                                 | at             || what
        "true"                                                               | "true"         || "true"
        "42"                                                                 | "42"           || "42"
        "null"                                                               | "null"         || "null"
        "[room: 'a']"                                                        | "["            || "a Map"
        "chat"                                                               | "chat"         || "a Chat"
        "chat.id"                                                            | "chat.id"      || "a Long"
        "chat.at"                                                            | "chat.at"      || "an Instant"
        "chat.owner"                                                         | "chat.owner"   || "a Person"
        "chat.members"                                                       | "chat.members" || "a List<Person>"
        "chat.members*.number"                                               | "chat.members*.number" || "a List<Long>"
        "chat.members.collect { it.number }"                                 | "chat.members.collect" || "a List<Long>"
        "chat.counts"                                                        | "chat.counts"  || "a Map<String, Long>"
        "chat.tags.size()"                                                   | "chat.tags"    || "an Integer"
        "1..3"                                                               | "1..3"         || "a List<Integer>"
        "UUID.randomUUID()"                                                  | "UUID."        || "a UUID"
        "{ -> chatRoom(1) }"                                                 | "{"            || "a Closure"
        "ChatResource(chat)"                                                 | "ChatResource" || "resource ChatResource"
        "Either(chat)"                                                       | "Either"       || "resource Either"
        "[chatRoom(1), 42]"                                                  | "42"           || "42"
        "[chatRoom(1), ['a', [true]]]"                                       | "true"         || "true"
        "['a', *chat.members]"                                               | "chat.members" || "a List<Person>"
        "['a', ChatResource(chat)]"                                          | "ChatResource" || "resource ChatResource"
        "def all = chat.id; all"                                             | "all"          || "a Long"
        "if (chat.odd) return 1; chatRoom(2)"                                | "1"            || "1"
        "if (chat.odd) { chatRoom(1) } else { chat.at }"                     | "chat.at"      || "an Instant"
        "if (chat.odd) { chatRoom(1) } else if (chat.id) { 5 }"              | "5"            || "5"
        "chat.odd ? chatRoom(1) : 42"                                        | "42"           || "42"
        "chat.odd ? null : 'a'"                                              | "null"         || "null"
        "chat.owner?.id ?: 42"                                               | "42"           || "42"
        "chat.id ?: 'a'"                                                     | "chat.id"      || "a Long"
        "try { chatRoom(chat.id) } catch (e) { 43 }"                         | "43"           || "43"
        "try { 44 } finally { 'a' }"                                         | "44"           || "44"
        "switch (chat.state) { case 'open': 'a'; break; default: 45 }"       | "45"           || "45"
        "return switch (chat.state) { case 'open' -> 'a'; default -> 46 }"   | "46"           || "46"
        "for (m in chat.members) { if (m.id == 'x') { return 47 } }; 'a'"    | "47"           || "47"
    }

    def "a block that gives nothing is told at its word"() {
        expect:
        told(on("")) == ["x.groovy:3:3: on gives null; expected rooms, like chatRoom(chat.id), or [] for none"]
        told(on("for (m in chat.members) { chatRoom(m.id) }")) == told(on(""))
        told("event X { on 42 }") == ["x.groovy:1:14: on gives 42; expected rooms, like chatRoom(chat.id), or [] for none"]
        told("event X { on { 'a' }; as { } }\nroom r { presence { }; 'r' }") == []
    }

    @Unroll("#script")
    def "each block is held to what it may give"(String script, String at, String told) {
        expect:
        load(script).problems()*.headline() == ["x.groovy:1:${1 + script.lastIndexOf(at)}: $told".toString()]

        where:
        script                                                    | at          || told
        "event X { to sockets { 42 } }"                           | "42"        || "to sockets gives 42; expected ids of sockets, as texts, or [] for none"
        "event X { to sockets { ['s', chatRoom(1)] } }"           | "chatRoom"  || "to sockets gives room chatRoom; expected ids of sockets, as texts, or [] for none"
        "event X { to sockets { null } }"                         | "null"      || "to sockets gives null; expected ids of sockets, as texts, or [] for none"
        "event X { input { Chat c }; on { 'a' }; except { c.owner } }" | "c.owner" || "except gives a Person; expected ids of sockets, or rooms, or [] for none"
        "event X { on { 'a' }; except { [null, 's', 42] } }"      | "42"        || "except gives 42; expected ids of sockets, or rooms, or [] for none"
        "event X { on { 'a' }; as { { -> 1 } } }"                 | "{ -> 1"    || "as gives a Closure; expected what JSON can hold: call a closure to send what it gives"
        "event X { on { 'a' }; as { [a: [1, [b: { 2 }]]] } }"     | "{ 2"       || "as gives a Closure; expected what JSON can hold: call a closure to send what it gives"
        "event X { on { 'a' }; as { room -> room ? 1 : [{ 2 }] } }" | "{ 2"     || "as gives a Closure; expected what JSON can hold: call a closure to send what it gives"
        "room r { true }"                                         | "true"      || "room r gives true; expected its name, a text or a number"
        "room r { UUID id -> id }"                                | "id"        || "room r gives a UUID; expected its name, a text or a number"
        "room r { Chat chat -> chat.members.first() }"            | "chat.members" || "room r gives a Person; expected its name, a text or a number"
        "room r { id -> ['r', id] }"                              | "["         || "room r gives a List; expected its name, a text or a number"
        "room r { id -> chatRoom(id) }"                           | "chatRoom"  || "room r gives room chatRoom; expected its name, a text or a number"
        "room r { id -> ChatResource(id) }"                       | "ChatRes"   || "room r gives resource ChatResource; expected its name, a text or a number"
        "room r { id -> join anyone; if (id) { return 'r' }; null }" | "null"   || "room r gives null; expected its name, a text or a number"
        "room r { presence { user -> 'me' }; 'r' }"               | "'me'"      || "presence gives the text 'me'; expected a map with an id that is a text or a number, or null to show nobody"
        "room r { presence { user -> [name: 'x'] }; 'r' }"        | "[name"     || "presence gives null as the id; expected a text or a number"
        "room r { presence { user -> [id: true] }; 'r' }"         | "true"      || "presence gives true as the id; expected a text or a number"
        "room r { UUID k -> presence { user, key -> [id: key] }; 'r' }" | "key" || "presence gives a UUID as the id; expected a text or a number"
        "room r { presence { user -> chatRoom(1) }; 'r' }"        | "chatRoom"  || "presence gives room chatRoom; expected a map with an id that is a text or a number, or null to show nobody"
    }

    @Unroll("#code")
    def "rooms and what may be some are let pass, and sent to"(String code, List<String> rooms) {
        when:
        EventCatalog catalog = load(on(code))

        then:
        catalog.problems() == []
        (plan(catalog) as Plan.Emit).rooms()*.toString() == rooms

        where:
        code                                                                        || rooms
        "chatRoom(chat.id)"                                                         || ["chat.7"]
        "'a'"                                                                       || ["a"]
        "\"a.\$chat.id\""                                                        || ["a.7"]
        "chat.state"                                                                || ["open"]
        "chat.title"                                                                || ["t"]
        "chat.odd"                                                                  || ["o"]
        "chat.tags"                                                                 || ["x", "y"]
        "chat.members.id"                                                           || ["a"]
        "chat.members.collect { chatRoom(it.number) }"                              || ["chat.1"]
        "chat.counts.collect { k, v -> k }"                                         || ["x"]
        "chat.counts.keySet()"                                                      || ["x"]
        "chat.tags as Set"                                                          || ["x", "y"]
        "chat.tags as String[]"                                                     || ["x", "y"]
        "[chatRoom(1), ['b', [chat.tags]], *chat.tags, []]"                         || ["chat.1", "b", "x", "y"]
        "Named(chat)"                                                               || ["chat.7"]
        "chat.owner?.id ?: 'nobody'"                                                || ["nobody"]
        "if (chat.id == 7) { 'a' } else { 'b' }"                                    || ["a"]
        "if (chat.id == 7) { 'a' }"                                                 || ["a"]
        "switch (chat.state) { case 'open': 'a'; break; default: chat.tags }"       || ["a"]
        "return switch (chat.state) { case 'open' -> 'a'; default -> 'b' }"         || ["a"]
        "try { 1 / 0; 'a' } catch (e) { 'caught' }"                                 || ["caught"]
        "try { 'a' } finally { 42 }"                                                || ["a"]
        "def all = []; all << chatRoom(1); all << 'b'; all"                         || ["chat.1", "b"]
        "def all = 42; all = 'a'; all"                                              || ["a"]
        "chat.members.each { return 42 }; 'a'"                                      || ["a"]
        "def name = { 42 }; name(); 'a'"                                            || ["a"]
        "chat.with { title }".replace("title", "it.title")                          || ["t"]
    }

    @Unroll("#words")
    def "other blocks that are right are let pass, and sent"(String words, String payload) {
        when:
        EventCatalog catalog = load("event X {\n  input { Chat chat }\n  on { 'a' }\n  $words\n}")

        then:
        catalog.problems() == []
        (plan(catalog) as Plan.Emit).parts()[0].payload().json() == payload

        where:
        words                                                     || payload
        "as { 'text' }"                                           || '"text"'
        "as { 42 }"                                               || "42"
        "as { true }"                                             || "true"
        "as { null }"                                             || "null"
        "as { }"                                                  || "null"
        "as { [chat.at, chat.tags] }"                             || '["2026-01-31T12:00:00Z",["x","y"]]'
        "as { chat.tags.collect { it * 2 } }"                     || '["xx","yy"]'
        "as { [a: when(chat.id) { 1 }, b: whenPresent(chat.owner) { it.id }] }" || '{"a":1}'
        "as { { -> 1 }() }"                                       || "1"
        "as { [a: { 1 }()] }"                                     || '{"a":1}'
        "as { def f = { it + 1 }; f(1) }"                         || "2"
        "as { 1 }; except { null }"                               || "1"
        "as { 1 }; except { }"                                    || "1"
        "as { 1 }; except { chat.owner?.id }"                     || "1"
        "as { 1 }; except { [null, chatRoom(1), 's'] }"           || "1"
        "as { 1 }; when { chatRoom(1) }"                          || "1"
        "as { 1 }; when { 'a' }"                                  || "1"
        "as { 1 }; to sockets { chat.members.id }"                || "1"
    }

    /** Of values whose type nobody knows, the run time is asked. */
    @Unroll("#value in #script")
    def "what is told when a script is loaded is what is refused when it runs"(String script, String value) {
        given:
        boolean isTold = !told(script.replace("VALUE", value)).isEmpty()
        EventCatalog catalog = load(script.replace("VALUE", "def v = 1; v = $value; v"))

        expect:
        catalog.problems() == []
        isTold == isRefused(catalog)

        where:
        [script, value] << [
                ["event X { on { VALUE } }", "event X { to sockets { VALUE } }", "event X { on { 'a' }; except { VALUE } }", "event X { on { 'a' }; as { VALUE } }",
                 "event X { on { 'a' }; when { VALUE } }", "room r { VALUE }\nevent X { on { r() } }", "room r { presence { VALUE }; 'r' }\nevent X { on { 'a' } }"],
                ["null", "true", "42", "\"a\${1}\"", "[:]", "[id: 'a']", "[]", "['a']", "[['a'], null]", "[chatRoom(1)]", "[{ 1 }]", "1..2", "chatRoom(1)",
                 "ChatResource([id: 1])", "Named([id: 1])", "UUID.randomUUID()", "{ -> 1 }", "new StringBuilder('a')", "'ab'.toSet()"],
        ].combinations()
    }

    private static boolean isRefused(EventCatalog catalog) {
        try {
            plan(catalog)
            catalog.rooms().values().findAll { it.name() == "r" && it.isPresence() }.each { new MemberReader().read(it, Optional.empty(), []) }
            return false
        } catch (BroadcastException.ScriptFailed | IllegalArgumentException e) {
            return true
        }
    }

    def "a resource whose shape becomes none counts against its file"() {
        given:
        Scripts before = Scripts.EMPTY.apply(["r.groovy": Optional.of("resource R { x -> \"chat.\$x\" }"), "x.groovy": Optional.of("event X { on { R(1) } }")], Instant.EPOCH)

        when:
        Scripts after = before.apply(["r.groovy": Optional.of("resource R { x -> [id: x] }")], Instant.EPOCH)

        then:
        before.catalog().problems() == []
        after.catalog().problems()*.headline() == ["r.groovy:1:10: on gives resource R, and x.groovy:1:16 needs it; change both together"]
    }
}

package io.herald.dsl

import io.herald.engine.event.EventDefinition
import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Trigger
import io.herald.engine.model.Violation
import java.time.Instant
import java.time.LocalDate
import spock.lang.Specification
import spock.lang.Unroll

/** What triggers give, as the blocks of events with typed inputs see it, and what they refuse. */
class InputSpec extends Specification {

    static final EventPlanner PLANNER = new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    static final String CHAT = '''
        model Status { oneOf 'open', 'closed' }
        model Message { String text; String author = 'nobody'; Optional<String> note }
        model Chat { Long id; String title; List<Message> messages; boolean published; Instant at; Status status = 'open' }
        resource ChatResource { chat -> [id: chat.id, by: chat.messages.collect { it.author }] }
    '''.stripIndent()

    static final Map<String, Object> GOOD = [id: 42, title: "Hi", messages: [[text: "a"], [text: "b", author: "Ann", note: "n"]], published: true, at: "2026-01-31T12:00:00Z"]

    private static EventDefinition event(String script) {
        Scripts scripts = Scripts.EMPTY.apply(["x.groovy": Optional.of(script)], Instant.EPOCH)
        assert scripts.catalog().problems() == []
        scripts.catalog().require("X")
    }

    private static List<String> violations(String script, Map<String, Object> inputs) {
        try {
            event(script).inputs(inputs)
            []
        } catch (BroadcastException.InvalidInput e) {
            e.violations()*.toString()
        }
    }

    private static String payload(String script, Map<String, Object> inputs) {
        PLANNER.plan(event(script), new Trigger("X", inputs)).payload().json()
    }

    @Unroll("#type of #given is #value")
    def "a block sees the value of its type"(String type, Object given, Object value) {
        when:
        Object seen = event("event X { input { $type v }; on { 'a' }; as { v } }").inputs([v: given]).v

        then:
        seen == value
        seen?.class == value?.class

        where:
        type | given || value
        "String" | "x" || "x"
        "String" | "" || ""
        "boolean" | true || true
        "Boolean" | false || false
        "int" | 7 || 7
        "Integer" | 7L || 7
        "Integer" | 7.0d || 7
        "long" | 7 || 7L
        "Long" | 9007199254740993L || 9007199254740993L
        "Optional<Long>" | 7 || 7L
        "Optional<Long>" | null || null
        "double" | 1.5d || 1.5d
        "Double" | 2 || 2.0d
        "BigDecimal" | 2 || 2.0G.setScale(0)
        "BigDecimal" | 12.50G || 12.50G
        "Instant" | "2026-01-31T12:00:00Z" || Instant.parse("2026-01-31T12:00:00Z")
        "Instant" | "2026-01-31T13:00:00.5+01:00" || Instant.parse("2026-01-31T12:00:00.5Z")
        "java.time.Instant" | "1970-01-01T00:00:00Z" || Instant.EPOCH
        "LocalDate" | "2026-01-31" || LocalDate.of(2026, 1, 31)
        "UUID" | "0b9c5a1e-58f0-4c3b-9c3e-0d6d1f0a7b21" || UUID.fromString("0b9c5a1e-58f0-4c3b-9c3e-0d6d1f0a7b21")
        "Object" | 1.5d || 1.5d
        "def" | null || null
        "Optional<Long>" | null || null
        "Optional<Long>" | 3 || 3L
    }

    @Unroll("#type of #given is a copy that can't be changed")
    def "lists and maps hold values of their types"(String type, Object given, Object value) {
        when:
        Object seen = event("event X { input { $type v }; on { 'a' } }").inputs([v: given]).v

        then:
        seen == value

        when:
        seen.clear()

        then:
        thrown(UnsupportedOperationException)

        where:
        type | given || value
        "List<Long>" | [1, 2] || [1L, 2L]
        "List" | [1, "a", null] || [1, "a", null]
        "List<Optional<String>>" | ["a", null] || ["a", null]
        "List<List<Instant>>" | [["1970-01-01T00:00:00Z"]] || [[Instant.EPOCH]]
        "Map" | [a: 1, b: [c: null]] || [a: 1, b: [c: null]]
        "Map<String, Long>" | [a: 1] || [a: 1L]
    }

    @Unroll("#type refuses #given")
    def "what is of another type is refused, never rounded or guessed"(String type, Object given, String violation) {
        expect:
        violations("event X { input { $type v }; on { 'a' } }", [v: given]) == [violation]

        where:
        type | given || violation
        "String" | 42 || '/v: expected String, got 42'
        "String" | null || '/v: expected String, got null'
        "String" | [a: 1] || '/v: expected String, got an object'
        "boolean" | "true" || '/v: expected boolean, got "true"'
        "boolean" | 1 || '/v: expected boolean, got 1'
        "int" | 2147483648L || '/v: expected Integer, got 2147483648'
        "int" | 1.5d || '/v: expected Integer, got 1.5'
        "Long" | "x" || '/v: expected Long, got "x"'
        "Long" | "42" || '/v: expected Long, got "42"'
        "Long" | 9223372036854775808G || '/v: expected Long, got 9223372036854775808'
        "Long" | Double.POSITIVE_INFINITY || '/v: expected Long, got Infinity'
        "Double" | "1.5" || '/v: expected Double, got "1.5"'
        "Double" | Double.NaN || '/v: expected Double, got NaN'
        "Double" | new BigDecimal("1e400") || '/v: expected Double, got 1E+400'
        "BigDecimal" | true || '/v: expected BigDecimal, got true'
        "Instant" | "yesterday" || '/v: expected Instant as "2026-01-31T12:00:00Z", got "yesterday"'
        "Instant" | 0 || '/v: expected Instant as "2026-01-31T12:00:00Z", got 0'
        "LocalDate" | "2026-02-30" || '/v: expected LocalDate as "2026-01-31", got "2026-02-30"'
        "UUID" | "1-1-1-1-1" || '/v: expected UUID as "0b9c5a1e-58f0-4c3b-9c3e-0d6d1f0a7b21", got "1-1-1-1-1"'
        "List<Long>" | 1 || '/v: expected List<Long>, got 1'
        "List<Long>" | [1, "x"] || '/v/1: expected Long, got "x"'
        "List<Long>" | [null] || '/v/0: expected Long, got null'
        "Map<String, Long>" | ["a/b~c": "x"] || '/v/a~1b~0c: expected Long, got "x"'
        "Map" | [1] || '/v: expected Map, got a list'
        "Optional<Long>" | "x" || '/v: expected Long, got "x"'
        "String" | ["y" * 100] || '/v: expected String, got a list'
        "Long" | "a\n" + "y" * 100 || "/v: expected Long, got \"a\\u000a${'y' * 58}…\""
    }

    @Unroll("#told")
    def "all that does not fit is told at once, each with its place"(Map<String, Object> change, List<String> told) {
        expect:
        violations(CHAT + "event X { input { Chat chat; String by = 'system' }; on { 'a' } }", [chat: GOOD + change]) == told

        where:
        change || told
        [:] || []
        [id: "x"] || ['/chat/id: expected Long, got "x"']
        [id: "x", published: 1, at: "no"] || ['/chat/id: expected Long, got "x"', '/chat/published: expected boolean, got 1', '/chat/at: expected Instant as "2026-01-31T12:00:00Z", got "no"']
        [foo: 1] || ['/chat/foo: unknown field']
        [titel: "x"] || ["/chat/titel: unknown field, did you mean 'title'?"]
        [messages: [[text: "a"], [:], [text: 3, author: null, x: 1], "m"]] || ['/chat/messages/1/text: required', '/chat/messages/2/text: expected String, got 3', '/chat/messages/2/author: expected String, got null', '/chat/messages/2/x: unknown field', '/chat/messages/3: expected Message, got "m"']
        [status: "shut"] || ["/chat/status: expected one of 'open', 'closed', got \"shut\""]
    }

    def "of many allowed texts the first ten are told"() {
        expect:
        violations("model S { oneOf ${(1..12).collect { "'t$it'" }.join(', ')} }\nevent X { input { S s }; on { 'a' } }", [s: 1]) ==
                ["/s: expected one of ${(1..10).collect { "'t$it'" }.join(', ')}, …, got 1"]
    }

    def "an input that is missing is required, one that is unknown refused"() {
        expect:
        violations(CHAT + "event X { input { Chat chat; String by; Optional<Long> n }; on { 'a' } }", [chatt: GOOD]) ==
                ["/chat: required", "/by: required", "/chatt: unknown field, did you mean 'chat'?"]
    }

    def "only the first fifty violations are told"() {
        given:
        String script = "event X { input { List<Long> v; Map<String, Long> m = [:] }; on { 'a' } }"

        expect:
        violations(script, [v: (1..1000).collect { "x" }, m: [a: "x"]])*.takeBefore(":") == (0..<50).collect { "/v/$it".toString() }
        violations(script, [v: [], m: (1..1000).collectEntries { [it, "x"] }]).size() == 50
        violations(script, [v: []] + (1..1000).collectEntries { ["n$it".toString(), 1] }).size() == 50
    }

    def "a pointer cuts names that only the caller chose"() {
        expect:
        violations("event X { input { }; on { 'a' } }", [("k" * 100000): 1]) == ["/${'k' * 64}…: unknown field"]
    }

    def "no block runs when the inputs do not fit"() {
        when:
        PLANNER.plan(event("event X { input { Long n; Long m }; when { throw new IllegalStateException() }; on { 'a' } }"), new Trigger("X", [n: "x"]))

        then:
        BroadcastException.InvalidInput refusal = thrown()
        refusal.code() == "invalid-input"
        refusal.message == 'the inputs do not fit event X: /n: expected Long, got "x"; /m: required'
        refusal.violations() == [new Violation("/n", 'expected Long, got "x"'), new Violation("/m", "required")]
    }

    @Unroll("#code")
    def "a value of a model is read by its fields, and sent as an object of them"(String code, String json) {
        expect:
        payload(CHAT + "event X { input { Chat chat; String by = 'system' }; on { 'a' }; as { $code } }", [chat: GOOD]) == json

        where:
        code || json
        "chat.id instanceof Long" || 'true'
        "chat.messages[0].author" || '"nobody"'
        "chat.messages*.note" || '[null,"n"]'
        "chat.messages.text" || '["a","b"]'
        "chat.messages.size()" || '2'
        "chat.messages.empty" || 'false'
        "by" || '"system"'
        "chat.status" || '"open"'
        "chat.at.epochSecond" || '1769860800'
        "chat.at" || '"2026-01-31T12:00:00Z"'
        "chat.messages[1]" || '{"text":"b","author":"Ann","note":"n"}'
        "chat.messages[1] + [extra: 1]" || '{"text":"b","author":"Ann","note":"n","extra":1}'
        "chat.messages[1] == chat.messages[1] && chat.messages[0] != chat.messages[1]" || 'true'
        "ChatResource(chat)" || '{"id":42,"by":["nobody","Ann"]}'
        "ChatResource([chat])" || '[{"id":42,"by":["nobody","Ann"]}]'
    }

    def "the default payload is the inputs, with their defaults"() {
        expect:
        payload(CHAT + "event X { input { Message m; Instant at; String by = 'system'; UUID id }; on { 'a' } }", [m: [text: "a"], at: "2026-01-31T13:00:00+01:00", id: "0b9c5a1e-58f0-4c3b-9c3e-0d6d1f0a7b21"]) ==
                '{"m":{"text":"a","author":"nobody","note":null},"at":"2026-01-31T12:00:00Z","by":"system","id":"0b9c5a1e-58f0-4c3b-9c3e-0d6d1f0a7b21"}'
    }

    @Unroll("#type = #fallback")
    def "a default stands for what is left out"(String type, String fallback, Object value) {
        expect:
        event("model S { oneOf 'a', 'b' }\nevent X { input { $type v = $fallback }; on { 'a' } }").inputs([:]).v == value

        where:
        type | fallback || value
        "String" | "'x'" || "x"
        "Long" | "-1" || -1L
        "Double" | "1.5" || 1.5d
        "boolean" | "true" || true
        "Instant" | "'1970-01-01T00:00:00Z'" || Instant.EPOCH
        "List<Long>" | "[1, 2]" || [1L, 2L]
        "List<S>" | "[]" || []
        "Map" | "[:]" || [:]
        "Optional<Map<String, S>>" | "[:]" || [:]
        "S" | "'b'" || "b"
        "Optional<Long>" | "7" || 7L
    }

    def "what a model or an event does not know is kept when it says so"() {
        given:
        String script = "model M { Long id; unknown keep }\nevent X { input { M m; unknown keep }; on { 'a' }; as { [m, m.extra, m.none, more] } }"

        expect:
        payload(script, [m: [id: 1, extra: [2]], more: 3]) == '[{"id":1,"extra":[2]},[2],null,3]'
        violations(script, [m: [extra: 1]]) == ["/m/id: required"]
    }

    def "models may hold themselves where that can end"() {
        given:
        String script = "model Post { Long id; List<Post> replies = []; Optional<Post> parent }\nevent X { input { Post post }; on { 'a' }; as { post.replies.id } }"

        expect:
        payload(script, [post: [id: 1, replies: [[id: 2, parent: [id: 3]], [id: 4]]]]) == '[2,4]'
        violations(script, [post: [id: 1, replies: [[id: 2, parent: [id: "x"]]]]]) == ['/post/replies/0/parent/id: expected Long, got "x"']
    }

    def "a field that a model lacks is an error where only running tells"() {
        when:
        payload(CHAT + "resource R { c -> [t: c.titel] }\nevent X { input { Chat chat }; on { 'a' }; as { R(chat) } }", [chat: GOOD])

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message == "resource R failed: model Chat has no field 'titel'; did you mean 'title'?"
    }

    @Unroll("#field")
    def "a field may be named as what Java objects have"(String field) {
        given:
        String script = "model M { String $field }\nresource R { m -> m.$field }\nevent X { input { M m }; on { 'a' }; as { [m.$field, R(m)] } }"

        expect:
        payload(script, [m: [(field): "f"]]) == '["f","f"]'

        where:
        field << ["values", "model", "empty", "size", "properties", "metaClass", "hashCode", "get"]
    }

    def "fields are told apart where their names have one hash"() {
        given:
        String script = "model M { Long Aa; Optional<Long> BB }\nevent X { input { M m }; on { 'a' }; as { [m.Aa, m.BB] } }"

        expect:
        "Aa".hashCode() == "BB".hashCode() && "Aa".hashCode() == "C#".hashCode()
        payload(script, [m: [BB: 2, Aa: 1]]) == "[1,2]"
        violations(script, [m: [BB: 2, "C#": 3]]) == ["/m/Aa: required", "/m/C#: unknown field"]
    }

    @Unroll("#field")
    def "what is no field of a model can't be read of its value"(String field) {
        when:
        payload("model M { Long id }\nresource R { m -> m.$field }\nevent X { input { M m }; on { 'a' }; as { R(m) } }", [m: [id: 1]])

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message == "resource R failed: model M has no field '$field'"

        where:
        field << ["values", "model", "empty", "class", "properties", "metaClass"]
    }

    @Unroll("#code")
    def "a value of a model can't be changed"(String code, String message) {
        when:
        payload(CHAT + "event X { input { Chat chat }; on { 'a' }; as { $code; chat } }", [chat: GOOD])

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message.startsWith("the 'as' block of event X failed: " + message)

        where:
        code || message
        "[chat][0].title = 'x'" || "a value of model Chat can't be changed"
        "[chat][0]['title'] = 'x'" || "a value of model Chat can't be changed"
        "chat.put('title', 'x')" || "a value of model Chat can't be changed"
        "chat.remove('title')" || "a value of model Chat can't be changed"
        "chat.clear()" || "a value of model Chat can't be changed"
        "[chat][0].messages << 1" || "UnsupportedOperationException"
    }

    def "an event without typed inputs takes what it is given"() {
        expect:
        event("event X { on { 'a' } }").inputs([any: "thing"]) == [any: "thing"]
    }
}

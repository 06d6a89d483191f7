package io.herald.dsl

import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.model.Problem
import io.herald.engine.model.Trigger
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

class ConditionalFieldSpec extends Specification {

    private static Scripts scripts(String text) {
        Scripts.EMPTY.apply(["x.groovy": Optional.of(text)], Instant.EPOCH)
    }

    private static String payload(String text, Map<String, Object> inputs) {
        Scripts scripts = scripts(text)
        assert scripts.catalog().problems() == []
        new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS).plan(scripts.catalog().require("X"), new Trigger("X", inputs)).payload().json()
    }

    @Unroll("#shape of #chat")
    def "a field may be there only sometimes, and is then absent, not null"(String shape, Map<String, Object> chat, String json) {
        expect:
        payload("""
            resource U { user -> [id: user.id] }
            resource R { chat -> $shape }
            event X { on { 'a' }; as { R(chat) } }
        """.stripIndent(), [chat: chat]) == json

        where:
        shape                                                      | chat                       || json
        "[id: 1, at: when(chat.closed) { chat.at }]"               | [closed: true, at: 7]      || '{"id":1,"at":7}'
        "[id: 1, at: when(chat.closed) { chat.at }]"               | [closed: true, at: null]   || '{"id":1,"at":null}'
        "[id: 1, at: when(chat.closed) { chat.at }]"               | [closed: false, at: 7]     || '{"id":1}'
        "[id: 1, owner: whenPresent(chat.owner)]"                  | [owner: "Ann"]             || '{"id":1,"owner":"Ann"}'
        "[id: 1, owner: whenPresent(chat.owner)]"                  | [owner: false]             || '{"id":1,"owner":false}'
        "[id: 1, owner: whenPresent(chat.owner)]"                  | [owner: null]              || '{"id":1}'
        "[owner: whenPresent(chat.owner) { U(it) }, id: 1]"        | [owner: [id: 5]]           || '{"owner":{"id":5},"id":1}'
        "[owner: whenPresent(chat.owner) { U(it) }, id: 1]"        | [:]                        || '{"id":1}'
        "[owner: U(whenPresent(chat.owner)), id: 1]"               | [:]                        || '{"id":1}'
        "[id: 1, *: when(chat.closed) { [by: 2, at: 3] }]"         | [closed: true]             || '{"id":1,"by":2,"at":3}'
        "[id: 1, *: when(chat.closed) { [by: 2, at: 3] }]"         | [closed: false]            || '{"id":1}'
        "[id: 1, *: when(chat.closed) { [by: chat.by.id, *: U(chat.by)] }]" | [closed: true, by: [id: 3]] || '{"id":3,"by":3}'
        "[a: [b: [c: when(chat.closed) { 1 }, d: 2]]]"             | [:]                        || '{"a":{"b":{"d":2}}}'
        "[l: [1, when(chat.closed) { 2 }, 3]]"                     | [:]                        || '{"l":[1,3]}'
        "[a: when(chat.n > 1) { [b: when(chat.n > 2) { 1 }] }]"    | [n: 2]                     || '{"a":{}}'
        "when(chat.closed) { [id: 1] }"                            | [:]                        || 'null'
    }

    def "a resource that is left out takes its field with it"() {
        expect:
        payload("""
            resource Owner { user -> when(user.shown) { [id: user.id] } }
            event X { on { 'a' }; as { [owners: Owner([[id: 1, shown: true], [id: 2]]), last: Owner([id: 2])] } }
        """.stripIndent(), [:]) == '{"owners":[{"id":1}]}'
    }

    def "a field that is left out is null to code that reads it"() {
        expect:
        payload("resource R { c -> [at: when(c.closed) { 1 }] }\nevent X { on { 'a' }; as { [R([:]).at, R([:]).containsKey('at')] } }", [:]) == '[null,false]'
    }

    def "a script's own method of that name stays its own"() {
        expect:
        payload("def when(a, b) { 'mine' }\nevent X { on { 'a' }; as { when(1, 2) } }", [:]) == '"mine"'
    }

    @Unroll("#code")
    def "what is written wrongly is told when the script is loaded"(String code, String said) {
        when:
        List<Problem> problems = scripts("event X {\n    on { 'a' }\n    as { [a: $code] }\n}").catalog().problems()

        then:
        problems*.message() == [said]
        problems[0].line() == 3
        problems[0].column() == 14

        where:
        code                       || said
        "when(chat.closed)"        || "'when' needs a condition and a block"
        "when(chat.closed, 1)"     || "'when' needs a condition and a block"
        "when { 1 }"               || "'when' needs a condition and a block"
        "whenPresent()"            || "'whenPresent' needs a value, and may have a block"
        "whenPresent { 1 }"        || "'whenPresent' needs a value, and may have a block"
        "whenPresent(1, 2)"        || "'whenPresent' needs a value, and may have a block"
    }
}

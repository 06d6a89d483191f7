package io.herald.dsl

import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Example
import io.herald.engine.event.Limits
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

class ExampleSpec extends Specification {

    static final EventPlanner PLANNER = new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS)
    static final String SHARED = '''
        room chatRoom { id -> "chat.$id" }
        room side { Long id -> namespace '/side'; "side.$id" }
        resource ChatResource { chat -> [id: chat.id, title: chat.title] }
    '''.stripIndent()

    Scripts scripts = Scripts.EMPTY

    private void save(Map<String, String> texts) {
        scripts = scripts.apply(texts.collectEntries { path, text -> [path, Optional.ofNullable(text?.toString())] }, Instant.EPOCH)
    }

    private List<String> problems() {
        scripts.catalog().problems()*.headline()
    }

    private static String event(String example) {
        """\
        event X {
            input { Map chat; Optional<Long> n }
            when { chat.published }
            on { [chatRoom(chat.id), n ? side(n) : []] }
            as { ChatResource(chat) }
            name 'chat.updated'
            example('a chat') { $example }
        }""".stripIndent()
    }

    private List<String> differences(String example) {
        save("shared.groovy": SHARED, "x.groovy": event(example))
        assert problems() == []
        List<Example> examples = scripts.catalog().guide().examples()
        assert examples*.name() == ["a chat"] && examples*.event() == ["X"]
        examples[0].differences(PLANNER)
    }

    @Unroll("#example")
    def "an example says what comes of its inputs"(String example) {
        expect:
        differences(example) == []

        where:
        example << [
                "given chat: [id: 42, published: true]; expect rooms: ['chat.42']",
                "given chat: [id: 42, published: true]; expect rooms: 'chat.42'",
                "given chat: [id: 42, published: true]; expect rooms: [chatRoom(42)], payload: [title: null, id: 42]",
                "given chat: [id: 42, published: true], n: 3; expect rooms: [side(3), 'chat.42']",
                "given chat: [id: 42, published: true], n: 3; expect rooms: ['/side#side.3', chatRoom(42)], name: 'chat.updated'",
                "given chat: [id: 42, published: true]; expect payload: ChatResource([id: 42])",
                "given chat: [id: 42, published: true]; expect payload: [id: 42.0, title: null]",
                "given chat: [published: false]; expect skipped: true",
                "given chat: [published: false]; expect skipped: 'when'",
                "given n: 'x'; expect failure: true",
                "given chat: 1; expect failure: 'invalid-input'",
                "expect failure: 'invalid-input'",
        ]
    }

    @Unroll("#example")
    def "what comes otherwise is told place by place"(String example, List<String> said) {
        expect:
        differences(example) == said

        where:
        example || said
        "given chat: [id: 42, title: 'Hi', published: true]; expect payload: [id: 41, title: 'Hi']"      || ["payload /id: expected 41, got 42"]
        "given chat: [id: 42, title: 'Hi', published: true]; expect payload: [id: 42, name: 'Hi']"       || ['payload /name: expected "Hi", and it is not there', 'payload /title: not expected, got "Hi"']
        "given chat: [id: 42, title: [1, 2], published: true]; expect payload: [id: 42, title: [1, 3]]"  || ["payload /title/1: expected 3, got 2"]
        "given chat: [id: 42, published: true]; expect payload: 'x'"                                     || ['payload: expected "x", got {"id":42,"title":null}']
        "given chat: [id: 42, published: true]; expect rooms: ['chat.41']"                               || ["rooms: missing 'chat.41'; not expected 'chat.42'"]
        "given chat: [id: 42, published: true]; expect rooms: ['chat.42', 'a']"                          || ["rooms: missing 'a'"]
        "given chat: [id: 42, published: true]; expect name: 'X'"                                        || ["name: expected 'X', got 'chat.updated'"]
        "given chat: [id: 42, published: true]; expect skipped: true"                                    || ["skipped: expected true, and it is sent to 'chat.42'"]
        "given chat: [id: 42, published: true]; expect failure: true"                                    || ["failure: expected true, and it does not fail"]
        "given chat: [id: 42]; expect rooms: ['chat.42']"                                                || ["skipped: when, and it was to be sent"]
        "given chat: [id: 42]; expect skipped: 'no-rooms'"                                               || ["skipped: when, expected no-rooms"]
        "given n: 1; expect rooms: ['a']"                                                                || ["failure: invalid-input, the inputs do not fit event X: /chat: required"]
        "given chat: [id: 1].a.b; expect rooms: []"                                                       || ["'given' of example 'a chat' of event X failed: can't read 'b' of null"]
    }

    @Unroll("wrong: #example")
    def "an example that is written wrongly is a problem of the load"(String example, String said) {
        when:
        save("shared.groovy": SHARED, "x.groovy": event(example))

        then:
        problems().size() == 1
        problems()[0].startsWith("x.groovy:7:")
        problems()[0].contains(said)

        where:
        example                                   || said
        ""                                        || "example 'a chat' of event X does not say what is to come"
        "given chat: [:]"                         || "does not say what is to come"
        "expct rooms: []"                         || "holds what is no word of an example; did you mean 'expect'?"
        "expect room: []"                         || "unknown expectation 'room'; did you mean 'rooms'?"
        "expect skipped: true, rooms: []"         || "'skipped' stands alone"
        "expect rooms: []; expect rooms: []"      || "has two 'expect'"
        "expect 'rooms'"                          || "'expect' needs names with values"
        "expect rooms: [nope(1)]"                 || "unknown room or resource 'nope'"
        "expect rooms: [chat.id]"                 || "unknown name 'chat'"
        "expect rooms: [System.exit(1)]"          || "the class System is not allowed"
    }

    def "example needs a name and a block"() {
        when:
        save("x.groovy": "event X { on { 'a' }; example { expect rooms: ['a'] } }")

        then:
        problems() == ["x.groovy:1:23: 'example' needs a name and one block; write example('a draft') { given chat: [id: 42]; expect rooms: ['chat.42'] }"]
    }

    def "an event that makes a payload for each room is held to each"() {
        when:
        save("x.groovy": "event X { on { ['a', 'b'] }; as { room -> [in: room] }; example('all') { expect payloads: [a: [in: 'a'], b: [in: 'c']] } }")

        then:
        problems() == []
        scripts.catalog().guide().examples()[0].differences(PLANNER) == ['payloads /b/in: expected "c", got "b"']
    }

    def "an event may have many examples, in angles, too"() {
        when:
        save("x.groovy": "event X < on < 'a' >; as < n >; example('one') { given n: 1; expect payload: 1 }; example('two') { given n: 2; expect payload: 2 } >")

        then:
        problems() == []
        scripts.catalog().guide().examples()*.name() == ["one", "two"]
        scripts.catalog().guide().examples()*.differences(PLANNER) == [[], []]
    }

    def "a script whose example fails is refused when that is asked for, and its last good version stays in force"() {
        given:
        scripts = Scripts.none(HostOptions.DEFAULT.withTrial(PLANNER))
        save("shared.groovy": SHARED, "x.groovy": event("given chat: [id: 1, published: true]; expect payload: [id: 1, title: null]"))
        String version = scripts.catalog().require("X").version()

        when:
        save("x.groovy": event("given chat: [id: 1, published: true]; expect payload: [id: 2, title: null]"))

        then:
        problems() == ["x.groovy:7:5: example 'a chat' of event X fails: payload /id: expected 2, got 1"]
        scripts.catalog().require("X").version() == version
    }

    def "a change that makes another script's example fail is refused, too"() {
        given:
        scripts = Scripts.none(HostOptions.DEFAULT.withTrial(PLANNER))
        save("shared.groovy": SHARED, "x.groovy": event("given chat: [id: 1, published: true]; expect payload: [id: 1, title: null]"))

        when:
        save("shared.groovy": SHARED.replace("title: chat.title", "name: chat.title"))

        then:
        problems() == ["shared.groovy: breaks x.groovy:7: example 'a chat' of event X fails: payload /title: expected null, and it is not there; payload /name: not expected, got null; its last good version stays in force; change both together"]
        scripts.catalog().guide().examples()[0].differences(PLANNER) == []

        when:
        save("x.groovy": event("given chat: [id: 1, published: true]; expect payload: [id: 1, name: null]"))

        then:
        problems() == []
        scripts.catalog().guide().examples()[0].differences(PLANNER) == []
    }

    def "an example that never ends is found out, like any script"() {
        given:
        ScriptLoader loader = new ScriptLoader(Scripts.none(HostOptions.DEFAULT.withTrial(PLANNER)), java.time.Duration.ofMillis(500), java.time.Clock.systemUTC())

        when:
        loader.apply(["a.groovy": Optional.of("event A { on { 'a' } }"), "x.groovy": Optional.of("def x() { while (true) { } }\nevent X { on { x() }\n example('e') { expect rooms: [] } }")])

        then:
        loader.catalog([]).events().keySet() == ["A"] as Set
        loader.catalog([]).problems()*.file() == ["x.groovy"]
    }

    def "a resource shows what it makes of its example"() {
        when:
        save("shared.groovy": "resource UserResource { user -> [id: user.id] }", "r.groovy": """
            resource PostResource { post, by ->
                example([id: 1, title: "Hi"], [id: 2])
                [id: post.id, by: UserResource(by)]
            }
            resource Tag { tag ->
                example name: 'a', n: 1
                [tag: tag.name]
            }
        """.stripIndent())

        then:
        problems() == []
        with(scripts.catalog().guide().resources()) {
            it*.name() == ["PostResource", "Tag", "UserResource"]
            it*.parameters() == [["post", "by"], ["tag"], ["user"]]
            it*.script() == ["r.groovy", "r.groovy", "shared.groovy"]
            it[0].example().get().arguments().json() == '[{"id":1,"title":"Hi"},{"id":2}]'
            it[0].example().get().shape().json() == '{"id":1,"by":{"id":2}}'
            it[1].example().get().shape().json() == '{"tag":"a"}'
            it[2].example().isEmpty()
        }

        when: "a resource that it relies on changes"
        save("shared.groovy": "resource UserResource { user -> [key: user.id] }")

        then:
        scripts.catalog().guide().resources()[0].example().get().shape().json() == '{"id":1,"by":{"key":2}}'

        when: "another script changes"
        save("z.groovy": "event Z { on { 'z' } }")

        then:
        scripts.catalog().guide().resources()[0].example().get().shape().json() == '{"id":1,"by":{"key":2}}'
    }

    @Unroll("#resource")
    def "a resource whose example fails is refused"(String resource, String said) {
        when:
        save("r.groovy": resource)

        then:
        problems().size() == 1
        problems()[0].startsWith(said)

        where:
        resource                                                       || said
        "resource R { post ->\n    example id: 1\n    [id: post.id.x.y] }" || "r.groovy:2:5: the example of resource R fails: "
        "resource R { post ->\n    example id: 1\n    example id: 2\n    [id: post.id] }" || "r.groovy:3:5: resource R has two examples"
        "resource R { post, by ->\n    example id: 1\n    [id: post.id] }" || "r.groovy:2:5: the example of resource R fails: the resource is R(post, by), and it was given 1 arguments"
        "resource R { post ->\n    example id: 1\n}"                   || "r.groovy:1:12: resource R has an example and no shape"
        "resource R { post ->\n    example nope(1)\n    [id: 1] }"     || "r.groovy:2:13: unknown room or resource 'nope'"
    }
}

package io.herald.dsl

import io.herald.engine.event.EventDefinition
import io.herald.engine.event.RoomDefinition
import io.herald.engine.event.RoomDefinition.Access
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Problem
import io.herald.engine.model.Room
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll

/** What scripts may hold beside the usual, and what they may do wrong. */
@Timeout(60)
class ScriptCornersSpec extends Specification {

    private static Scripts scripts(String text) {
        Scripts.EMPTY.apply(["x.groovy": Optional.of(text)], Instant.EPOCH)
    }

    private static List<Problem> problems(String text) {
        scripts(text).catalog().problems()
    }

    private static RoomDefinition room(String text) {
        Scripts scripts = scripts(text)
        assert scripts.catalog().problems() == []
        scripts.catalog().rooms().values().first()
    }

    private static EventDefinition event(String text) {
        Scripts scripts = scripts(text)
        assert scripts.catalog().problems() == []
        scripts.catalog().require("X")
    }

    // ---- rooms

    @Unroll("#declared given #arguments")
    def "a room's arguments are fitted to its parameters without loss"(String declared, List<Object> arguments, String name) {
        expect:
        room("room r { $declared -> \"r.\${[${declared.replaceAll(/\w+ (\w+)/, '$1')}].join('.')}\" }").room(arguments) == new Room(name)

        where:
        declared              | arguments      || name
        "id"                  | [42]           || "r.42"
        "id"                  | ["x"]          || "r.x"
        "Long id"             | [42]           || "r.42"
        "Long id"             | ["42"]         || "r.42"
        "long id"             | [42]           || "r.42"
        "int id"              | [42L]          || "r.42"
        "String id"           | [42]           || "r.42"
        "Long id, String key" | [42, "k"]      || "r.42.k"
        "boolean on"          | [true]         || "r.true"
    }

    @Unroll("#declared given #arguments")
    def "arguments that don't fit are told"(String declared, List<Object> arguments, String said) {
        when:
        room("room r { $declared -> 'r' }").room(arguments)

        then:
        IllegalArgumentException failure = thrown()
        failure.message.contains(said)

        where:
        declared  | arguments || said
        "Long id" | ["x"]     || "'id' must be a Long, not the text 'x'"
        "int id"  | [1.5]     || "'id' must be an Integer, not 1.5"
        "int id"  | [1L << 40]|| "'id' must be an Integer, not 1099511627776"
        "Long id" | [[1]]     || "'id' must be a Long, not [1]"
        "id"      | []        || "the room is r(id): it takes 1 argument, not 0"
        "id"      | [1, 2]    || "it takes 1 argument, not 2"
    }

    @Unroll("#presence")
    def "a room tells as whom it shows a user: "(String presence, Map<String, Object> user, Object member) {
        given:
        RoomDefinition room = room("room r { id, key -> $presence\n \"r.\$id\" }")

        expect:
        room.isPresence()
        room.member(Optional.ofNullable(user), [42, "k"]) == member

        where:
        presence                                              | user              || member
        "presence { user -> [id: user.id, name: user.name] }" | [id: 1, name: "A"] || [id: 1, name: "A"]
        "presence { user, id, key -> [id: \"\$id \$key\"] }" | null              || [id: "42 k"]
        "presence { user -> user ? [id: 1] : null }"          | null              || null
        "presence < user -> [id: user.id] >"                  | [id: 1]           || [id: 1]
    }

    def "whom a presence block can't show is the script's error"() {
        given:
        RoomDefinition room = room("room r { presence { user -> user.show }; 'r' }")

        when:
        room.member(Optional.of([show: { 1 }] as Map<String, Object>), [])

        then:
        BroadcastException.ScriptFailed e = thrown()
        e.message == "a payload can't hold a closure: call it"
    }

    def "a room without presence tells nothing, and presence needs a block"() {
        expect:
        !room("room r { id, key -> 'r' }").isPresence()
        Scripts.EMPTY.apply(["x.groovy": Optional.of("room r { id ->\n presence anyone\n 'r' }")], Instant.EPOCH).catalog().problems()*.headline() ==
                ["x.groovy:2:2: 'presence' needs one block; write presence { user -> [id: user.id] }"]
    }

    @Unroll("#join")
    def "a room asks its join block, with as many parameters as it takes"(String join, Map<String, Object> user, boolean admitted) {
        given:
        RoomDefinition room = room("room r { id, key -> $join\n \"r.\$id\" }")

        expect:
        room.access() == Access.ASK
        room.admits(Optional.ofNullable(user), [42, "k"]) == admitted

        where:
        join                                                  | user      || admitted
        "join { true }"                                       | null      || true
        "join { user -> user }"                               | null      || false
        "join { user -> user }"                               | [id: 1]   || true
        "join { user, id -> user?.id == id }"                 | [id: 42]  || true
        "join { user, id -> user?.id == id }"                 | [id: 41]  || false
        "join { user, id, key -> key == 'k' && id == 42 }"    | null      || true
        "join < user, id -> user?.id > id >"                  | [id: 43]  || true
    }

    def "a room without join is closed, one with 'join anyone' open, and either may name its namespace"() {
        expect:
        room("room r { 'r' }").access() == Access.CLOSED
        room("room r { join anyone; 'r' }").access() == Access.ANYONE
        room("room r { namespace '/a'\n join anyone\n 'r' }").room([]).toString() == "/a#r"
    }

    def "a room that gives no name is told"(String body, String said) {
        when:
        room("room r { $body }").room([])

        then:
        IllegalArgumentException failure = thrown()
        failure.message.contains(said)

        where:
        body        || said
        "[:].name"  || "room r gave null; expected its name, a text or a number"
        "[[1]].find { it }" || "room r gave an ArrayList; expected its name, a text or a number"
        "'x' * 300" || "at most 128 characters"
        "''"        || "at least one character"
    }

    // ---- names

    def "closures in blocks see inputs, locals and parameters, each by its name"() {
        expect:
        event("event X { on { 'a' }; as { def out = []; ids.each { id -> out << [id, factor].inject { a, b -> a * b } }; out } }")
                .as([ids: [1, 2], factor: 10]) == [10, 20]
    }

    def "a missing input is told at its place, also deep in closures"() {
        when:
        event("event X {\n on { 'a' }\n as {\n  ids.collect { id ->\n   [id].each { it + factr }\n  }\n }\n}").as([ids: [1], factor: 10])

        then:
        BroadcastException.ScriptFailed failure = thrown()
        with(failure.problems()[0]) {
            [it.line(), it.column()] == [5, 21]
            it.hint() == "did you mean 'factor'?"
            it.excerpt() == "   [id].each { it + factr }\n                    ^"
        }
    }

    @Unroll("#script")
    def "an emoji before a problem is one character, and two wide above its caret"(String script, int column) {
        expect:
        with(problems(script)[0]) {
            it.column() == column
            it.excerpt() == script + "\n" + " " * (column + 1) + "^"
        }

        where:
        script                                     || column
        "event X { on { '😀😀' + nope(1) } }"       || 23
        "event X { on { '😀😀' + (1 } }"            || 25
        "event X { on { '😀😀' }; as < nope(1) > }" || 29
    }

    @Unroll("#before characters before it, #after after it")
    def "of a long line the part around a problem is shown"(int before, int after) {
        given:
        String script = "event X { on { '${"x" * before}' + nope(1) + '${"y" * after}' } }"

        when:
        List<String> shown = problems(script)[0].excerpt().readLines()

        then:
        shown.size() == 2
        shown[0].length() <= 122
        shown[0].startsWith("…") == (before > 1000)
        shown[0].endsWith("…") == (after > 1000)
        shown[0].substring(shown[1].indexOf("^")).startsWith("nope(1)")

        where:
        before | after
        5      | 5
        5      | 5000
        5000   | 5
        5000   | 5000
    }

    @Unroll("#script")
    def "a syntax error is told where it is, however deep in blocks"(String script, String told) {
        expect:
        problems(script)*.headline() == ["x.groovy:" + told]

        where:
        script                                                        || told
        "event X { on { chat. } }"                                    || "1:22: unexpected end of the block"
        "event X < on < chat. > >"                                    || "1:22: unexpected end of the block"
        "event X {\n  on { room(chat.) }\n}\nroom r { 'a' }"           || "2:18: unexpected ')'"
        "event X { when { a && }; on { 'a' } }"                       || "1:23: unexpected end of the block"
        "room r { Long id, b -> [\n  id: ]\n}"                       || "2:7: unexpected ']'"
        "event X {\n on { '😀' }\n as { '😀'; a.each { b -> b. } } }" || "3:28: unexpected end of the block"
        "event X { as { a ? 1 }; on { 'a' } }"                        || "1:22: missing ':'"
        "resource R { c -> [id: c.id title: 3] }"                     || "1:29: unexpected input: 'title'"
        "event X { on { 'a' }; as { [a: \"cost \$5\"] } }"             || "1:38: a '\$' in a text begins a value; write \\\$ for the character"
        "event X < on < \"a.\$)\" > >"                                || "1:19: a '\$' in a text begins a value; write \\\$ for the character"
        "event X { on { 'a' }; as { \"(\$x) } }\nroom r { 'b' }"       || "1:28: this text is never closed; add \" where it ends"
    }

    def "all that is wrong in a file is told together"() {
        expect:
        problems("event X {\n on { a = 1 }\n az { 2 }\n}\nroom r { }\n@Foo def f() { }")*.message().size() >= 1
        problems("event X { on { nope() } }\nevent Y { on { never() } }")*.line() == [1, 2]
        problems("event X { as { 1 } }\nevent Y { }\nroom r { }")*.line() == [1, 2, 3]
    }

    def "a dollar sign that begins a value, or stands for itself, is none of a broken text"() {
        expect:
        problems('''event X { on { 'a' }; as { [a: '$5', b: "\\$5", c: "${x}$y", d: "x$y.z", e: "é$é", f: /a$/] } }''') == []
    }

    // ---- what never ends

    @Unroll("#body")
    def "code that never ends heeds an interruption"(String body) {
        given:
        EventDefinition endless = event("def f(n) { f(n) }\nevent X { on { $body } }")
        CompletableFuture<Throwable> ended = new CompletableFuture<>()
        Thread thread = Thread.startDaemon {
            try {
                endless.on([list: [1]])
                ended.complete(null)
            } catch (Throwable e) {
                ended.complete(e)
            }
        }

        when:
        thread.interrupt()

        then:
        ended.get(30, TimeUnit.SECONDS) instanceof BroadcastException

        where:
        body << ["while (true) { }", "for (;;) { }", "do { } while (true)", "def c; c = { c() }; c()", "while (true) { list.each { } }", "f(1)"]
    }

    def "recursion without end is told as that, direct or through resources"(String script) {
        when:
        event(script).as([:])

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message.contains("it calls itself without end")

        where:
        script << [
                "def f(n) { f(n + 1) }\nevent X { on { 'a' }; as { f(1) } }",
                "resource R { n -> [R(n)] }\nevent X { on { 'a' }; as { R(1) } }",
                "resource A { n -> [B(n)] }\nresource B { n -> [A(n)] }\nevent X { on { 'a' }; as { A(1) } }"
        ]
    }

    // ---- files that are no scripts

    def "an empty file, or one of comments, declares nothing"(String text) {
        expect:
        problems(text) == []

        where:
        text << ["", " \n", "// nothing", "/* nothing */", "def f() { 1 }", "class A {}"]
    }

    def "a text that is none, or too large, is told without being compiled"(String text, String said) {
        expect:
        problems(text)*.message() == [said]

        where:
        text              || said
        "event\u0000X"    || "is no text: it holds a NUL character"
        "x" * 5_000_000   || "has 5000000 characters; at most 1048576 are read"
    }

    def "nesting that no parser bears is told at once, and what it bears is compiled"() {
        expect:
        problems("event X { on { ${'(' * 20_000}1${')' * 20_000} } }")*.message() == ["brackets are nested more than 60 deep"]
        problems("event X { on { ${'[' * 50}'a'${']' * 50} } }") == []
    }

    def "mutated scripts never bring the loader down, and every problem names its file and a line of it"(int seed) {
        given:
        String good = "room r { id -> join anyone; \"r.\$id\" }\nresource R { c -> [id: c.id, more: c.n > 2 ? /x>/ : 'y'] }\n" +
                "event X < when < a > 1 >; on < [r(a), 'b'] >; as < R([id: a, n: 3]) > >\nfinal M = [1, 2]\ndef f(x) { x ?: M }\n" +
                "model C < Long id; List<Map<String, C>> all = [1, -2]; Optional<S> s = 'on' >\nmodel S { oneOf 'on', 'off' }\n" +
                "event Y < input < C c; String by = 'me'; unknown keep >; on < c.all.x.id > as < [c.s, by] > >\n"
        Random random = new Random(seed)
        StringBuilder text = new StringBuilder(good)
        (1..1 + random.nextInt(4)).each {
            int at = random.nextInt(text.length())
            switch (random.nextInt(3)) {
                case 0: text.deleteCharAt(at); break
                case 1: text.insert(at, "<>{}()[]'\"/\$\\;\n@é\u2028"[random.nextInt(18)]); break
                default: text.setCharAt(at, (char) (32 + random.nextInt(95)))
            }
        }

        when:
        List<Problem> found = problems(text.toString())

        then:
        found.every { it.file() == "x.groovy" && it.line() >= 0 && it.line() <= text.toString().readLines().size() + 1 && it.message() }

        where:
        seed << (1..600)
    }
}

package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Problem
import java.time.Instant
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll

/** What people write in scripts, and the sandbox lets pass. */
@Timeout(60)
class AllowedSpec extends Specification {
    static final Closure<Map<String, Object>> INPUTS = { [
            chat: [id: 42, title: "Hello World", class: "a key", members: [[id: 1, name: "Ann"], [id: 2, name: "Bob"]], owner: [name: "Ann"], tags: ["b", "a"]],
            n: 3,
            none: null,
            day: "2024-02-29"
    ] }

    @Unroll("#expression")
    def "an expression gives what Groovy gives"(String expression, Object expected) {
        expect:
        value("event X { on { 'a' }\n as { $expression } }") == expected

        where:
        expression || expected
        "chat.title.toUpperCase().take(5)" || "HELLO"
        "chat.members*.id" || [1, 2]
        "chat.members.id" || [1, 2]
        "['a', 'b']*.toUpperCase() + [[x: 1]]*.x + [1, 2]*.plus(1)" || ["A", "B", 1, 2, 3]
        "n instanceof Integer i ? i + 1 : 0" || 4
        "chat.members*.name*.toLowerCase()" || ["ann", "bob"]
        "chat.members.collect { it.name }.join(', ')" || "Ann, Bob"
        "chat.members.collect { m -> m.id * 2 }" || [2, 4]
        "chat.members.findAll { it.id > 1 }.first().name" || "Bob"
        "chat.members.find { it.id == 9 }?.name" || null
        "chat.members.groupBy { it.name.size() }.keySet().toList()" || [3]
        "chat.members.collectEntries { [it.name, it.id] }" || [Ann: 1, Bob: 2]
        "chat.members.sum { it.id }" || 3
        "chat.members.any { it.id == 2 } && chat.members.every { it.id }" || true
        "chat.members.sort { -it.id }*.id" || [2, 1]
        "chat.members.inject(0) { a, b -> a + b.id }" || 3
        "chat.members.withIndex().collect { m, i -> [m.id, i] }" || [[1, 0], [2, 1]]
        "chat.tags.toSorted().reverse()" || ["b", "a"]
        "chat.tags.sort(false) + ['c']" || ["a", "b", "c"]
        "chat.members.with { it.size() }" || 2
        "chat.owner?.name ?: 'nobody'" || "Ann"
        "none?.name" || null
        "chat['title']" || "Hello World"
        "chat['class'] + chat.class" || "a keya key"
        "chat.members[0].name + chat.members[-1]['name']" || "AnnBob"
        "chat.members[0..1]*.id" || [1, 2]
        "def key = 'title'; chat.\"\$key\"" || "Hello World"
        "chat.title[0..4]" || "Hello"
        "chat.title =~ /W.r/ ? 'yes' : 'no'" || "yes"
        "(chat.title =~ /(\\w+) (\\w+)/)[0][2]" || "World"
        "chat.title ==~ /.*d/" || true
        "chat.title.replaceAll(/o/) { it.toUpperCase() }" || "HellO WOrld"
        "chat.title.split(' ').length" || 2
        "chat.title.tokenize(' ').size()" || 2
        "\"\${chat.id}-\${-> n}\".toString()" || "42-3"
        "chat.title.padLeft(13, '*')" || "**Hello World"
        "'ab' * n" || "ababab"
        "String.format('%03d', n)" || "003"
        "(1..n).collect { it ** 2 }" || [1, 4, 9]
        "('a'..'c').join()" || "abc"
        "(0..<n).step(2)" || [0, 2]
        "10.5 / 2 + n % 2 - (7.intdiv(2))" || 3.25
        "Math.max(n, 5) + Integer.parseInt('4') + Long.MAX_VALUE % 2" || 10
        "new BigDecimal('1.005').setScale(2, java.math.RoundingMode.HALF_UP)" || 1.01
        "n as String" || "3"
        "'7' as int" || 7
        "(chat.tags as Set).contains('b')" || true
        "(long) n" || 3L
        "n in [1, 2, 3] && 'x' !in chat.tags" || true
        "n instanceof Integer && !(n instanceof String)" || true
        "switch (n) { case 3: return 'three'; case String: return 'text'; case 1..2: return 'few'; default: return 'other' }" || "three"
        "switch (n) { case 3 -> chat.id; default -> 0 }" || 42
        "def (a, b) = chat.tags; b + a" || "ab"
        "def m = [:]; m.a = 1; m['b'] = 2; m.a += 4; m['b']++; m.b--; m.c ?= 9; m" || [a: 5, b: 2, c: 9]
        "def l = []; l << 1; l[3] = 4; l[0] *= 7; l" || [7, null, null, 4]
        "def m = [:].withDefault { 0 }; chat.title.each { m[it]++ }; m['l']" || 3
        "def i = 0; while (i < n) { i++ }; i" || 3
        "def out = []; for (int i = 0; i < n; i++) { out << i }; for (x in chat.tags) { out << x }; out" || [0, 1, 2, "b", "a"]
        "def out = []; for (Map m : chat.members) { out << m.id }; out" || [1, 2]
        "def out = []; n.times { out << it }; 1.upto(2) { out << it }; out" || [0, 1, 2, 1, 2]
        "[*chat.tags, *[1]]" || ["b", "a", 1]
        "[*: chat.owner, x: 1]" || [name: "Ann", x: 1]
        "def f = { a -> a + n }; f(1) + f.call(2)" || 9
        "def add = { a, b -> a + b }; add.curry(1)(2)" || 3
        "try { chat.title.toInteger() } catch (NumberFormatException | IllegalStateException e) { e.message.size() > 3 }" || true
        "try { throw new IllegalStateException('no') } catch (e) { e.message } finally { n }" || "no"
        "java.time.LocalDate.parse(day).plusDays(1).toString()" || "2024-03-01"
        "java.time.Instant.EPOCH.plusSeconds(n).epochSecond" || 3L
        "java.time.Duration.ofMinutes(90).toHours()" || 1L
        "UUID.fromString('00000000-0000-0001-0000-000000000002').mostSignificantBits" || 1L
        "Optional.ofNullable(none).orElse('x')" || "x"
        "List.of(1, 2).size() + Collections.max([1, 5])" || 7
        "chat.collect { k, v -> k }.size()" || 6
        "chat.findAll { k, v -> k == 'id' }" || [id: 42]
        "chat.keySet().contains('id') && chat.containsKey('title')" || true
        "chat.entrySet().first().key" || "id"
        "chat.members.isEmpty() || chat.tags.empty" || false
        "chat.members.max { it.id }.name" || "Bob"
        "assert n == 3 : 'n'; n <=> 2" || 1
        "new StringBuilder('a').append(n).toString()" || "a3"
        "int[] a = [1, 2]; a.length + a[1]" || 4
        "['a', 'b'].toArray().length" || 2
        "def s = ''; chat.tags.eachWithIndex { t, i -> s += t + i }; s" || "b0a1"
    }

    @Unroll("#script")
    def "a script of its own methods, constants and classes runs"(String script, Object expected) {
        expect:
        value(script) == expected

        where:
        script || expected
        "def slug(s) { s.toLowerCase().replace(' ', '-') }\nevent X { on { 'a' }; as { [chat].collect { slug(it.title) } } }" || ["hello-world"]
        "def twice(int i, int by = 2) { i * by }\nevent X { on { 'a' }; as { twice(n) + twice(n, 3) } }" || 15
        "final MAX = [1, 2]\nevent X { on { 'a' }; as { 'x'.with { MAX.size() } } }" || 2
        "import java.time.*\nevent X { on { 'a' }; as { LocalDate.parse(day).dayOfWeek.name() } }" || "THURSDAY"
        "import static java.lang.Math.max\nevent X { on { 'a' }; as { max(n, 7) } }" || 7
        "import java.time.LocalDate as Day\nevent X { on { 'a' }; as { Day.parse(day).year } }" || 2024
        "enum Level { LOW, HIGH }\nevent X { on { 'a' }; as { [Level.HIGH.name(), Level.values().size(), Level.valueOf('LOW').ordinal(), Level.LOW < Level.HIGH] } }" || ["HIGH", 2, 0, true]
        "enum Level {\n LOW(1), HIGH(2)\n final int weight\n Level(int w) { weight = w }\n def twice() { weight * 2 }\n}\nevent X { on { 'a' }; as { Level.HIGH.twice() + Level.LOW.weight } }" || 5
        "class P {\n final int a\n def b = []\n P(int a) { this.a = a }\n def add(x) { b << x; this }\n def total() { [1].collect { b.size() + a }.first() }\n}\nevent X { on { 'a' }; as { new P(n).add(1).total() } }" || 4
        "class P { int a; String b = 'x' }\nevent X { on { 'a' }; as { def p = new P(a: 5); p.a += 1; p.b = 'y'; [p.a, p.b, p.getA()] } }" || [6, "y", 6]
        "class Base { def hi() { 'hi' } }\nclass P extends Base implements Comparable<P> {\n int i\n def hi() { super.hi() + i }\n int compareTo(P o) { i <=> o.i }\n String toString() { \"P\$i\" }\n}\nevent X { on { 'a' }; as { [new P(i: 2), new P(i: 1)].sort().collect { it.hi() + it } } }" || ["hi1P1", "hi2P2"]
        "class P { static final N = 4\n static make() { new P() }\n def n() { N } }\nevent X { on { 'a' }; as { P.make().n() + P.N } }" || 8
        "resource R { c -> [id: c.id, up: c.title?.toUpperCase()] }\nevent X { on { 'a' }; as { R(chat.members) } }" || [[id: 1, up: null], [id: 2, up: null]]
    }

    def "what constants hold stays as it is"() {
        when:
        value("final SEEN = [[]]\nevent X { on { 'a' }; as { SEEN[0] << n; SEEN } }")

        then:
        thrown(BroadcastException.ScriptFailed)
    }

    @Unroll("#constant")
    def "what evaluations would share can't be a constant"(String constant) {
        when:
        Problem problem = load("class P { int n }\ndef counter() { int n = 0; return { n++ } }\nfinal C = $constant\nevent X { on { 'a' } }").problems()[0]

        then:
        problem.line() == 3
        problem.message() =~ /a constant can't hold an? /

        where:
        constant << ["new P()", "[new P()]", "counter()", "[1].iterator()", "new int[1]"]
    }

    @Unroll("#constant")
    def "a constant may be"(String constant, Object expected) {
        expect:
        value("class Point {\n final int x\n Point(int x) { this.x = x }\n}\nfinal C = $constant\nevent X { on { 'a' }; as { C } }") == expected

        where:
        constant                              || expected
        "[a: [1, 'x'], b: [2] as Set]"        || [a: [1, "x"], b: [2] as Set]
        "new Point(3)"                        || [x: 3]
        "\"a\${1}\""                          || "a1"
        "java.time.Duration.ofHours(1)"       || java.time.Duration.ofHours(1)
        "1..3"                                || [1, 2, 3]
        "null"                                || null
    }

    @Unroll("#expression")
    def "what would take for ever or all memory is refused when it runs"(String expression, String said) {
        when:
        value("event X { on { 'a' }; as { def big = 2_000_000_000; $expression } }")

        then:
        BroadcastException.ScriptFailed refusal = thrown()
        refusal.message.contains(said)

        where:
        expression || said
        "(1..big).sum()" || "a range of at most"
        "('a'..'zzzzzz').size()" || "a range"
        "'x' * big" || "a size of at most"
        "'x'.padLeft(big)" || "a size of at most"
        "[1] * big" || "a size of at most"
        "10 ** big" || "a power of at most"
        "def b = 10 ** 100_000; b * b * b * b" || "a product of at most"
        "new int[big]" || "a size of at most"
        "def l = []; l[big] = 1" || "an index of at most"
    }

    def "a trusted script may use all of Groovy"() {
        expect:
        value("event X { on { 'a' }; as { System.getProperty('java.version').getClass().simpleName } }", Scripts.none(HostOptions.DEFAULT.withTrustScripts(true))) == "String"
    }

    private static EventCatalog load(String script, Scripts before = Scripts.EMPTY) {
        before.apply(["x.groovy": Optional.of(script)], Instant.EPOCH).catalog()
    }

    private static Object value(String script, Scripts before = Scripts.EMPTY) {
        EventCatalog catalog = load(script, before)
        assert catalog.problems()*.headline() == []
        Object given = catalog.require("X").as(INPUTS())
        given instanceof GString ? given.toString() : given
    }
}

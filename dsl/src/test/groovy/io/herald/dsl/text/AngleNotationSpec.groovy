package io.herald.dsl.text

import spock.lang.Specification
import spock.lang.Unroll

class AngleNotationSpec extends Specification {

    private static AngleNotation.Rewritten rewrite(String text) {
        AngleNotation.toBraces(new SourceText("x.groovy", text))
    }

    @Unroll("#angles")
    def "blocks in angles become blocks in braces"(String angles, String braces) {
        when:
        AngleNotation.Rewritten rewritten = rewrite(angles)

        then:
        rewritten.problems() == []
        rewritten.text() == braces
        rewritten.text().length() == angles.length()

        where:
        angles || braces
        "event X < on < a(c.id) >; as < R(c) > >" || "event X { on { a(c.id) }; a_ { R(c) } }"
        "event X < on < 'a' > as < 1 > >" || "event X { on { 'a' };a_ { 1 } }"
        "event X <on <'a'> as <1>>" || "event X {on {'a'};a_ {1}}"
        "event X <\n  on < 'a' >\n  as < 1 >\n>\n" || "event X {\n  on { 'a' }\n  a_ { 1 }\n}\n"
        "event X\n<\n  on\n  < 'a' >\n>" || "event X\n{\n  on\n  { 'a' }\n}"
        "event X <\r\n  on < 'a' >\r\n>\r\n" || "event X {\r\n  on { 'a' }\r\n}\r\n"
        "event X < on { 'a' } >" || "event X { on { 'a' } }"
        "event X { on < 'a' >; as { 1 } }" || "event X { on { 'a' }; a_ { 1 } }"
        "event X < on < a > 2 ? 'b' : 'c' > >" || "event X { on { a > 2 ? 'b' : 'c' } }"
        "event X < on < a < 2 ? 'b' : 'c' > >" || "event X { on { a < 2 ? 'b' : 'c' } }"
        "event X < when < a >= 2 && b <= 3 && c <=> d > on < 'a' > >" || "event X { when { a >= 2 && b <= 3 && c <=> d };on { 'a' } }"
        "event X < when < a >> 1 > 0 > ; on < 'a' > >" || "event X { when { a >> 1 > 0 } ; on { 'a' } }"
        "event X < when < (a >>> 1) << 2 < 9 > ; on < 'a' > >" || "event X { when { (a >>> 1) << 2 < 9 } ; on { 'a' } }"
        "event X < on < l.collect { it > 1 } > >" || "event X { on { l.collect { it > 1 } } }"
        "event X < on < l.findAll { i -> i > 1 }.collect { i -> a(i) } > >" || "event X { on { l.findAll { i -> i > 1 }.collect { i -> a(i) } } }"
        "event X < on < List<Integer> l = []; l > >" || "event X { on { List<Integer> l = []; l } }"
        "event X < on < Map<String, List<Integer>> m = [:]; m.keySet() > >" || "event X { on { Map<String, List<Integer>> m = [:]; m.keySet() } }"
        "event X < on < new ArrayList<String>() > >" || "event X { on { new ArrayList<String>() } }"
        "event X < on < MAX < 3 ? 'a' : 'b' > >" || "event X { on { MAX < 3 ? 'a' : 'b' } }"
        "event X < on < 'a > b' > >" || "event X { on { 'a > b' } }"
        "event X < on < \"a > \${b > 1 ? '>' : \"<\${c}>\"} >\" > >" || "event X { on { \"a > \${b > 1 ? '>' : \"<\${c}>\"} >\" } }"
        "event X < on < \"a\$b >\" > >" || "event X { on { \"a\$b >\" } }"
        "event X < on < '''a > '\n >''' > >" || "event X { on { '''a > '\n >''' } }"
        "event X < on < 'it\\'s > ' > >" || "event X { on { 'it\\'s > ' } }"
        "event X < on < (a =~ /b>c\\/>/).find() > >" || "event X { on { (a =~ /b>c\\/>/).find() } }"
        "event X < on < a / 2 > 1 / b > >" || "event X { on { a / 2 > 1 / b } }"
        "event X < on < \$/a > b/\$ > >" || "event X { on { \$/a > b/\$ } }"
        "event X < on < 'a' /* > */ > // >\n>" || "event X { on { 'a' /* > */ } // >\n}"
        "event X < // < >\n on < 'a' > >" || "event X { // < >\n on { 'a' } }"
        "room r < id -> join anyone; \"r.\$id\" >" || "room r { id -> join anyone; \"r.\$id\" }"
        "room r < id -> join < user, i -> user?.id > i >; \"r.\$id\" >" || "room r { id -> join { user, i -> user?.id > i }; \"r.\$id\" }"
        "resource R < c -> [id: c.id, big: c.n > 2] >" || "resource R { c -> [id: c.id, big: c.n > 2] }"
        "model M < Long id; List<String> tags >" || "model M { Long id; List<String> tags }"
        "model M <\n  Map<String, List<Long>> all = [:]\n  Optional<List<M>> more>" || "model M {\n  Map<String, List<Long>> all = [:]\n  Optional<List<M>> more}"
        "model S < oneOf 'a > b', 'c' >" || "model S { oneOf 'a > b', 'c' }"
        "event X < input < List<M> all; Long n = -1 > on < n > 1 ? 'a' : 'b' > >" || "event X { input { List<M> all; Long n = -1 };on { n > 1 ? 'a' : 'b' } }"
        "event X < on < 'a' > input < M m > as < m > >" || "event X { on { 'a' };input { M m };a_ { m } }"
        "event X < on < [as: 1, on: 2, when: 3].keySet() > >" || "event X { on { [as: 1, on: 2, when: 3].keySet() } }"
        "event X < on < (a as String) > >" || "event X { on { (a as String) } }"
        "event X < on < a as List<String> > >" || "event X { on { a as List<String> } }"
        "event A < on < 'a' > >\nevent B < on < 'b' > >" || "event A { on { 'a' } }\nevent B { on { 'b' } }"
        "event A < on < 'a' > >; event B < on < 'b' > >" || "event A { on { 'a' } }; event B { on { 'b' } }"
    }

    @Unroll("as it is: #text")
    def "what holds no block in angles stays as it is"(String text) {
        expect:
        rewrite(text).with { [it.text(), it.problems()] } == [text, []]

        where:
        text << [
                "", " ", "\n", "// event X < on < 1 > >", "def a = 'event X < on < 1 > >'", "def f(a, b) { a < b ? a : b > 1 }",
                "event X { on { a < b && c > d } }", "def m = [event: 1 < 2, room: 2 > 1]", "List<List<String>> l = []",
                "def c = { it -> it > 1 }", "x.each { if (it < 3) { println it } }", "/* never closed", "'never closed", "\"never \${closed",
                "}}}>>>", "\uFEFFevent X { on { 'a' } }", "def s = /a<b>c/\ndef t = 4 / 2 / 1"
        ]
    }

    @Unroll("#text")
    def "a block that is not closed is told where it opens"(String text, int line, int column) {
        expect:
        with(rewrite(text).problems()[0]) {
            it.message() == "this '<' is never closed"
            [it.line(), it.column()] == [line, column]
        }

        where:
        text                               || line | column
        "event X < on < 'a' >"             || 1    | 9
        "event X <\n  on < 'a'\n"          || 2    | 6
        "event X < on < 'a >' "            || 1    | 14
    }

    @Unroll("@#annotation")
    def "annotations that may run code are refused wherever they stand"(String annotation) {
        expect:
        rewrite("import groovy.transform.*\n  @$annotation('x') def a = 1").problems()*.message() ==
                ["the annotation @$annotation is not allowed in scripts".toString()]

        where:
        annotation << ["Grab", "groovy.lang.Grab", "ASTTest", "groovy.transform.ASTTest", "CompileStatic", "Newify", "BaseScript", "AnyOther"]
    }

    def "annotations in texts and comments are none"() {
        expect:
        rewrite("def a = '@Grab' // @Grab\n@Override\nString toString() { \"\${1}@Grab\" }").problems() == []
    }

    def "any nesting of blocks, operators and texts comes out as its brace form"(int seed) {
        given:
        Random random = new Random(seed)
        List<String> expressions = ["a > b", "a < b", "(a >> 2)", "'>'", "/>/", "[x: 1 > 2]", "l.any { it > 1 }", "f(a > 1)", "\"\${a > b}\"", "new L<S>()", "a ? b : c"]
        StringBuilder angles = new StringBuilder()
        StringBuilder braces = new StringBuilder()
        (0..random.nextInt(4)).each { int event ->
            String gap = random.nextBoolean() ? " " : "\n"
            angles << "event E$event <$gap"
            braces << "event E$event {$gap"
            ["when", "on", "as"].shuffled(random).take(1 + random.nextInt(3)).each { word ->
                String code = expressions[random.nextInt(expressions.size())]
                String end = [" ;", "\n", ";\n  "][random.nextInt(3)]
                angles << "$word < $code >$end"
                braces << "${word == 'as' ? 'a_' : word} { $code }$end"
            }
            angles << ">\n"
            braces << "}\n"
        }

        expect:
        rewrite(angles.toString()).with { [it.text(), it.problems()] } == [braces.toString(), []]

        where:
        seed << (1..200)
    }

    def "whatever the text, it comes to its end with the same length"(int seed) {
        given:
        Random random = new Random(seed)
        String alphabet = "event on as X<>{}()[]'\"\$/\\*\n;-> @"
        String text = (0..<random.nextInt(120)).collect { alphabet[random.nextInt(alphabet.length())] }.join("")

        expect:
        rewrite("event X <" + text).text().length() == text.length() + 9

        where:
        seed << (1..500)
    }
}

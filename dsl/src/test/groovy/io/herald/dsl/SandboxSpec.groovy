package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Problem
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** Each escape of src/test/resources/escapes tries to make a file or to set a property of the system. */
@Timeout(60)
class SandboxSpec extends Specification {
    static final String PROPERTY = "herald.escaped"

    @TempDir
    Path folder

    def cleanup() {
        System.clearProperty(PROPERTY)
    }

    @Unroll("#name: #technique")
    def "an escape is refused, with its place, and nothing came of it"(String name, String technique, String said) {
        given:
        EventCatalog catalog = load(escape(name), Scripts.EMPTY)

        when:
        List<Problem> problems = catalog.problems() ?: refusedWhenRun(catalog)

        then:
        problems.every { it.file() == "x.groovy" && it.line() >= 1 && it.column() >= 1 }
        problems.any { it.message().contains(said) }

        and:
        hasEscaped() == []

        where:
        name << Escapes.names()
        technique = Escapes.technique(name)
        said = Escapes.refusal(name)
    }

    @Unroll("#name")
    def "without the sandbox, the same code does escape"(String name) {
        when:
        run(load(escape(name), Scripts.none(HostOptions.DEFAULT.withTrustScripts(true))))

        then:
        new PollingConditions(timeout: 30).eventually { assert hasEscaped() != [] }

        where:
        name << [
                "system-exit", "new-file", "string-execute", "input-execute", "invoke-method", "method-pointer", "typed-for", "typed-variable",
                "static-forname-own", "enum-argument", "static-block", "spread-method", "constant-initial"
        ]
    }

    @Unroll("#place")
    def "code is looked at wherever it stands"(String place) {
        given:
        String code = "System.setProperty('$PROPERTY', 'yes')"

        when:
        List<Problem> problems = load(place.contains("event") ? place.replace("CODE", code) : "event X { on { 'a' }\n as { ${place.replace('CODE', code)} } }", Scripts.EMPTY).problems()

        then:
        problems.any { it.message() == "the class System is not allowed in scripts" && it.line() >= 1 && it.column() >= 1 }

        where:
        place << [
                "CODE", "return CODE", "def x = CODE", "String x = CODE", "def (x, y) = [CODE, 1]", "def x; x = CODE", "n.x = CODE", "n[0] = CODE",
                "n.x += CODE", "n[CODE]++", "n[CODE]", "n?[CODE]", "n.\"\${CODE}\"", "n.\"\${CODE}\" = 1", "\"\${-> CODE}\"", "[CODE]", "[a: CODE]", "[(CODE): 1]",
                "[*[CODE]]", "[*: [a: CODE]]", "n.toString(CODE)", "[n]*.equals(CODE)", "n?.equals(CODE)", "(CODE).size()", "(CODE)?.size()", "(CODE)*.size()",
                "CODE ?: 1", "n ? CODE : 1", "n ?: CODE", "!CODE", "-(CODE)", "~(CODE)", "CODE + 1", "1 * CODE", "1 ** CODE", "1 << CODE", "n && CODE", "n in [CODE]",
                "CODE instanceof String", "CODE as String", "(String) CODE", "1..CODE", "(CODE)[0]", "n ==~ CODE", "new Date(CODE)", "new int[CODE]", "new String[] {CODE}",
                "if (CODE) 1", "if (n) { } else CODE", "while (CODE) { }", "do { } while (CODE)", "for (x in CODE) { }", "for (int i = CODE; i < 1; i++) { }",
                "for (;; CODE) { }", "for (x in []) CODE", "switch (CODE) { case 1: 2 }", "switch (1) { case CODE: 2 }", "switch (1) { case 1: CODE; break; default: CODE }",
                "switch (1) { case 1 -> CODE; default -> 1 }", "switch (CODE) { case 1 -> 1; default -> 1 }", "assert CODE", "assert n : CODE", "throw CODE",
                "try { CODE } catch (e) { }", "try { } catch (e) { CODE }", "try { } catch (IllegalStateException | ArithmeticException e) { CODE }", "try { } finally { CODE }",
                "label: CODE", "{ -> CODE }", "[1].each { [2].each { CODE } }", "[1].collect(x -> CODE)", "((x) -> { CODE })(1)",
                "CODE\nevent X { on { 'a' } }", "def f() { CODE }\nevent X { on { 'a' } }", "def f(x = CODE) { 1 }\nevent X { on { 'a' } }", "event X { on CODE }",
                "event X { when { CODE }\n on { 'a' } }", "room r { -> CODE; 'r' }\nevent X { on { r() } }", "room r { join { u -> CODE }\n 'r' }\nevent X { on { r() } }",
                "resource R { x -> CODE }\nevent X { on { 'a' } }", "class P { def x = CODE }\nevent X { on { 'a' } }", "class P { static final X = CODE }\nevent X { on { 'a' } }",
                "class P { P() { CODE } }\nevent X { on { 'a' } }", "class P { P() { this(CODE) }\n P(x) { } }\nevent X { on { 'a' } }", "class P { def m() { CODE } }\nevent X { on { 'a' } }",
                "class P { static m(x = CODE) { } }\nevent X { on { 'a' } }", "enum L { A(CODE)\n L(x) { } }\nevent X { on { 'a' } }"
        ]
    }

    def "a name means the script's own, whatever a closure's delegate has of that name"() {
        given:
        String script = "def execute() { 'own' }\nevent X { on { 'a' }; as { command.with { execute() } } }"

        expect:
        load(script, Scripts.EMPTY).require("X").as([command: "touch ${mark()}".toString()]) == "own"
        hasEscaped() == []

        when: "nothing guards it"
        run(load(script, Scripts.none(HostOptions.DEFAULT.withTrustScripts(true))))

        then:
        new PollingConditions(timeout: 30).eventually { assert hasEscaped() != [] }
    }

    def "only code that the sandbox holds is known to wait for nothing"() {
        given:
        String script = "event X { on { 'a' } }"

        expect:
        !load(script, Scripts.EMPTY).require("X").mayWait()
        load(script, Scripts.none(HostOptions.DEFAULT.withTrustScripts(true))).require("X").mayWait()
    }

    def "the corpus is as large as it should be, and each says where it is from"() {
        expect:
        Escapes.names().size() >= 60
        Escapes.names().every { Escapes.text(it).readLines().take(3).every { line -> line =~ /^\/\/ .{5,}/ } }
    }

    private String escape(String name) {
        Escapes.text(name).replace("MARK", mark().toString())
    }

    private Path mark() {
        folder.resolve("mark")
    }

    private List<String> hasEscaped() {
        List<String> signs = []
        if (Files.exists(mark())) {
            signs << "file"
        }
        if (System.getProperty(PROPERTY) != null) {
            signs << "property"
        }
        signs
    }

    private static EventCatalog load(String script, Scripts before) {
        before.apply(["x.groovy": Optional.of(script)], Instant.EPOCH).catalog()
    }

    private List<Problem> refusedWhenRun(EventCatalog catalog) {
        BroadcastException refusal = run(catalog)
        assert refusal instanceof BroadcastException.ScriptFailed
        assert refusal.message.contains("(NotAllowed)")
        refusal.problems()
    }

    private BroadcastException run(EventCatalog catalog) {
        try {
            catalog.events().values().each { it.as([command: "touch ${mark()}".toString(), n: 1]) }
            null
        } catch (BroadcastException e) {
            e
        }
    }
}

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
@Timeout(30)
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
        run(load(escape(name), Scripts.TRUSTED))

        then:
        new PollingConditions(timeout: 10).eventually { assert hasEscaped() != [] }

        where:
        name << [
                "system-exit", "new-file", "string-execute", "input-execute", "invoke-method", "method-pointer", "typed-for", "typed-variable",
                "static-forname-own", "enum-argument", "static-block", "spread-method", "constant-initial"
        ]
    }

    def "a name means the script's own, whatever a closure's delegate has of that name"() {
        given:
        String script = "def execute() { 'own' }\nevent X { on { 'a' }; as { command.with { execute() } } }"

        expect:
        load(script, Scripts.EMPTY).require("X").as([command: "touch ${mark()}".toString()]) == "own"
        hasEscaped() == []

        when: "nothing guards it"
        run(load(script, Scripts.TRUSTED))

        then:
        new PollingConditions(timeout: 10).eventually { assert hasEscaped() != [] }
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

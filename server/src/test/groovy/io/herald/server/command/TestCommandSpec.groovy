package io.herald.server.command

import java.nio.file.Files
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Element
import picocli.CommandLine
import spock.lang.Specification
import spock.lang.TempDir

class TestCommandSpec extends Specification {

    static final String CHAT = '''\
        event UpdateChat {
            on { "chat.$chat.id" }
            as { [id: chat.id] }
            example('a chat') { given chat: [id: 42]; expect rooms: ['chat.42'], payload: [id: 42] }
            example('<another>') { given chat: [id: 42]; expect payload: [id: 43, a: "<&"] }
        }
        event Slow { on { while (true) { } }
            example('ends') { expect skipped: true }
        }
    '''

    @TempDir
    Path folder

    StringWriter out = new StringWriter()

    private int herald(String... words) {
        CommandLine herald = Main.commandLine()
        herald.setOut(new PrintWriter(out, true))
        herald.setErr(new PrintWriter(out, true))
        herald.execute(words)
    }

    private static Element parsed(Path xml) {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile()).documentElement
    }

    private static List<Element> named(Element within, String name) {
        def found = within.getElementsByTagName(name)
        (0..<found.length).collect { found.item(it) as Element }
    }

    def "test runs every example, tells where each fails, and writes a report"() {
        given:
        Files.writeString(folder.resolve("UpdateChat.groovy"), CHAT)
        Path report = folder.resolve("reports/herald.xml")

        expect:
        herald("test", folder.toString(), "--report", report.toString()) == 1
        out.toString().readLines() == [
                "ok    UpdateChat: a chat",
                "FAIL  UpdateChat: <another>",
                "      payload /id: expected 43, got 42",
                '      payload /a: expected "<&", and it is not there',
                "      at UpdateChat.groovy:5:13",
                "FAIL  Slow: ends",
                "      example 'ends' did not end within 5000 ms; nothing was sent",
                "      at UpdateChat.groovy:8:13",
                "1 passed, 2 failed"]

        and:
        Element xml = parsed(report)
        xml.getAttribute("tests") == "3"
        xml.getAttribute("failures") == "2"
        named(xml, "testsuite")*.getAttribute("name") == ["UpdateChat.groovy"]
        named(xml, "testcase")*.getAttribute("name") == ["UpdateChat: a chat", "UpdateChat: <another>", "Slow: ends"]
        named(xml, "failure")*.textContent[0].readLines()[1] == 'payload /a: expected "<&", and it is not there'
    }

    def "test is content with scripts without examples, and not with broken ones"() {
        given:
        Files.writeString(folder.resolve("x.groovy"), "event X { on { 'a' } }")

        expect:
        herald("test", folder.toString()) == 0
        out.toString() == "0 passed, 0 failed${System.lineSeparator()}"

        when:
        Files.writeString(folder.resolve("y.groovy"), "event Y { on { nope() } }")

        then:
        herald("test", folder.toString()) == 1
        out.toString().contains("y.groovy:1:16: unknown room or resource 'nope'")
    }

    def "test runs the specs beside the scripts, with the scripts as its settings load them"() {
        given:
        Files.writeString(folder.resolve("UpdateChat.groovy"), "event UpdateChat { on { \"chat.\$chat.id\" }; as { [id: chat.id, at: System.nanoTime() > 0] } }")
        Files.createDirectories(folder.resolve("specs/.hidden"))
        Files.writeString(folder.resolve("specs/.hidden/XSpec.groovy"), "no spec at all {")
        Files.writeString(folder.resolve("specs/UpdateChatSpec.groovy"), '''\
            import io.herald.dsl.ScriptsUnderTest
            import spock.lang.*

            class UpdateChatSpec extends Specification {
                @Shared scripts = ScriptsUnderTest.load()

                def "a chat's change goes to its room"() {
                    expect:
                    scripts.plan("UpdateChat", [chat: [id: id]]).rooms() == ["chat.42"]

                    where:
                    id << [42, 43]
                }

                def "fails"() { expect: new File("nope").text }

                @Ignore("not yet") def "waits"() { expect: false }
            }

            class BrokenSpec extends Specification {
                def setupSpec() { assert 1 == 2 }
                def "is never run"() { expect: true }
            }
        '''.stripIndent())
        Path report = folder.resolve("herald.xml")

        expect:
        herald("test", folder.toString(), "--trust-scripts", "--event-names", "snake_case", "--report", report.toString()) == 1
        List<String> told = out.toString().readLines()
        told.findAll { !it.startsWith("      ") } == [
                "ok    UpdateChatSpec: a chat's change goes to its room [id: 42, #0]",
                "FAIL  UpdateChatSpec: a chat's change goes to its room [id: 43, #1]",
                "FAIL  UpdateChatSpec: fails",
                "skip  UpdateChatSpec: waits (not yet)",
                "FAIL  BrokenSpec",
                "1 passed, 3 failed, 1 skipped"]
        told.contains("      Condition not satisfied:")
        told.any { it.contains("java.io.FileNotFoundException: nope") } && !told.any { it.contains("at java.base") }
        told.contains("      at UpdateChatSpec.groovy:9")

        and:
        Element xml = parsed(report)
        ["tests", "failures", "skipped"].collect { xml.getAttribute(it) } == ["5", "3", "1"]
        named(xml, "testsuite")*.getAttribute("name") == ["UpdateChatSpec", "BrokenSpec"]
        named(xml, "skipped").size() == 1
    }

    def "a spec that does not compile is told with its place, and check and scripts pass it over"() {
        given:
        Files.writeString(folder.resolve("x.groovy"), "event X { on { 'a' } }")
        Files.writeString(folder.resolve("XSpec.groovy"), "class XSpec extends spock.lang.Specification {\n    def a() { expect: (1 }\n}")

        expect:
        herald("test", folder.toString()) == 1
        out.toString().contains("XSpec.groovy:2:26: ")
        herald("check", folder.toString()) == 0
    }

    def "a report that can't be written is told in one line"() {
        given:
        Files.writeString(folder.resolve("x.groovy"), "event X { on { 'a' } }")

        expect:
        herald("test", folder.toString(), "--report", "/dev/null/x.xml") == 2
        out.toString().contains("herald: the report can't be written: ")
    }

    def "check tells of examples that fail when they are required"() {
        given:
        Files.writeString(folder.resolve("UpdateChat.groovy"), CHAT.readLines()[0..4].join("\n") + "\n}")

        expect:
        herald("check", folder.toString()) == 0
        herald("check", folder.toString(), "--require-examples") == 1
        out.toString().contains("UpdateChat.groovy:5:13: example '<another>' of event UpdateChat fails: payload /id: expected 43, got 42")
    }
}

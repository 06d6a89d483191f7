package io.herald.server.command

import io.herald.dsl.HostOptions
import io.herald.dsl.ScriptHost
import java.nio.file.Files
import java.nio.file.Path
import picocli.CommandLine
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

class MainSpec extends Specification {

    @TempDir
    Path folder

    StringWriter out = new StringWriter()
    StringWriter err = new StringWriter()

    private int herald(String... words) {
        CommandLine herald = Main.commandLine()
        herald.setOut(new PrintWriter(out, true))
        herald.setErr(new PrintWriter(err, true))
        herald.execute(words)
    }

    @Unroll("herald #words")
    def "what is asked wrongly is refused in one line, with exit code 2"(List<String> words, String said) {
        expect:
        herald(words as String[]) == 2
        err.toString().startsWith("herald: ")
        err.toString().contains(said)
        err.toString().readLines().size() == 1

        where:
        words                                          || said
        ["serv"]                                       || "did you mean 'serve'?"
        ["serve", "--admin-prot", "1"]                 || "did you mean '--admin-port'?"
        ["serve", "--admin-port", "x"]                 || "admin-port must be a number from 0 to 65535, not 'x'"
        ["serve", "--admin-port"]                      || "Missing required parameter"
        ["serve", "--events", "/nowhere", "--data", "/dev/null/x"] || "/dev/null/x"
        ["serve", "--config", "/nowhere/herald.yml"]   || "can't be read"
        ["make", "evnt", "X"]                          || "there is no 'evnt' to make"
        ["make", "event", "../X"]                      || "the name '../X' must be"
        ["make", "event", "class", "--events", "/nowhere"] || "'class' is a word of the language"
        ["make", "room", "in", "--events", "/nowhere"] || "'in' is a word of the language"
        ["listen", "chatRoom", "--namespace", "side"]  || "namespace must start with '/'"
        ["check", "/nowhere"]                          || "/nowhere"
        ["check", "--format", "xml"]                   || "expected one of [TEXT, JSON, SARIF, GITHUB] (case-insensitive)"
        ["push", "/nowhere"]                           || "there are no scripts in /nowhere"
        ["trigger", "X", "--data", "/nowhere"]         || "no admin token in"
        ["trigger", "X", "--token", "t", "--admin-port", "1"] || "no node answers at http://127.0.0.1:1"
        ["trigger", "X", "--token", "t", "--input", "@/nowhere"] || "can't be read"
    }

    @Unroll("herald #words")
    def "the help can be learnt from"(List<String> words, String said) {
        expect:
        herald(words as String[]) == 0
        out.toString().contains(said)

        where:
        words                  || said
        ["--help"]             || "herald serve"
        []                     || "herald serve"
        ["help", "serve"]      || "--admin-port=N"
        ["serve", "--help"]    || "HERALD_ADMIN_PORT"
        ["make", "--help"]     || "herald make event UpdateChat"
        ["trigger", "--help"]  || "herald trigger UpdateChat --input"
        ["preview", "--help"]  || "herald preview UpdateChat --input"
        ["listen", "--help"]   || "herald listen chatRoom 42"
        ["test", "--help"]     || "herald test events"
        ["check", "--help"]    || "herald check events"
        ["--version"]          || "herald"
    }

    @Unroll("make #kind")
    def "make writes a script that compiles as it is"(String kind, String name, String declared) {
        when:
        int exitCode = herald("make", kind, name, "--events", folder.toString())

        then:
        exitCode == 0
        out.toString().contains(folder.resolve(name + ".groovy").toString())
        Files.readString(folder.resolve(name + ".groovy")).contains(declared)

        and:
        ScriptHost scripts = new ScriptHost(folder, HostOptions.DEFAULT, {})
        scripts.load().problems() == []
        scripts.catalog().scripts()[0].with { it.events() + it.rooms() + it.resources() } == [name]

        cleanup:
        scripts?.close()

        where:
        kind              | name           || declared
        "event"           | "UpdateChat"   || "event UpdateChat {"
        "broadcast_event" | "UpdateChat"   || "event UpdateChat {"
        "room"            | "chatRoom"     || "room chatRoom {"
        "resource"        | "ChatResource" || "resource ChatResource {"
    }

    def "make never writes over a script that is there"() {
        given:
        Files.writeString(folder.resolve("X.groovy"), "// mine")

        expect:
        herald("make", "event", "X", "--events", folder.toString()) == 2
        err.toString().contains("is there already")
        Files.readString(folder.resolve("X.groovy")) == "// mine"
    }

    @Unroll("make #kind #name")
    def "make never declares twice what would clash"(String kind, String name) {
        given:
        Files.writeString(folder.resolve("all.groovy"),
                "room chatRoom { id -> 'a' }\nresource ChatShape { chat -> [:] }\nevent UpdateChat { on { 'a' } }")

        expect:
        herald("make", kind, name, "--events", folder.toString()) == 2
        err.toString().contains("'$name' is declared in all.groovy already")
        folder.toFile().list() == ["all.groovy"] as String[]

        where:
        kind       | name
        "event"    | "UpdateChat"
        "room"     | "chatRoom"
        "resource" | "chatRoom"
        "room"     | "ChatShape"
    }

    def "an event may have the name of a room"() {
        given:
        Files.writeString(folder.resolve("all.groovy"), "room chatRoom { id -> 'a' }")

        expect:
        herald("make", "event", "chatRoom", "--events", folder.toString()) == 0
        herald("check", folder.toString()) == 0
    }

    @Unroll("argument #argument")
    def "an argument of a room is JSON when all of it is, else a text"(String argument, Object value) {
        expect:
        ListenCommand.value(argument) == value

        where:
        argument     || value
        "42"         || 42
        "true"       || true
        '"42"'       || "42"
        "general"    || "general"
        "a,b"        || "a,b"
        "42,a"       || "42,a"
        "007"        || "007"
        "2026-01-31" || "2026-01-31"
        "{x"         || "{x"
        ""           || ""
    }

    def "check tells all that is wrong with all scripts"() {
        given:
        Files.writeString(folder.resolve("a.groovy"), "event A { on { nope() } }")
        Files.writeString(folder.resolve("b.groovy"), "event B {\n    as { 1 }\n}")
        Files.writeString(folder.resolve("c.groovy"), "event C { on { 'c' } }")

        expect:
        herald("check", folder.toString()) == 1
        out.toString().replace("\r", "") == """\
            a.groovy:1:16: unknown room or resource 'nope'; no script declares it
                event A { on { nope() } }
                               ^
            b.groovy:1:7: event B has no 'on' block; say to which rooms it goes: on { … }
                event B {
                      ^
            1 script in order, 2 problems
            """.stripIndent()
    }

    @Unroll("check --format #format")
    def "check tells the same in the format that is asked for"(String format, String beginning) {
        given:
        Files.writeString(folder.resolve("a.groovy"), "event A { on { nope() } }")

        expect:
        herald("check", folder.toString(), "--format", format) == 1
        out.toString().startsWith(beginning)
        out.toString().contains("nope")

        where:
        format   || beginning
        "text"   || "a.groovy:1:16: "
        "json"   || "{"
        "SARIF"  || "{"
        "github" || "::error file="
    }

    def "check keeps scripts in the sandbox unless they are trusted"() {
        given:
        Files.writeString(folder.resolve("X.groovy"), "event X { on { System.getenv('ROOM') ?: 'a' } }")

        expect:
        herald("check", folder.toString()) == 1
        out.toString().contains("X.groovy:1:23: the class System is not allowed in scripts")
        herald("check", folder.toString(), "--trust-scripts") == 0
    }

    def "check is content with scripts in order"() {
        given:
        Files.writeString(folder.resolve("c.groovy"), "event C { on { 'c' } }")

        expect:
        herald("check", folder.toString()) == 0
        out.toString() == "1 script in order, 0 problems${System.lineSeparator()}"
    }
}

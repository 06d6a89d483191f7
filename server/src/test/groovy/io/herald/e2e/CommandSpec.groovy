package io.herald.e2e

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** The packaged command, as a person runs it. */
class CommandSpec extends Specification {

    static final Path EXAMPLE = Path.of("..", "events").toAbsolutePath().normalize()

    @TempDir
    Path folder

    @AutoCleanup
    HeraldProcess herald

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    private HeraldProcess served(String... options) {
        herald = new HeraldProcess(EXAMPLE, folder.resolve("data"), options).awaitReady()
    }

    private Tuple2<Integer, String> run(String... words) {
        HeraldProcess.run(*words, "--data", folder.resolve("data").toString(), "--admin-port", herald.adminPort)
    }

    def "the first start says on one screen what is loaded, where it listens, the token, and what to try"() {
        given:
        served()

        expect:
        String screen = herald.output.join("\n")
        screen.contains("Herald is ready (")
        screen.contains("3 events, 3 rooms, 3 resources, no problems")
        screen.contains(herald.token + " (kept in ")
        screen.contains("curl -H \"Authorization: Bearer \$(cat ${folder.resolve("data/token")})\"")
        screen.contains("${herald.adminUrl}/api/events/UpdateChat")
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/token"))) == "rw-------"
    }

    def "a later start does not show the token again"() {
        given:
        served()
        String token = herald.token
        herald.close()

        when:
        served()

        then:
        herald.token == token
        !herald.output.any { it.contains(token) }
    }

    def "the line to try works as it stands"() {
        given:
        served()
        String shown = herald.output.join("\n")
        String command = shown.substring(shown.indexOf("curl "), shown.indexOf("/api/events/UpdateChat") + "/api/events/UpdateChat".length())

        when:
        Process shell = new ProcessBuilder("sh", "-c", command).start()
        String answer = shell.inputStream.text

        then:
        answer.contains('"outcome":"SENT"')
        answer.contains('"rooms":[{"room":"chat.42","namespace":"/"}]')
    }

    def "test runs the spec of the guide, beside the scripts"() {
        given:
        List<String> snippets = Files.readString(Path.of("..", "docs", "testing.md")).split("```groovy\n").drop(1)*.takeBefore("```")
        Files.writeString(folder.resolve("UpdateChat.groovy"), snippets[0])
        Files.writeString(folder.resolve("rooms.groovy"), 'room chatRoom { id -> "chat.$id" }')
        Files.writeString(folder.resolve("UpdateChatSpec.groovy"), snippets[2])

        when:
        def (code, output) = HeraldProcess.run("test", folder.toString())

        then:
        output.readLines() == [
                "ok    UpdateChat: a published chat", "ok    UpdateChat: a draft",
                "ok    UpdateChatSpec: a chat's change goes to its room", "ok    UpdateChatSpec: a draft is kept back",
                "4 passed, 0 failed"]
        code == 0
    }

    def "Ctrl-C stops it cleanly"() {
        given:
        served()

        expect:
        herald.interrupt() == 130
        eventually.eventually { assert herald.output[-2..-1] == ["Herald is stopping", "Herald has stopped"] }
    }

    def "a port in use is one clear line and exit code 2"(String option) {
        given:
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))
        List<String> other = option == "--admin-port" ? ["--socketio-port", "0"] : ["--admin-port", "0"]

        when:
        Tuple2<Integer, String> end = HeraldProcess.run("serve", "--events", EXAMPLE.toString(), "--data", folder.toString(),
                option, taken.localPort.toString(), *other)

        then:
        end.v1 == 2
        end.v2.readLines() ==
                ["herald: port ${taken.localPort} of 127.0.0.1 can't be bound: stop what listens there, or choose another with $option (0 picks a free one)"]

        cleanup:
        taken?.close()

        where:
        option << ["--admin-port", "--socketio-port"]
    }

    @Unroll("herald #words")
    def "what keeps it from starting is one clear line and exit code 2"(List<String> words, String said) {
        given:
        Tuple2<Integer, String> end = HeraldProcess.run(words as String[])

        expect:
        end.v1 == 2
        end.v2.readLines().size() == 1
        end.v2.contains(said)

        where:
        words                                                                    || said
        ["serve", "--events", "/nowhere", "--token", "x" * 20, "--admin-port", "0"] || "/nowhere"
        ["serve", "--admin-prot", "1"]                                           || "did you mean '--admin-port'?"
        ["serve", "--redis", "nonsense"]                                         || "redis"
    }

    def "trigger, preview and listen work against a running node"() {
        given:
        served()
        Process listener = HeraldProcess.start("listen", "chatRoom", "42", "--count", "1", "--timeout", "60",
                "--socketio-port", herald.socketioPort)
        StringBuffer heard = new StringBuffer()
        listener.consumeProcessOutputStream(heard)
        eventually.eventually { assert heard.toString().contains("listening in room chat.42") }
        Path input = Files.writeString(folder.resolve("chat.json"), '{"chat": {"id": 42, "title": "Hello"}}')

        when:
        Tuple2<Integer, String> preview = run("preview", "UpdateChat", "--input", "@$input")
        Tuple2<Integer, String> trigger = run("trigger", "UpdateChat", "--input", '{"chat": {"id": 42, "title": "Hello"}}')

        then:
        preview.v1 == 0
        preview.v2.contains('"outcome":"WOULD_SEND"')
        trigger.v1 == 0
        trigger.v2.contains('"recipients":1')
        eventually.eventually { assert !listener.alive }
        listener.exitValue() == 0
        eventually.eventually { assert heard.toString().readLines().last() == '{"event":"UpdateChat","args":[{"id":42,"title":"Hello"}]}' }

        cleanup:
        listener?.destroy()
    }

    def "a trigger that fails says why, with exit code 1"() {
        given:
        served()

        when:
        Tuple2<Integer, String> end = run("trigger", "UpdateCaht")

        then:
        end.v1 == 1
        end.v2.contains("did you mean 'UpdateChat'?")
    }

    def "a namespace that no room names is told to who listens"() {
        given:
        served()

        when:
        Tuple2<Integer, String> end = HeraldProcess.run("listen", "chatRoom", "1", "--namespace", "/nope", "--socketio-port", herald.socketioPort)

        then:
        end.v1 == 1
        end.v2.contains("may not connect to namespace /nope: ")
    }

    def "who listens for a time and gets nothing has what they asked for, unless they counted"(List<String> count, int exitCode) {
        given:
        served()

        expect:
        HeraldProcess.run("listen", "chatRoom", "1", "--timeout", "1", "--socketio-port", herald.socketioPort, *count).v1 == exitCode

        where:
        count            || exitCode
        []               || 0
        ["--count", "1"] || 1
    }

    def "a start without scripts says how to write one, and one with broken scripts what is wrong"() {
        given:
        Path events = Files.createDirectory(folder.resolve("events"))

        when:
        herald = new HeraldProcess(events, folder.resolve("data")).awaitReady()

        then:
        herald.output.join("\n").contains("herald make event UpdateChat")
        herald.close()

        when:
        Files.writeString(events.resolve("a.groovy"), "event A { on { nope() } }")
        herald = new HeraldProcess(events, folder.resolve("data")).awaitReady()

        then:
        String screen = herald.output.join("\n")
        screen.contains("a.groovy:1:16: unknown room or resource 'nope'")
        screen.contains("0 events, 0 rooms, 0 resources, 1 problem, told above")
    }

    def "a closed room is told to who listens"() {
        given:
        served()

        when:
        Tuple2<Integer, String> end = HeraldProcess.run("listen", "userRoom", "1", "--socketio-port", herald.socketioPort)

        then:
        end.v1 == 1
        end.v2.contains("may not join userRoom: forbidden")
    }
}

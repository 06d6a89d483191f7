package io.herald.e2e

import io.herald.dsl.HostOptions
import io.herald.dsl.ScriptHost
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** Every snippet of the README and the guide, run as it stands but for ports and folders. */
class ReadmeSpec extends Specification {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize()
    static final String README = Files.readString(ROOT.resolve("README.md"))
    static final String GUIDE = Files.readString(ROOT.resolve("docs/scripts.md"))

    @Shared @TempDir
    Path home

    @Shared @AutoCleanup
    HeraldProcess herald

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setupSpec() {
        Path events = Files.createDirectories(home.resolve("events"))
        Files.list(ROOT.resolve("events")).withCloseable { scripts ->
            scripts.each { Files.copy(it, events.resolve(it.fileName), StandardCopyOption.REPLACE_EXISTING) }
        }
        herald = new HeraldProcess(events, home.resolve("data")).awaitReady()
    }

    /** The fenced blocks of a language, `` for those that name none. */
    private static List<String> snippets(String text, String language) {
        List<String> found = []
        String fence = null
        StringBuilder snippet = new StringBuilder()
        text.eachLine { line ->
            if (fence == null && line.startsWith("```")) {
                fence = line.substring(3)
                snippet.length = 0
            } else if (line == "```") {
                if (fence == language) {
                    found << snippet.toString()
                }
                fence = null
            } else {
                snippet << line << "\n"
            }
        }
        found
    }

    /** As a terminal in the project's folder would run it, with this spec's node in place of the default one. */
    private Process shell(String snippet) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java")
        String command = snippet
                .replace("./herald ", "$java -jar ${HeraldProcess.JAR} ")
                .replace("127.0.0.1:7070", "127.0.0.1:${herald.adminPort}")
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "exec $command").directory(home.toFile()).redirectErrorStream(true)
        shell.environment().putAll(HERALD_ADMIN_PORT: herald.adminPort, HERALD_SOCKETIO_PORT: herald.socketioPort)
        shell.start()
    }

    def "the first event in a minute is as the README says"() {
        given:
        List<String> steps = snippets(README, "sh")
        String printed = snippets(README, "").find { it.contains('"event"') }

        expect: "the steps that this spec knows"
        steps[0] == "./herald serve\n"
        steps[1].startsWith("./herald listen")
        steps[2].startsWith("./herald trigger")
        steps[3].startsWith("curl")

        when:
        Process listener = shell(steps[1])
        StringBuffer heard = new StringBuffer()
        listener.consumeProcessOutputStream(heard)
        eventually.eventually { assert heard.toString().contains("listening in room chat.42") }
        String answer = shell(steps[2]).inputStream.text

        then:
        answer.contains('"outcome":"SENT"')
        answer.contains('"recipients":1')
        eventually.eventually { assert heard.toString().endsWith(printed) }

        when: "the same from any language"
        answer = shell(steps[3]).inputStream.text

        then:
        answer.contains('"outcome":"SENT"')
        eventually.eventually { assert heard.toString().endsWith(printed + printed) }

        when: "the resource is changed as the README proposes"
        Path resources = home.resolve("events/resources.groovy")
        String changed = Files.readString(resources).replace("title: chat.title]", "title: chat.title, shout: chat.title.toUpperCase()]")
        assert README.contains('`shout: chat.title.toUpperCase()`') && changed.contains("shout")
        Files.writeString(resources, changed)

        then:
        eventually.eventually {
            assert herald.post("/api/events/UpdateChat/preview", '{"chat": {"id": 42, "title": "Hello"}}').body().contains('"shout":"HELLO"')
        }

        cleanup:
        listener?.destroy()
    }

    def "a browser's snippet is the stock client's"() {
        given:
        String snippet = snippets(README, "js")[0]
        Path script = JsClient.script("readme.mjs",
                'import { io } from "socket.io-client";\n' + snippet.replace("127.0.0.1:9092", "127.0.0.1:${herald.socketioPort}"))

        when:
        Process node = new ProcessBuilder("node", script.fileName.toString()).directory(script.parent.toFile()).redirectErrorStream(true).start()
        StringBuffer seen = new StringBuffer()
        node.consumeProcessOutputStream(seen)

        then:
        eventually.eventually { assert seen.toString().contains("{ ok: true, room: 'chat.42' }") }

        when:
        herald.post("/api/events/UpdateChat", '{"chat": {"id": 42, "title": "Hello"}}')

        then:
        eventually.eventually { assert seen.toString().contains("id: 42, title: 'Hello'") }

        cleanup:
        node?.destroy()
    }

    @Unroll("#where: #script")
    def "every script shown compiles, beside the example's rooms and resources unless it brings its own"(String where, String script) {
        given:
        Path folder = Files.createTempDirectory(home, "snippet")
        Files.writeString(folder.resolve("shown.groovy"), script)
        ["rooms.groovy", "resources.groovy"].each { name ->
            String text = Files.readString(ROOT.resolve("events/$name"))
            List<String> names = (script =~ /(?m)^(?:room|resource) (\w+)/).collect { it[1] as String }
            if (!names.any { text.contains(" $it ") }) {
                Files.writeString(folder.resolve(name), text)
            }
        }
        ScriptHost scripts = new ScriptHost(folder, HostOptions.DEFAULT, {})

        expect:
        scripts.load().problems() == []

        cleanup:
        scripts.close()

        where:
        [where, script] << snippets(README, "groovy").collect { ["README", it] } + snippets(GUIDE, "groovy").collect { ["guide", it] }
    }

    def "what the README links to is there"() {
        expect:
        (README =~ /\]\(([^)#]+)\)/).collect { it[1] as String }.findAll { !it.startsWith("http") && !Files.exists(ROOT.resolve(it)) } == []
    }
}

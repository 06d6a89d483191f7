package io.herald.e2e

import io.herald.server.ide.Editor
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** `herald lsp`, as an editor starts it. */
class LspSpec extends Specification {

    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java")

    @TempDir
    Path folder

    Process herald
    Editor editor
    List<String> log = new CopyOnWriteArrayList<>()
    CompletableFuture<Void> logged

    PollingConditions eventually = new PollingConditions(timeout: 60, delay: 0.02)

    private void start() {
        Files.writeString(folder.resolve("rooms.groovy"), 'println "loaded"\nroom chatRoom { id -> "chat.$id" }')
        herald = new ProcessBuilder(JAVA, "-jar", HeraldProcess.JAR.toString(), "lsp", folder.toString()).start()
        logged = CompletableFuture.runAsync { herald.errorStream.eachLine("UTF-8") { log << it } }
    }

    private void begin(Integer parent = null) {
        start()
        editor = new Editor(herald.inputStream, herald.outputStream, folder.toRealPath())
        editor.begin(parent)
    }

    private void say(String message) {
        String text = """{"jsonrpc": "2.0", $message}"""
        herald.outputStream << "Content-Length: ${text.size()}\r\n\r\n$text"
        herald.outputStream.flush()
    }

    def cleanup() {
        herald?.destroyForcibly()
    }

    def "an editor is told what is wrong, what may be written, and where it is declared, until it says goodbye"() {
        given:
        begin()

        when:
        editor.open("UpdateChat.groovy", "event UpdateChat { on { chat|Roomm(chat.id) } }")

        then:
        eventually.eventually {
            assert editor.wrong("UpdateChat.groovy") == ["1:25-34 unknown room or resource 'chatRoomm'; did you mean 'chatRoom'?"]
        }
        editor.complete("UpdateChat.groovy")*.label.contains("chatRoom")

        when:
        editor.change("UpdateChat.groovy", "event UpdateChat { on { chat|Room(chat.id) } }")

        then:
        eventually.eventually { assert editor.wrong("UpdateChat.groovy") == [] }
        editor.definition("UpdateChat.groovy") == "rooms.groovy:2:6"

        and: "what a script prints is no part of the protocol"
        eventually.eventually { assert log.contains("loaded") }

        when:
        editor.shutdown()
        editor.exit()

        then:
        herald.waitFor(30, TimeUnit.SECONDS)
        herald.exitValue() == 0
    }

    def "it ends when its input does"() {
        given:
        begin()

        when:
        herald.outputStream.close()

        then:
        herald.waitFor(30, TimeUnit.SECONDS)
        herald.exitValue() == 1
    }

    def "an editor that does not wait for the last answer is no failure"() {
        given:
        start()
        say('"method": "initialize", "id": 1, "params": {"capabilities": {}}')
        herald.inputStream.read()

        when:
        herald.inputStream.close()
        say('"method": "shutdown", "id": 2')
        say('"method": "exit"')

        then:
        herald.waitFor(30, TimeUnit.SECONDS)
        herald.exitValue() == 0
        eventually.eventually { assert logged.done }
        log - "loaded" == []
    }

    def "it ends when the editor's process does, though its input stays open"() {
        given:
        Process parent = new ProcessBuilder("sleep", "600").start()
        begin(parent.pid() as Integer)

        when:
        parent.destroyForcibly()

        then:
        herald.waitFor(30, TimeUnit.SECONDS)
    }

    def "a folder that is not there is refused, and other commands load nothing of it"() {
        when:
        Tuple2<Integer, String> refused = HeraldProcess.run("lsp", folder.resolve("none").toString())

        then:
        refused.v1 == 2
        refused.v2.contains("the scripts' folder can't be read")

        when:
        Process check = new ProcessBuilder(JAVA, "-Xlog:class+load", "-jar", HeraldProcess.JAR.toString(), "check", folder.toString()).start()
        List<String> loaded = check.inputStream.readLines("UTF-8")

        then:
        loaded.any { it.contains("io.herald.server.command.CheckCommand") }
        !loaded.any { it.contains("lsp4j") }
    }

    def "herald ide says what it wrote, and the host passes over it"() {
        given:
        Files.writeString(folder.resolve("models.groovy"), "model Chat { Long id }")

        when:
        Tuple2<Integer, String> ide = HeraldProcess.run("ide", folder.toString())

        then:
        ide.v1 == 0
        ide.v2.readLines() == [".gitignore", "Chat.java", "herald.gdsl"].collect { "wrote ${folder.resolve(".herald").resolve(it)}" as String }

        and:
        HeraldProcess.run("check", folder.toString()).v2.contains("1 script in order, 0 problems")
    }
}

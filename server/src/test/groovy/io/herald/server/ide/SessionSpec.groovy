package io.herald.server.ide

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.dsl.HostOptions
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import org.eclipse.lsp4j.CompletionItem
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

class SessionSpec extends Specification {

    static final HostOptions OPTIONS = HostOptions.DEFAULT.with {
        new HostOptions(it.limits(), it.patience(), Duration.ofSeconds(4), false, it.plugins(), it.trial())
    }
    static final String EVENT = "event UpdateChat {\n    input { Chat chat }\n    on { chatRoom(chat.id) }\n}\n"

    @TempDir
    Path folder

    PipedOutputStream toServer = new PipedOutputStream()
    PipedInputStream fromServer = new PipedInputStream(1 << 16)
    CompletableFuture<Boolean> session
    Editor editor

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setup() {
        Files.writeString(folder.resolve("rooms.groovy"), '\nroom chatRoom { Long id -> "chat.$id" }\nresource ChatResource { chat -> [id: chat.id] }\n')
        Files.writeString(folder.resolve("models.groovy"), "model Chat { Long id; String title; Optional<Person> owner }\nmodel Person { Long id; String name }\n")
        PipedInputStream in_ = new PipedInputStream(toServer, 1 << 16)
        PipedOutputStream out = new PipedOutputStream(fromServer)
        session = CompletableFuture.supplyAsync { out.withCloseable { Session.serve(in_, out, folder, OPTIONS, "1") } }
        editor = new Editor(fromServer, toServer, folder.toRealPath())
        editor.begin()
    }

    def cleanup() {
        toServer.close()
        session.get(30, TimeUnit.SECONDS)
    }

    def "what is wrong is shown where it stands while it is typed, and is gone when it is mended"() {
        when:
        editor.open("UpdateChat.groovy", EVENT.replace("chat.id", "chat.idd"))

        then:
        eventually.eventually {
            assert editor.wrong("UpdateChat.groovy") == ["3:24-27 model Chat has no field 'idd'; did you mean 'id'?"]
        }

        when:
        editor.change("UpdateChat.groovy", EVENT.replace("chatRoom(", "chatRoomm(("))

        then:
        eventually.eventually { assert editor.wrong("UpdateChat.groovy").size() == 1 && editor.wrong("UpdateChat.groovy")[0].startsWith("3:") && !editor.wrong("UpdateChat.groovy")[0].contains("idd") }

        when:
        editor.change("UpdateChat.groovy", EVENT)

        then:
        eventually.eventually { assert editor.wrong("UpdateChat.groovy") == [] }
    }

    @Unroll("#text")
    def "a problem is shown where editors count it: an emoji is two, a tab one, a line's end none"(String text, String place) {
        when:
        editor.open("X.groovy", text)

        then:
        eventually.eventually { assert editor.wrong("X.groovy")*.split(" ")*.first() == [place] }

        where:
        text                                                       || place
        "event X {\n\ton { ['😀😀', nope(1)] }\n}"                  || "2:16-20"
        "event X < on < ['😀', nope(1)] > >"                        || "1:23-27"
        "event X {\r\n  on { '😀' + nope(1) }\r\n}\r\n"            || "2:15-19"
        "event X { on { ['😀', chatRoom(1 } }"                      || "1:33-34"
    }

    def "what one script does to another is shown, from texts that are not saved"() {
        given:
        editor.open("UpdateChat.groovy", EVENT)

        when:
        editor.open("rooms.groovy", 'room chatRoom { Long id, topic -> "chat.$id" }\n')

        then:
        eventually.eventually { assert editor.wrong("rooms.groovy") || editor.wrong("UpdateChat.groovy") }

        when: "it is closed without a save, the file counts again"
        editor.close("rooms.groovy")

        then:
        eventually.eventually { assert !editor.wrong("rooms.groovy") && !editor.wrong("UpdateChat.groovy") }
    }

    @Unroll("#typed")
    def "what may be written there is offered, in text that does not compile"(String typed, List<String> first) {
        given:
        Files.writeString(folder.resolve("UpdateChat.groovy"), EVENT)
        seen()
        editor.open("x.groovy", typed)

        expect:
        editor.complete("x.groovy")*.label.take(first.size()) == first

        where:
        typed                                                 || first
        "|"                                                   || ["event", "model", "resource", "room"]
        "event X {\n  on { |"                                 || ["chatRoom", "ChatResource"]
        "event X < on < | > >"                                || ["chatRoom", "ChatResource"]
        "event X { as { | } }"                                || ["ChatResource", "chatRoom"]
        "event X { input { Chat chat }; on { chatRoom(chat.|" || ["id", "owner", "title"]
        "event X { as { [n: chat.owner?.|] }; input { Chat chat } }" || ["id", "name"]
        "event X { input { |"                                 || ["Chat", "Person"]
        "event X { on { 'a' }\n  de|"                         || ["ack", "as", "compress"]
        "event X { on { 'a|' } }"                             || []
    }

    def "what is offered can be filled in"() {
        given:
        seen()
        editor.open("x.groovy", "event X { on { ch| } }")
        CompletionItem room = editor.complete("x.groovy").find { it.label == "chatRoom" }

        expect:
        room.insertText == 'chatRoom(${1:id})'
        room.detail == "chatRoom(Long id)"
    }

    @Unroll("#text")
    def "a name leads to where it is declared, and says what it is"(String text, String place, String says) {
        given:
        seen()
        editor.open("x.groovy", text)

        expect:
        editor.definition("x.groovy") == place
        editor.hover("x.groovy").contains(says)

        where:
        text                                                          || place               | says
        "event X { on { chat|Room(1) } }"                             || "rooms.groovy:2:6"  | "room chatRoom(Long id)"
        "event X { as { ChatResource|(1) }; on { 'a' } }"             || "rooms.groovy:3:10" | "resource ChatResource(chat)"
        "event X { input { Ch|at chat }; on { chat.id } }"            || "models.groovy:1:7" | "Optional<Person> owner"
        "event X { input { Chat chat }; on { chat.owner?.na|me } }"   || "models.groovy:2:32" | "String name"
        "event X { input { Chat chat }; on { ch|at.id } }"            || "x.groovy:1:24"     | "Chat chat"
        "def level(n) { n }\nevent X { on { le|vel(1) } }"            || "x.groovy:1:5"      | "method level(n)"
        "event X < deb|ounce 200.ms; on < 'a' > >"                    || null                | "The newest is sent"
    }

    def "the symbols of a script are what it declares"() {
        given:
        editor.open("x.groovy", EVENT + "room a { 'a' }")

        expect:
        editor.symbols("x.groovy") == ["event UpdateChat", "room a"]
    }

    def "a text that is none of the scripts, or too large for one, is left alone"() {
        given:
        editor.open("XSpec.groovy", "ev|")
        editor.open("../x.groovy", "ev|")
        editor.open("large.groovy", "|" + "x" * (HostOptions.DEFAULT.limits().fileBytes() + 1))

        expect:
        ["XSpec.groovy", "../x.groovy", "large.groovy"].every { editor.complete(it) == [] && editor.hover(it) == null }
    }

    def "files that change beside the editor are seen"() {
        given:
        editor.open("UpdateChat.groovy", EVENT.replace("chatRoom", "teamRoom"))
        eventually.eventually { assert editor.wrong("UpdateChat.groovy") }

        when:
        Files.writeString(folder.resolve("teams.groovy"), 'room teamRoom { id -> "team.$id" }')

        then:
        eventually.eventually { assert editor.wrong("UpdateChat.groovy") == [] }
    }

    def "a script that takes its time keeps no answer back"() {
        given:
        editor.open("slow.groovy", "final SLOW = (1..100000).each { (1..100000).each { n -> n } }")
        editor.open("x.groovy", "event X { re| }")

        expect:
        editor.complete("x.groovy")*.label.contains("retry")
        eventually.eventually { assert editor.wrong("slow.groovy")?.any { it.contains("did not load within") } }
    }

    def "a session ends as the editor wants it, and when its stream does"() {
        when:
        editor.shutdown()
        editor.exit()

        then:
        session.get(30, TimeUnit.SECONDS)
    }

    def "a message that claims to be larger than any ends the session"() {
        when:
        toServer.write("Content-Length: 2000000000\r\n\r\n{".bytes)
        toServer.flush()

        then:
        !session.get(30, TimeUnit.SECONDS)
    }

    def "of more texts than may be open, further ones are not looked at"() {
        when:
        1000.times { editor.open("s${it}.groovy", "") }
        editor.open("x.groovy", "ev|")

        then:
        editor.complete("x.groovy") == []

        when: "one is closed"
        editor.close("s0.groovy")
        editor.change("x.groovy", "ev|")

        then:
        editor.complete("x.groovy")*.label.contains("event")
    }

    @Unroll("#message")
    def "what fails is told in one line, without a stack trace"(String message, String told) {
        given:
        String text = """{"jsonrpc":"2.0","id":7,$message}"""
        ByteArrayOutputStream out = new ByteArrayOutputStream()

        when:
        Session.serve(new ByteArrayInputStream("Content-Length: ${text.size()}\r\n\r\n$text".bytes), out, folder, OPTIONS, "1")

        then:
        def error = new ObjectMapper().readValue(out.toString().split("\r\n\r\n", 2)[1], Map).error
        error.message.startsWith(told)
        error.keySet() == ["code", "message"] as Set

        where:
        message                                                        || told
        '"method":"textDocument/hover","params":{}'                    || "the request failed (NullPointerException); Herald's log says more"
        '"method":"textDocument/hover","params":{"position":"x"}'      || "Message could not be parsed"
        '"method":"textDocument/nope","params":{}'                     || "Unsupported request method: textDocument/nope"
    }

    /** Waits until the folder was read. */
    private void seen() {
        editor.open("probe.groovy", "event Probe { on { probe() } }")
        eventually.eventually { assert editor.wrong("probe.groovy") }
    }
}

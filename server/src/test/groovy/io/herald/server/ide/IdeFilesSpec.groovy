package io.herald.server.ide

import io.herald.dsl.text.Word
import io.herald.dsl.text.Word.Where
import java.nio.file.Files
import java.nio.file.Path
import javax.tools.ToolProvider
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

class IdeFilesSpec extends Specification {

    @TempDir
    Path home

    Path folder

    def setup() {
        folder = Files.createDirectory(home.resolve("my events"))
        script("models.groovy", '''\
            model Chat {
                Long id; String title; boolean published
                Optional<Person> owner
                List<Map<String, Chat>> replies = []
                State state; Instant at; UUID key; Nobody nobody; Object any; int native
            }
            model Person { Long id; BigDecimal score; Optional born }
            model State { oneOf 'open', 'closed' }
            '''.stripIndent())
        script("rooms.groovy", 'room chatRoom { Long id, topic -> "chat.$id" }\nresource ChatResource { chat -> [id: chat.id] }\nroom lobby { -> "lobby" }')
        script("UpdateChat.groovy", "event UpdateChat { input { Chat chat; Optional<String> by }; on { chatRoom(chat.id, 'x') } }")
    }

    def "models become classes of Java that compile, with fields as blocks see them"() {
        when:
        IdeFiles.write(folder)

        then:
        ToolProvider.systemJavaCompiler.run(null, null, null, "-d", home.toString(),
                *["Chat", "Person", "State"].collect { written("${it}.java").toString() }) == 0

        and:
        Class chat = new URLClassLoader([home.toUri().toURL()] as URL[]).loadClass("Chat")
        chat.fields.collectEntries { [it.name, it.genericType.typeName] } == [
                id     : "java.lang.Long", title: "java.lang.String", published: "java.lang.Boolean", owner: "Person",
                replies: "java.util.List<java.util.Map<java.lang.String, Chat>>", state: "java.lang.String",
                at     : "java.time.Instant", key: "java.util.UUID", nobody: "java.lang.Object", any: "java.lang.Object"]
    }

    @Unroll("#where after #text")
    def "IntelliJ is told every word where it may stand, with what it is for"(Where where, String text) {
        given:
        IdeFiles.write(folder)
        Map<String, Map> told = told(text)

        expect:
        Word.in(where).every { told[it.name()].doc.contains(it.says()) }

        where:
        where          | text
        Where.FILE     | ""
        Where.EVENT    | "event Unheard { on { 'a' }; "
        Where.ROOM     | "room chatRoom { id -> "
        Where.RESOURCE | "resource ChatResource { "
        Where.MODEL    | "model Chat { "
        Where.INPUT    | "event UpdateChat { input { "
        Where.EXAMPLE  | "event UpdateChat { example('one') { "
        Where.PAYLOAD  | "event UpdateChat { 'as' { "
        Where.PAYLOAD  | "resource ChatResource { chat -> "
    }

    def "IntelliJ is told rooms and resources with their parameters, and inputs in their event only"() {
        given:
        IdeFiles.write(folder)

        expect:
        told("event UpdateChat { on { ").with {
            it.chatRoom.params == [id: "java.lang.Long", topic: "java.lang.Object"]
            it.lobby.params == [:]
            it.ChatResource.params == [chat: "java.lang.Object"]
            it.chat.type == "Chat"
            it.by.type == "java.lang.String"
            !it.containsKey("debounce")
        }
        told("event UpdateChat { example('one') { ").expect.namedParams == Word.in(Where.EXPECT)*.name()
        !told("event Other { on { ").containsKey("chat")
        !told("event UpdateChat { to sockets { ").containsKey("debounce")
        !told("room chatRoom { id -> join { user, asked -> ").containsKey("presence")
        told("").keySet().containsAll(["UpdateChat", "chatRoom", "Chat"])
        new IntelliJ(gdsl()).at("/elsewhere/x.groovy", "").isEmpty()
    }

    def "written again, its own files become what the scripts are now, and nothing else is touched"() {
        given:
        IdeFiles.write(folder)
        script("models.groovy", "model Chat { Long number }")
        Files.writeString(written("Mine.java"), "class Mine {}")

        when:
        List<Path> files = IdeFiles.write(folder)

        then:
        files*.fileName*.toString() == [".gitignore", "Chat.java", "herald.gdsl"]
        Files.list(folder.resolve(".herald")).withCloseable { it.toList()*.fileName*.toString().toSorted() } ==
                [".gitignore", "Chat.java", "Mine.java", "herald.gdsl"]
        Files.readString(written("Chat.java")).contains("public Long number;")
    }

    def "a file that is not Herald's is never written over"() {
        given:
        Files.createDirectory(folder.resolve(".herald"))
        Files.writeString(written("Chat.java"), "class Chat {}")

        when:
        IdeFiles.write(folder)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.endsWith("Chat.java was not written by 'herald ide': move it away")
        !Files.exists(written("herald.gdsl"))
    }

    private void script(String name, String text) {
        Files.writeString(folder.resolve(name), text)
    }

    private Path written(String name) {
        folder.resolve(".herald").resolve(name)
    }

    private String gdsl() {
        Files.readString(written("herald.gdsl"))
    }

    private Map<String, Map> told(String text) {
        new IntelliJ(gdsl()).at("/somewhere/my events/chat/x.groovy", text)
    }
}

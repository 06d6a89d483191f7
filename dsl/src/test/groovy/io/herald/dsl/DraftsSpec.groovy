package io.herald.dsl

import io.herald.dsl.folder.FolderLimits
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class DraftsSpec extends Specification {

    @TempDir
    Path folder

    Drafts drafts

    def setup() {
        Files.writeString(folder.resolve("rooms.groovy"), 'room chatRoom { id -> "chat.$id" }')
        Files.writeString(folder.resolve("UpdateChat.groovy"), "event UpdateChat { on { chatRoom(chat.id) } }")
        drafts = new Drafts(folder, HostOptions.DEFAULT)
    }

    def "what an editor has not saved counts, until it is closed"() {
        expect:
        problems([:]) == []
        problems(["UpdateChat.groovy": "event UpdateChat { on { chatRoomm(chat.id) } }"]) ==
                ["UpdateChat.groovy:1:25: unknown room or resource 'chatRoomm'; did you mean 'chatRoom'?"]
        problems([:]) == []
    }

    def "a script that exists in the editor only is one of the folder"() {
        expect:
        problems(["lobby/Enter.groovy": "event Enter { on { lobby() } }", "lobby/rooms.groovy": "room lobby { -> 'lobby' }"]) == []
        problems(["lobby/Enter.groovy": "event Enter { on { lobby() } }"]) ==
                ["lobby/Enter.groovy:1:20: unknown room or resource 'lobby'; no script declares it"]
        problems([".herald/Chat.groovy": "nonsense (", "ChatSpec.groovy": "nonsense ("]) == []
    }

    def "files that changed on the disk are read anew, and one too large is left out"() {
        given:
        problems([:]) == []

        when:
        Files.delete(folder.resolve("rooms.groovy"))
        Files.writeString(folder.resolve("other.groovy"), 'room chatRoom { id, topic -> "chat.$id" }')

        then:
        problems([:]) != []
        problems(["big.groovy": "x" * (FolderLimits.DEFAULT.fileBytes() + 1)]).every { !it.startsWith("big") }
    }

    private List<String> problems(Map<String, String> open) {
        drafts.read(open)
        drafts.check()*.headline()
    }
}

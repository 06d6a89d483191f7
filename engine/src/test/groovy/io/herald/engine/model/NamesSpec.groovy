package io.herald.engine.model

import spock.lang.Specification
import spock.lang.Unroll

class NamesSpec extends Specification {

    @Unroll("'#wanted' -> #found")
    def "the nearest names come first, and none that is far"(String wanted, List<String> known, List<String> found) {
        expect:
        Names.nearest(wanted, known) == found

        where:
        wanted        | known                                      || found
        "chatRoomm"   | ["chatRoom", "userRoom", "lobby"]          || ["chatRoom"]
        "UpdateCaht"  | ["UpdateChat", "DeleteChat"]               || ["UpdateChat"]
        "update_chat" | ["UpdateChat"]                             || ["UpdateChat"]
        "updatechat"  | ["UpdateChat"]                             || ["UpdateChat"]
        "xyz"         | ["chatRoom", "lobby"]                      || []
        "room3"       | ["room1", "room2", "room4", "room5"]       || ["room1", "room2", "room4"]
        ""            | ["a"]                                      || []
        "../../etc"   | ["UpdateChat"]                             || []
        "x" * 65      | ["x" * 64]                                 || []
    }

    def "a hint names the most alike, or says something else"() {
        expect:
        Names.meant("chatRom", ["chatRoom", "lobby"], "none") == "did you mean 'chatRoom'?"
        Names.meant("zebra", ["chatRoom", "lobby"], "none") == "none"
    }
}

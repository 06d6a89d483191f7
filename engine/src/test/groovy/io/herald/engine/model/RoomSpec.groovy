package io.herald.engine.model

import spock.lang.Specification
import spock.lang.Unroll

class RoomSpec extends Specification {

    @Unroll("#why")
    def "a room refuses a name that is"(String name, String why, String said) {
        when:
        new Room(name)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.contains(said)
        refusal.message.length() < 160

        where:
        name           || why                        | said
        ""             || "empty"                    | "at least one character"
        "x" * 129      || "one too long"             | "at most 128 characters, not 129"
        "x" * 300      || "far too long"             | "at most 128 characters, not 300"
        "a\nb"         || "broken over lines"        | "control characters, not 'a\\u000ab'"
        "a\u0000b"     || "holding a NUL"            | "'a\\u0000b'"
    }

    def "a room's longest name has 128 characters"() {
        expect:
        new Room("x" * 128).name().length() == 128
    }

    def "a room of the root namespace reads as its name, another as both"() {
        expect:
        new Room("chat.42").toString() == "chat.42"
        new Room(new Namespace("/chat"), "chat.42").toString() == "/chat#chat.42"
    }
}

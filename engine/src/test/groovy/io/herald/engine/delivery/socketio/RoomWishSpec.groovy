package io.herald.engine.delivery.socketio

import com.corundumstudio.socketio.AckRequest
import com.corundumstudio.socketio.MultiTypeArgs
import com.corundumstudio.socketio.protocol.EngineIOVersion
import com.corundumstudio.socketio.protocol.Packet
import com.corundumstudio.socketio.protocol.PacketType
import spock.lang.Specification
import spock.lang.Unroll

class RoomWishSpec extends Specification {

    private static RoomWish wish(List<Object> sent) {
        RoomWish.of(new MultiTypeArgs(sent), new AckRequest(new Packet(PacketType.MESSAGE, EngineIOVersion.V4), null))
    }

    @Unroll("#sent")
    def "what a client sends is read, whatever it is"(List<Object> sent, Object room, Object arguments, int history) {
        expect:
        with(wish(sent)) {
            it.room() == room
            it.arguments() == arguments
            it.history() == history
        }

        where:
        sent                                 || room   | arguments | history
        []                                   || null   | null      | 0
        ["chat"]                             || "chat" | null      | 0
        ["chat", [42]]                       || "chat" | [42]      | 0
        ["chat", [42], [history: 20]]        || "chat" | [42]      | 20
        ["chat", [42], [history: -1]]        || "chat" | [42]      | 0
        ["chat", [42], [history: 1_000_000]] || "chat" | [42]      | 1000
        ["chat", [42], [history: "20"]]      || "chat" | [42]      | 0
        [7, "x", 20, "more"]                 || 7      | "x"       | 0
    }

    @Unroll("#what")
    def "it tells about how much memory it takes: "(String what, Object arguments, long bytes) {
        expect:
        wish(["chat", arguments, "x" * 1_000_000]).bytes() == 36 + bytes

        where:
        what                  | arguments                || bytes
        "no arguments"        | null                     || 32
        "a number"            | [42]                     || 2 * 32
        "a text"              | ["x" * 1000]             || 2 * 32 + 1000
        "bytes"               | [new byte[1000]]         || 2 * 32 + 1000
        "lists in a list"     | [[[], [], []]]           || 5 * 32
        "a map"               | [[abc: "defg", hij: 1]]  || 2 * 32 + 6 * 32 + 3 + 4 + 3
    }
}

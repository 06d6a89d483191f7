package io.herald.engine.delivery.socketio

import spock.lang.Specification
import spock.lang.Unroll

class IncomingPacketSpec extends Specification {

    @Unroll("#text")
    def "a packet is read"(String text, IncomingPacket packet) {
        expect:
        IncomingPacket.parse(text, 10) == packet

        where:
        text                     || packet
        '0'                      || new IncomingPacket(IncomingPacket.Type.CONNECT, "", null, 0, "")
        '0{"token":"x"}'         || new IncomingPacket(IncomingPacket.Type.CONNECT, "", null, 0, '{"token":"x"}')
        '0/chat,'                || new IncomingPacket(IncomingPacket.Type.CONNECT, "/chat", null, 0, "")
        '0/chat'                 || new IncomingPacket(IncomingPacket.Type.CONNECT, "/chat", null, 0, "")
        '0/chat?a=b,{"c":1}'     || new IncomingPacket(IncomingPacket.Type.CONNECT, "/chat?a=b", null, 0, '{"c":1}')
        '0/,'                    || new IncomingPacket(IncomingPacket.Type.CONNECT, "", null, 0, "")
        '1/chat,'                || new IncomingPacket(IncomingPacket.Type.DISCONNECT, "/chat", null, 0, "")
        '2["a",1]'               || new IncomingPacket(IncomingPacket.Type.EVENT, "", null, 0, '["a",1]')
        '2/chat,12["a"]'         || new IncomingPacket(IncomingPacket.Type.EVENT, "/chat", 12, 0, '["a"]')
        '3/chat,13["b"]'         || new IncomingPacket(IncomingPacket.Type.ACK, "/chat", 13, 0, '["b"]')
        '52-["a",{}]'            || new IncomingPacket(IncomingPacket.Type.BINARY_EVENT, "", null, 2, '["a",{}]')
        '61-/chat,15["b"]'       || new IncomingPacket(IncomingPacket.Type.BINARY_ACK, "/chat", 15, 1, '["b"]')
        '510-["a"]'              || new IncomingPacket(IncomingPacket.Type.BINARY_EVENT, "", null, 10, '["a"]')
        '2' + '9' * 18 + '["a"]' || new IncomingPacket(IncomingPacket.Type.EVENT, "", 999999999999999999, 0, '["a"]')
    }

    @Unroll("#why")
    def "what is no packet is refused"(String text, String why) {
        when:
        IncomingPacket.parse(text, 10)

        then:
        thrown(MalformedPacketException)

        where:
        text                      || why
        ''                        || "nothing"
        '4{"message":"x"}'        || "a connect error from a client"
        '7["a"]'                  || "an unknown type"
        'abc'                     || "a word"
        '5["a"]'                  || "a binary event without a number of attachments"
        '5-["a"]'                 || "an empty number of attachments"
        '511-["a"]'               || "more attachments than are allowed"
        '5999999999-["a"]'        || "a huge number of attachments"
        '2' + '9' * 19 + '["a"]'  || "an acknowledgement id that no long holds"
        '2' + '9' * 60_000        || "an acknowledgement id of sixty thousand digits"
    }
}

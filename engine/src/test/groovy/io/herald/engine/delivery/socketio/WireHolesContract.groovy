package io.herald.engine.delivery.socketio

import spock.lang.Timeout

/**
 * The holes measured in netty-socketio's own wire that Herald's must not have, each by its letter, and its number where it is a fault, too.
 * {@code StockWireHoles} runs it against netty-socketio's, see docs/wire.md.
 */
@Timeout(60)
abstract class WireHolesContract extends ServedWire {

    def "15, c: nobody is let in without the token that is asked for: nothing is heard, and nothing accepted"() {
        given:
        stop()
        serve(true)
        Wire silent = wire()
        Wire refused = wire()
        [silent, refused]*.hear()

        when:
        refused.say("40")

        then:
        refused.hear().toString().startsWith("44{")

        when:
        namespace("").broadcastOperations.sendEvent("secret")
        [silent, refused]*.say('42["message",1]')

        then: "both are closed, and heard nothing"
        [silent, refused].each { Wire wire -> eventually.eventually { assert wire.closed } }
        [silent, refused].every { it.received.empty }
    }

    def "17, d: no cookie or header chooses a session"() {
        given:
        String chosen = UUID.randomUUID()

        expect:
        !http.call("GET", "?EIO=4&transport=polling", null, [Cookie: "io=$chosen".toString(), io: chosen]).body().contains(chosen)
    }

    def "17, d: the secret of a session is shown to nobody"() {
        given:
        String sid = http.handshake()
        http.post(sid, "40")

        expect:
        !http.messages(sid, 2).any { it.contains(sid) }
    }

    def "19, f: a client that reads nothing costs no more than its bound"() {
        given:
        SlowReader stopped = new SlowReader(port(), "crowd")
        eventually.eventually { assert namespace("").getRoomOperations("crowd").clients.size() == 1 }
        long before = bufferBytes()
        long most = before

        when: "64 MB"
        4_000.times {
            broadcast("x" * 16_384)
            most = Math.max(most, it % 100 ? 0 : bufferBytes())
        }

        then:
        eventually.eventually { assert namespace("").allClients.empty }
        most - before < 16 << 20

        cleanup:
        stopped?.close()
    }

    def "a: an acknowledgement id without end closes the session, and costs no time"() {
        given:
        Wire bomb = connected()
        Wire other = connected()

        when:
        bomb.say("42" + "9" * 60_000 + '["ask",1]')

        then:
        eventually.eventually { assert bomb.closed }
        isAlive(other)
    }

    def "b: what is small on the wire and huge when it is inflated closes the session"() {
        given:
        RawWebSocket bomb = new RawWebSocket(port(), "permessage-deflate")

        when:
        bomb.send(COMPRESSED, deflated("40"))
        bomb.send(COMPRESSED, deflated('42["message","' + "x" * 20_000_000 + '"]'))

        then:
        isEnded(bomb)

        cleanup:
        bomb?.close()
    }

    def "e: attachments without end close the session"() {
        given:
        Wire wire = connected()

        when:
        wire.say('451000000-["message"]')

        then:
        eventually.eventually { assert wire.closed }
    }
}

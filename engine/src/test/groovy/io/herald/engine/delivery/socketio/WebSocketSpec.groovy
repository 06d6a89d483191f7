package io.herald.engine.delivery.socketio

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.net.http.HttpResponse
import java.nio.ByteBuffer
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Timeout
import spock.lang.Unroll

/** Engine.IO over a WebSocket and on the way to it, and namespaces of Socket.IO version 5, as bytes: what stock clients never send, too. */
@Timeout(60)
class WebSocketSpec extends ServedEngineIo {

    // ---- WebSocket

    @Unroll("over a WebSocket: #message")
    def "a malformed message closes its WebSocket and no other"(String message) {
        given:
        Wire other = connectedWire()
        Wire wire = connectedWire()

        when:
        wire.say(message)

        then:
        eventually.eventually { assert wire.closed }
        other.say('421["join","a",[]]')
        other.hear() == '431[{"ok":true,"room":"a"}]'

        cleanup:
        other?.socket?.abort()

        where:
        message << ["", "0", "5", "44{}", "46-1[]", "abc", "9", "4abc", "42{}", "42[]", '42["disconnect"]', "43[]", "4511-[]", '42/unknown,["a"]', "40[]", "42" + "9" * 5_000]
    }

    @Unroll("#why")
    def "a text that is no UTF-8 closes its WebSocket as such: "(String why, List<Integer> bytes) {
        given:
        RawWebSocket client = new RawWebSocket(delivery.port())

        when:
        client.send(RawWebSocket.TEXT, [*'42["a","'.bytes, *bytes, *'"]'.bytes] as byte[])

        then:
        client.closeStatus() == 1007

        cleanup:
        client?.close()

        where:
        why                      | bytes
        "a byte of none"         | [0xff]
        "a character cut short"  | [0xe2, 0x82]
        "one longer than it is"  | [0xc0, 0xaf]
        "half a pair"            | [0xed, 0xa0, 0x80]
        "one past the last"      | [0xf4, 0x90, 0x80, 0x80]
        "beside a sign for such" | [0xef, 0xbf, 0xbd, 0xff]
    }

    def "any text that is UTF-8 is heard, in fragments that cut characters, too"() {
        given:
        RawWebSocket client = new RawWebSocket(delivery.port())
        client.say("40")
        client.answer()
        byte[] message = '421["join","\ufffd ünï 🎉",[]]'.getBytes("UTF-8")

        when:
        client.send(0x01, message[0..<message.length - 7] as byte[]) // within the last of its characters
        client.send(0x80, message[-7..-1] as byte[])

        then:
        client.answer().text() == '431[{"ok":true,"room":"\ufffd ünï 🎉"}]'

        cleanup:
        client?.close()
    }

    def "an attachment that no packet expects, and a text where one is expected, close the session"(Closure<?> wrong) {
        given:
        Wire wire = connectedWire()

        when:
        wrong(wire)

        then:
        eventually.eventually { assert wire.closed }

        where:
        wrong << [
                { it.socket.sendBinary(ByteBuffer.wrap([1, 2] as byte[]), true).join() },
                { it.say('451-["join",{"_placeholder":true,"num":0}]'); it.say('42["a"]') },
                { it.say('451-["join",{"_placeholder":true,"num":7}]'); it.socket.sendBinary(ByteBuffer.wrap([1] as byte[]), true).join() }
        ]
    }

    def "a session moves from polling to a WebSocket and loses nothing"() {
        given:
        String sid = http.connected()
        http.post(sid, '421["join","moving",[]]')
        assert http.pollOf(sid) == '431[{"ok":true,"room":"moving"}]'
        Wire probe = wire("?EIO=4&transport=websocket&sid=$sid")

        when:
        probe.say("2probe")
        assert probe.hear() == "3probe"
        delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["moving"] as Set, Payload.of("1")))
        probe.say("5")
        String first = probe.hear()
        delivery.deliver(new Broadcast("2", Namespace.ROOT, "Event", ["moving"] as Set, Payload.of("2")))

        then:
        [first, probe.hear()] == ['42["Event",1]', '42["Event",2]']
        http.poll(sid).statusCode() == 400

        cleanup:
        probe?.socket?.abort()
    }

    def "a session whose WebSocket is given up goes on over polling, and may move later"() {
        given:
        String sid = http.connected()
        Wire given = wire("?EIO=4&transport=websocket&sid=$sid")
        given.say("2probe")
        assert given.hear() == "3probe"

        when:
        given.socket.abort()
        http.post(sid, '421["join","a",[]]')

        then:
        http.messages(sid, 1).last() in ['431[{"ok":true,"room":"a"}]', "6"]
        eventually.eventually {
            Wire again = wire("?EIO=4&transport=websocket&sid=$sid")
            again.say("2probe")
            assert again.received.poll(1, TimeUnit.SECONDS) == "3probe"
            again.say("5")
            again.say('422["leave","a",[]]')
            while (again.hear() != '432[{"ok":true,"room":"a"}]') {}
        }
    }

    def "a second WebSocket that would take over is closed, and the first takes over; what polls from then on is refused"() {
        given:
        String sid = http.connected()
        Wire first = wire("?EIO=4&transport=websocket&sid=$sid")
        first.say("2probe")
        assert first.hear() == "3probe"
        Wire second = wire("?EIO=4&transport=websocket&sid=$sid")
        eventually.eventually { assert second.closed }
        CompletableFuture<HttpResponse<String>> waiting = http.polling(sid)

        when:
        first.say("5")
        first.say('421["join","a",[]]')

        then:
        first.hear() == '431[{"ok":true,"room":"a"}]'
        waiting.get(30, TimeUnit.SECONDS).with { it.statusCode() == 400 || it.body() == "6" }
        http.poll(sid).statusCode() == 400
        http.post(sid, "3").statusCode() == 400
        first.say('422["leave","a",[]]')
        first.hear() == '432[{"ok":true,"room":"a"}]'
    }

    def "a WebSocket that says something else than a probe closes its session"(List<String> said) {
        given:
        String sid = http.connected()

        when:
        Wire probe = wire("?EIO=4&transport=websocket&sid=$sid")
        said.each { probe.say(it) }

        then:
        eventually.eventually { assert http.post(sid, "3").statusCode() == 400 }

        where:
        said << [["5"], ["2"], ['42["a"]'], ["3probe"], ["2probe", "2probe"]]
    }

    @Unroll("#method")
    def "a session knows no other methods than GET and POST, and is not harmed by them"(String method) {
        given:
        String sid = http.connected()
        HttpResponse<String> response = http.call(method, "?EIO=4&transport=polling&sid=$sid")

        expect:
        response.statusCode() == 400
        response.body() == '{"code":3,"message":"Bad request"}'
        http.post(sid, "3").body() == "ok"

        where:
        method << ["PUT", "DELETE", "PATCH"]
    }

    def "a poll ends with a noop while its session moves, so that the client can go on"() {
        given:
        String sid = http.connected()
        Wire probe = wire("?EIO=4&transport=websocket&sid=$sid")

        when:
        probe.say("2probe")
        assert probe.hear() == "3probe"

        then:
        http.poll(sid).body() == "6"

        cleanup:
        probe?.socket?.abort()
    }

    def "a second WebSocket for a session is closed and does no harm"() {
        given:
        Wire first = wire()
        String sid = new ObjectMapper().readValue((first.hear() as String).substring(1), Map).sid
        first.say("40")
        first.hear()

        when:
        Wire second = wire("?EIO=4&transport=websocket&sid=$sid")

        then:
        eventually.eventually { assert second.closed }
        first.say('421["join","a",[]]')
        first.hear() == '431[{"ok":true,"room":"a"}]'

        cleanup:
        first?.socket?.abort()
    }

    // ---- namespaces

    def "a namespace is connected to and left by itself"() {
        given:
        Wire wire = connectedWire()

        when:
        wire.say("40/custom,{}")

        then:
        (wire.hear() as String).startsWith('40/custom,{"sid":"')

        when:
        wire.say('42/custom,1["join","a",[]]')

        then:
        wire.hear() == '43/custom,1[{"ok":true,"room":"a"}]'

        when: "it is left, the other stays"
        wire.say("41/custom,")
        wire.say('422["join","b",[]]')

        then:
        wire.hear() == '432[{"ok":true,"room":"b"}]'
        delivery.deliver(new Broadcast("1", new Namespace("/custom"), "Event", ["a"] as Set, Payload.of("1"))).recipients() == 0

        cleanup:
        wire?.socket?.abort()
    }

    def "who connects to a namespace again is let in anew, and is in it once"() {
        given:
        Wire wire = connectedWire()

        when: "it did not wait for the first reply"
        ['40/custom,{"c":1}', "40/custom,", '42/custom,1["join","a",[]]'].each { wire.say(it) }
        List<String> replies = [wire.hear(), wire.hear()]

        then:
        replies.every { it.startsWith('40/custom,{"sid":"') } && replies.toUnique().size() == 2
        wire.hear() == '43/custom,1[{"ok":true,"room":"a"}]'
        delivery.deliver(new Broadcast("1", new Namespace("/custom"), "Event", ["a"] as Set, Payload.of("1"))).recipients() == 1
        wire.hear() == '42/custom,["Event",1]'

        when: "its name has a query"
        wire.say('40/custom?a=b,')

        then:
        wire.hear() == '44/custom?a=b,{"message":"Invalid namespace"}'

        when: "it left"
        ["41/custom,", "41", '40{"a":1}'].each { wire.say(it) }
        Map<String, Object> welcome = new ObjectMapper().readValue((wire.hear() as String).substring(2), Map)

        then:
        welcome.sid != wire.id
    }

    def "what comes with a CONNECT is not kept"() {
        given:
        Wire wire = wire()
        wire.hear()

        when:
        wire.say("""40{"note":"${"x" * 9_000}"}""")
        String welcome = wire.hear()

        then:
        welcome.startsWith("40{")
        delivery.@wire.sessions().every { it.handshakeData.authToken == null }

        cleanup:
        wire?.socket?.abort()
    }

    def "an unknown namespace is told"() {
        given:
        Wire wire = connectedWire()

        when:
        wire.say("40/unknown,")

        then:
        wire.hear() == '44/unknown,{"message":"Invalid namespace"}'

        cleanup:
        wire?.socket?.abort()
    }

    def "nothing is heard and nothing accepted before CONNECT"() {
        given:
        Wire wire = wire()
        wire.hear()

        when:
        wire.say('421["join","a",[]]')

        then:
        eventually.eventually { assert wire.closed }
    }
}

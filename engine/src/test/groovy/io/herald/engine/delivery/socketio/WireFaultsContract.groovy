package io.herald.engine.delivery.socketio

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpResponse
import java.nio.ByteBuffer
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/**
 * The faults of netty-socketio's own wire that Herald's must not have, each by its number. Those that are holes, too, are in
 * {@link WireHolesContract}. {@code StockWireFaults} runs it against netty-socketio's, see docs/wire.md.
 */
@Timeout(60)
abstract class WireFaultsContract extends ServedWire {

    // ---- handshake

    def "1: a handshake tells how large a payload may be"() {
        expect:
        new ObjectMapper().readValue(http.call("GET", "?EIO=4&transport=polling").body().substring(1), Map).maxPayload == MAX_BYTES
    }

    @Unroll("2, 3: #method #query is refused with code #code")
    def "a handshake that is none is refused"(String method, String query, int code) {
        when:
        HttpResponse<String> response = http.call(method, query)

        then:
        response.statusCode() == 400
        new ObjectMapper().readValue(response.body(), Map).code == code

        where:
        method | query                       || code
        "GET"  | "?transport=polling"        || 5
        "GET"  | "?EIO=abc&transport=polling" || 5
        "POST" | "?EIO=4&transport=polling"  || 2
        "PUT"  | "?EIO=4&transport=polling"  || 2
    }

    // ---- sessions

    def "4: what is no packet closes the session over polling"() {
        given:
        String sid = polled()

        when:
        http.post(sid, "abc")

        then:
        isGone(sid)
    }

    def "4: what is no packet closes the session over a WebSocket"() {
        given:
        Wire wire = connected()

        when:
        wire.say("abc")

        then:
        eventually.eventually { assert wire.closed }
    }

    def "5: a second poll closes the session"() {
        given:
        String sid = polled()

        when:
        List<CompletableFuture<HttpResponse<String>>> both = [http.polling(sid), http.polling(sid)]

        then: "one of them is told"
        both*.get(30, TimeUnit.SECONDS)*.statusCode().contains(400)
        isGone(sid)
    }

    def "5: a cancelled poll closes the session"() {
        given:
        String sid = polled()

        when:
        new Socket("127.0.0.1", port()).withCloseable { it.outputStream << "GET /socket.io/?EIO=4&transport=polling&sid=$sid HTTP/1.1\r\nHost: x\r\n\r\n" }

        then:
        eventually.eventually { assert isUnknown(sid) }
    }

    def "6: a polling client that answers no heartbeat is gone when the handshake said"() {
        given:
        stop()
        heartbeat = Duration.ofMillis(300)
        serve()

        when:
        String sid = http.handshake()

        then: "looked for once, when its time is long over"
        new PollingConditions(initialDelay: 2, timeout: 0).eventually { assert isGone(sid) }
    }

    def "7: a close packet ends the session over polling"() {
        given:
        String sid = polled()

        when:
        http.post(sid, "1")

        then:
        eventually.eventually { assert isUnknown(sid) }
    }

    def "7: a close packet ends the session over a WebSocket"() {
        given:
        Wire wire = connected()

        when:
        wire.say("1")

        then:
        eventually.eventually { assert wire.closed }
    }

    def "8: after an upgrade, a poll and a second WebSocket for the session are refused, and do it no harm"() {
        given:
        String sid = polled()
        Wire first = wire("?EIO=4&transport=websocket&sid=$sid")
        first.say("2probe")
        assert first.hear() == "3probe"
        first.say("5")
        assert isAlive(first)

        when:
        Wire second = wire("?EIO=4&transport=websocket&sid=$sid")
        second.flood("2probe", 1)

        then:
        http.poll(sid).statusCode() == 400
        eventually.eventually { assert second.closed }
        isAlive(first)
    }

    // ---- namespaces

    def "9: an unknown namespace is told as the protocol says"() {
        given:
        Wire wire = connected()

        when:
        wire.say("40/unknown,")

        then:
        wire.hear() == '44/unknown,{"message":"Invalid namespace"}'
    }

    def "10: a client that polls leaves its only namespace, and comes back in the same session"() {
        given:
        String sid = polled()

        when:
        http.post(sid, "41")
        http.post(sid, "40")
        List<String> back = http.messages(sid, 2)

        then:
        back.any { it.startsWith("40{") }
        back.contains('42["welcome"]')
    }

    def "11: binary values go both ways, at any depth, in events and acknowledgements, over a WebSocket"() {
        given:
        Wire wire = connected()

        when:
        wire.say("451-[\"message\",{\"deep\":[$PLACEHOLDER]}]")
        wire.socket.sendBinary(ByteBuffer.wrap([1, 2, 3] as byte[]), true).join()

        then:
        wire.hear() == "451-[\"back\",{\"deep\":[$PLACEHOLDER]}]"
        wire.hear() == [1, 2, 3] as byte[]

        when:
        wire.say("451-7[\"ask\",$PLACEHOLDER]")
        wire.socket.sendBinary(ByteBuffer.wrap([4] as byte[]), true).join()

        then:
        wire.hear() == "461-7[$PLACEHOLDER]"
        wire.hear() == [4] as byte[]
    }

    def "11: binary values go both ways over polling"() {
        given:
        String sid = polled()

        when:
        http.post(sid, "451-[\"message\",{\"deep\":[$PLACEHOLDER]}]\u001ebAQID")

        then:
        http.messages(sid, 2) == ["451-[\"back\",{\"deep\":[$PLACEHOLDER]}]", "bAQID"]
    }

    def "11: a binary broadcast is the same for all its clients"() {
        given:
        List<Wire> wires = [member(), member(), member()]

        when:
        broadcast([1, 2] as byte[])

        then:
        wires.every { it.hear() == "451-[\"event\",$PLACEHOLDER]" && it.hear() == [1, 2] as byte[] }
    }

    def "12: what a connect listener sends comes after the CONNECT"() {
        given:
        Wire wire = wire()
        wire.hear()

        when:
        wire.say("40")

        then:
        wire.hear().toString().startsWith('40{"sid":')
        wire.hear() == '42["welcome"]'
    }

    // ---- polling

    def "13: a connection that is said to be kept is kept"() {
        given:
        Socket socket = new Socket("127.0.0.1", port())
        socket.soTimeout = 30_000
        BufferedReader reader = socket.inputStream.newReader()

        expect:
        (1..3).every {
            socket.outputStream << "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n"
            List<String> head = reader.iterator().takeWhile { it }.collect { it.toLowerCase() }
            int length = head.findResult { it.startsWith("content-length:") ? it.substring(15).trim().toInteger() : null }
            reader.read(new char[length])
            head[0] == "http/1.1 200 ok" && !head.contains("connection: close")
        }

        cleanup:
        socket?.close()
    }

    def "14: nothing is lost of what waits for a poll"() {
        given:
        String sid = polled()

        when:
        http.post(sid, (1..200).collect { "42[\"message\",$it]" }.join("\u001e"))

        then:
        http.messages(sid, 200) == (1..200).collect { "42[\"back\",$it]".toString() }
    }

    def "16: a request of many packets leaks nothing"() {
        given:
        String sid = polled()

        when:
        20.times { http.post(sid, (1..10).collect { '42["unheard"]' }.join("\u001e")) }

        then:
        LeakWatch.lost() == []
    }

    // ---- who comes in, and who leaves

    def "18: a body that is too large is refused as such"() {
        expect:
        http.post(polled(), "4" + "x" * (MAX_BYTES + 1)).statusCode() == 413
    }

    def "21: a page of a foreign origin is refused"() {
        when:
        HttpResponse<String> response = http.call("GET", "?EIO=4&transport=polling", null, [Origin: "https://evil.example"])

        then:
        response.statusCode() == 403
        response.headers().firstValue("Access-Control-Allow-Origin").empty
    }

    def "20: a server that stops says so"() {
        given:
        Wire wire = connected()

        when:
        stop()

        then:
        eventually.eventually { assert wire.closed }
        wire.code == 1000
    }
}

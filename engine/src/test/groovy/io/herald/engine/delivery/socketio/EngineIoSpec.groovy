package io.herald.engine.delivery.socketio

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpResponse
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Timeout
import spock.lang.Unroll

/** Engine.IO version 4 as bytes, up to polling: what stock clients never send, too. */
@Timeout(60)
class EngineIoSpec extends ServedEngineIo {

    static final String KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    static final String VERSION = "Sec-WebSocket-Version: 13\r\n"

    // ---- handshake

    def "a handshake tells the session and its bounds"(String transport, List<String> upgrades) {
        when:
        String opening = transport == "polling" ? http.call("GET", "?EIO=4&transport=polling").body() : wire().hear()
        Map<String, Object> told = new ObjectMapper().readValue(opening.substring(1), Map)

        then:
        told.keySet() == ["sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"] as Set
        told.sid.length() == 20
        [told.upgrades, told.pingInterval, told.pingTimeout, told.maxPayload] == [upgrades, 60_000, 60_000, 10_000]

        where:
        transport   || upgrades
        "polling"   || ["websocket"]
        "websocket" || []
    }

    /** All that is said until the connection is closed. */
    private String answerTo(String request) {
        new Socket("127.0.0.1", delivery.port()).withCloseable { socket ->
            socket.outputStream << request
            socket.inputStream.text
        }
    }

    @Unroll("#method #query: #code")
    def "a handshake that is none is refused with its code"(String method, String query, int status, int code, String message) {
        given:
        HttpResponse<String> response = http.call(method, query)

        expect:
        response.statusCode() == status
        response.body() == """{"code":$code,"message":"$message"}"""

        where:
        method | query                                   || status | code | message
        "GET"  | "?EIO=4"                                || 400    | 0    | "Transport unknown"
        "GET"  | "?EIO=4&transport=pigeon"               || 400    | 0    | "Transport unknown"
        "GET"  | "?transport=polling"                    || 400    | 5    | "Unsupported protocol version"
        "GET"  | "?EIO=3&transport=polling"              || 400    | 5    | "Unsupported protocol version"
        "POST" | "?EIO=4&transport=polling"              || 400    | 2    | "Bad handshake method"
        "PUT"  | "?EIO=4&transport=polling"              || 400    | 2    | "Bad handshake method"
        "GET"  | "?EIO=4&transport=polling&sid=unknown"  || 400    | 1    | "Session ID unknown"
        "GET"  | "?EIO=4&transport=websocket"            || 400    | 3    | "Bad request"
        "GET"  | "nothing"                               || 404    | 3    | "Not found"
    }

    @Unroll("#query #headers: #code")
    def "a WebSocket handshake that is none is refused with its code, and the connection closed"(String query, String headers, int code, String message) {
        given:
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n"
        String answer = answerTo("GET /socket.io/$query HTTP/1.1\r\nHost: x\r\n$upgrade$headers\r\n")

        expect:
        answer.startsWith("HTTP/1.1 400 ")
        answer.endsWith("""\r\n\r\n{"code":$code,"message":"$message"}""")

        where:
        query                                    | headers                            || code | message
        "?EIO=4&transport=pigeon"                | KEY + VERSION                      || 0    | "Transport unknown"
        "?EIO=4&transport=websocket&sid=unknown" | KEY + VERSION                      || 1    | "Session ID unknown"
        "?EIO=4&transport=polling"               | KEY + VERSION                      || 3    | "Bad request"
        "?EIO=4&transport=websocket"             | VERSION                            || 3    | "Bad request"
        "?EIO=4&transport=websocket"             | KEY + VERSION.replace("13", "12")  || 3    | "Bad request"
        "?transport=websocket"                   | KEY + VERSION                      || 5    | "Unsupported protocol version"
        "?EIO=3&transport=websocket"             | KEY + VERSION                      || 5    | "Unsupported protocol version"
    }

    def "a page of a foreign origin gets no WebSocket"() {
        given:
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n$KEY$VERSION"
        String answer = answerTo("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n$upgrade\r\n")

        expect:
        answer.startsWith("HTTP/1.1 403 ")
        answer.endsWith('\r\n\r\n{"code":4,"message":"Forbidden"}')
    }

    def "a URL that can't be read is a bad request"(String url) {
        given:
        String answer = answerTo("GET $url HTTP/1.1\r\nHost: x\r\n\r\n")

        expect:
        answer.startsWith("HTTP/1.1 400 ")
        answer.endsWith('\r\n\r\n{"code":3,"message":"Bad request"}')

        where:
        url << ["/socket.io/?EIO=4&transport=polling&sid=%zz", "/socket.io/?EIO=4&transport=polling&t=%", "/%e/?EIO=4"]
    }

    def "a page of a foreign origin is refused before there is a session, and one of the same host may ask first"() {
        given:
        HttpResponse<String> foreign = http.call("GET", "?EIO=4&transport=polling", null, [Origin: "https://evil.example"])
        String own = "http://127.0.0.1:${delivery.port()}"

        expect:
        foreign.statusCode() == 403
        foreign.body() == '{"code":4,"message":"Forbidden"}'
        http.call("OPTIONS", "", null, [Origin: own]).with { [statusCode(), headers().firstValue("Access-Control-Allow-Origin").get()] } == [204, own]
        ["x-app, content-type": "x-app, content-type", "x\tapp": "Content-Type", "": "Content-Type"].every { asked, allowed ->
            http.call("OPTIONS", "", null, [Origin: own] + (asked ? ["Access-Control-Request-Headers": asked] : [:]))
                    .headers().firstValue("Access-Control-Allow-Headers").get() == allowed
        }
    }

    def "neither a cookie nor a header chooses a session's id, and its secret is not the socket's id"() {
        given:
        String opening = http.call("GET", "?EIO=4&transport=polling", null, [Cookie: "io=chosen", io: "chosen"]).body()
        String sid = new ObjectMapper().readValue(opening.substring(1), Map).sid
        http.post(sid, "40")

        expect:
        !opening.contains("chosen")
        !http.poll(sid).body().contains(sid)
    }

    // ---- messages

    def "a client's own ping is answered with what it said, and what says nothing is ignored"() {
        given:
        Wire wire = connectedWire()

        when:
        ["6", "2probe", "43123[\"nobody asked\"]", "2"].each { wire.say(it) }

        then:
        [wire.hear(), wire.hear()] == ["3probe", "3"]
    }

    // ---- polling

    def "several messages come and go in one request"() {
        given:
        String sid = http.connected()

        when:
        http.post(sid, '421["join","a",[]]\u001e422["join","b",[]]\u001e423["leave","a",[]]')
        String answers = http.pollOf(sid)
        while (answers.count("43") < 3) {
            answers += "\u001e" + http.pollOf(sid)
        }

        then:
        answers.split("\u001e") as List == ['431[{"ok":true,"room":"a"}]', '432[{"ok":true,"room":"b"}]', '433[{"ok":true,"room":"a"}]']
    }

    def "two polls at once close the session"() {
        given:
        String sid = http.connected()
        CompletableFuture<HttpResponse<String>> first = http.polling(sid)
        List<Integer> statuses = (1..50).collect { http.poll(sid).statusCode() }

        expect:
        statuses.contains(400)
        first.get(30, TimeUnit.SECONDS) != null
        http.poll(sid).statusCode() == 400
    }

    def "a connection that asks anew before it is answered is closed, and the poll that it leaves ends the session"() {
        given:
        String sid = http.connected()
        Socket socket = new Socket("127.0.0.1", delivery.port())
        String head = "/socket.io/?EIO=4&transport=polling&sid=$sid HTTP/1.1\r\nHost: x\r\n"

        when:
        socket.outputStream << "GET $head\r\nPOST ${head}Content-Length: 1\r\n\r\n3"

        then:
        socket.inputStream.read() == -1
        eventually.eventually { assert http.post(sid, "3").statusCode() == 400 }

        cleanup:
        socket?.close()
    }

    def "a close message ends the session and its waiting poll"() {
        expect: "of several, for a poll may come too late on a busy machine"
        (1..20).any {
            String sid = http.connected()
            CompletableFuture<HttpResponse<String>> waiting = http.polling(sid)
            assert http.post(sid, "1").body() == "ok"
            waiting.get(30, TimeUnit.SECONDS).body() in ["6", "1"] && http.poll(sid).statusCode() == 400
        }
    }

    def "a close message that overtakes the poll it means ends that poll"() {
        expect: "of several, for a poll may come too late on a busy machine"
        (1..20).any {
            String sid = http.connected()
            http.post(sid, "1")
            http.poll(sid).body() == "6" && http.poll(sid).statusCode() == 400
        }
    }

    def "a body past its bound is refused as too large"() {
        expect:
        http.post(http.connected(), "4" + "x" * 20_000).statusCode() == 413
    }

    @Unroll("over polling: #body")
    def "what is malformed closes its session and no other"(String body) {
        given:
        String other = http.connected()
        String sid = http.connected()

        expect:
        http.post(sid, body).statusCode() == 400
        eventually.eventually { assert http.poll(sid).statusCode() == 400 }
        http.post(other, "3").body() == "ok"

        where:
        body << ["", "abc", "9", "4", "4abc", "42", "42{}", "42[]", "42[1]", '42["connect"]', "43[]", "4511-[]", "451-[\"a\"]\u001e42[\"b\"]", "b!!", "bAAAA", '42/unknown,["a"]', "40[]", '41{"a":1}', '42["a"', "40{"]
    }
}

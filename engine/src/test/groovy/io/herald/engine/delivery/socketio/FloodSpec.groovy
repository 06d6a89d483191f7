package io.herald.engine.delivery.socketio

import io.herald.engine.delivery.Admission
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** Clients that come or ask more often than they may. */
@Timeout(60)
class FloodSpec extends ServedLimit {
    private static final String HANDSHAKE = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n"

    def "joins that come too often are refused, and the client stays"() {
        given:
        start(SocketLimit.JOINS_PER_SECOND, 5)
        Http http = new Http(delivery.port())
        String sid = http.connected()

        when: "they come in one request, so that no machine is too slow"
        http.post(sid, (1..6).collect { "42$it[\"join\",\"room\",[$it]]" }.join("\u001e"))
        List<String> answers = http.messages(sid, 6)

        then:
        answers.count { it.contains('"ok":true') } == 5
        answers.count { it.contains('"code":"too-many-requests"') } == 1
        refusals(SocketLimit.JOINS_PER_SECOND) == 1
        http.post(sid, "3").body() == "ok"
    }

    def "joins that wait for a slow one are refused past as many as there may be in a second"() {
        given:
        start(SocketLimit.JOINS_PER_SECOND, 5)
        Wire wire = Wire.connected(delivery.port())

        when:
        wire.say('421["join","slow",[]]')
        (2..5).each { wire.say("42$it[\"join\",\"room\",[$it]]") }
        new PollingConditions(initialDelay: 1.5, timeout: 30).eventually { assert wire.received.empty } // by the clock there may be more
        wire.say('426["join","room",[6]]')

        then:
        (wire.hear() as String).startsWith('436[{"ok":false,"code":"too-many-requests"')
        refusals(SocketLimit.JOINS_PER_SECOND) == 1

        when:
        gate.slow.complete(new Admission.Granted(new Room("slow")))

        then:
        wire.hear() == '431[{"ok":true,"room":"slow"}]'
        (2..5).every { wire.hear() == "43$it[{\"ok\":true,\"room\":\"room$it\"}]" }
    }

    def "joins that wait keep no more of a client than a message may have, and further ones are refused until then"() {
        given:
        start(SocketLimit.MESSAGE_BYTES, 100_000)
        Wire wire = Wire.connected(delivery.port())
        String large = '"' + "x" * 40_000 + '"'

        when:
        wire.say('421["join","slow",[]]')
        (2..4).each { wire.say("42$it[\"join\",\"closed\",[$large]]") }

        then:
        (wire.hear() as String).startsWith('434[{"ok":false,"code":"too-many-requests"')
        refusals(SocketLimit.JOINS_PER_SECOND) == 1

        when:
        gate.slow.complete(new Admission.Granted(new Room("slow")))

        then:
        wire.hear() == '431[{"ok":true,"room":"slow"}]'
        [2, 3].every { (wire.hear() as String).startsWith("43$it[{\"ok\":false,\"code\":\"forbidden\"") }
        eventually.eventually {
            wire.say("425[\"join\",\"closed\",[$large]]")
            assert (wire.hear() as String).startsWith('435[{"ok":false,"code":"forbidden"')
        }
    }

    def "a client that leaves a namespace and comes back may join no more often"() {
        given:
        start(SocketLimit.JOINS_PER_SECOND, 5)
        Http http = new Http(delivery.port())
        String sid = http.connected()
        String joins = (1..5).collect { "42$it[\"join\",\"room\",[$it]]" }.join("\u001e")

        when: "all in one request, so that no machine is too slow"
        http.post(sid, "$joins\u001e41\u001e40\u001e$joins")
        List<String> answers = http.messages(sid, 11).findAll { it.startsWith("43") }

        then:
        answers.count { it.contains('"ok":true') } == 5
        answers.count { it.contains('"code":"too-many-requests"') } == 5
    }

    @Unroll("with #message")
    def "a client that floods is closed, and nobody else: "(String message) {
        given:
        start(SocketLimit.EVENTS_PER_SECOND, 50)
        Wire other = Wire.connected(delivery.port())
        Wire wire = Wire.connected(delivery.port())

        when:
        wire.flood(message, 5_000)

        then:
        eventually.eventually { assert wire.closed && delivery.clients() == 1 }
        refusals(SocketLimit.EVENTS_PER_SECOND) == 1
        !other.closed

        where:
        message << ['42["anything"]', "2", "3", "6"]
    }

    def "a client that floods with its WebSocket's pings is closed"() {
        given:
        start(SocketLimit.EVENTS_PER_SECOND, 50)
        RawWebSocket client = new RawWebSocket(delivery.port())
        ByteArrayOutputStream pings = new ByteArrayOutputStream()
        5_000.times { pings.writeBytes(RawWebSocket.frame(RawWebSocket.PING, new byte[0])) }

        when:
        client.write(pings.toByteArray())

        then:
        eventually.eventually { assert delivery.clients() == 0 }
        refusals(SocketLimit.EVENTS_PER_SECOND) == 1

        cleanup:
        client?.close()
    }

    @Unroll("of #message")
    def "a request that floods is refused, and its session closed: "(String message) {
        given:
        start(SocketLimit.EVENTS_PER_SECOND, 50)
        Http http = new Http(delivery.port())
        String sid = http.connected()

        expect:
        http.post(sid, ([message] * 5_000).join("\u001e")).statusCode() == 400
        refusals(SocketLimit.EVENTS_PER_SECOND) == 1
        http.poll(sid).statusCode() == 400

        where:
        message << ["2", "3", "6"]
    }

    def "nothing behind a client's good-bye is looked at"() {
        given:
        start(SocketLimit.EVENTS_PER_SECOND, 50)
        Http http = new Http(delivery.port())
        String sid = http.connected()

        expect:
        http.post(sid, (["1"] * 5_000).join("\u001e")).body() == "ok"
        eventually.eventually { assert delivery.clients() == 0 }
        refusals(SocketLimit.EVENTS_PER_SECOND) == 0
    }

    def "what waits for a polling client is counted with what it takes in memory"() {
        given: "messages that are next to nothing each"
        start(SocketLimit.PENDING_BYTES, 10_000)
        Polling polling = new Polling(delivery.port())
        polling.join("room", 1)

        when:
        200.times { delivery.deliver(new Broadcast("1", Namespace.ROOT, "E", ["room1"] as Set, Payload.of("1"))) }

        then:
        eventually.eventually { assert delivery.clients() == 0 }
        refusals(SocketLimit.PENDING_BYTES) == 1
    }

    def "so many connections may come from one address"() {
        given:
        start(SocketLimit.CONNECTIONS_PER_ADDRESS, 2)
        List<Wire> open = (1..2).collect { Wire.connected(delivery.port()) }

        expect:
        answer("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n") == "HTTP/1.1 429 Too Many Requests"
        refusals(SocketLimit.CONNECTIONS_PER_ADDRESS) == 1

        and: "who does not ask is not waited for"
        answer("") == ""
        refusals(SocketLimit.REQUEST_MILLIS) == 0

        when: "one goes"
        open[0].socket.abort()

        then:
        eventually.eventually { assert answer("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n") == "HTTP/1.1 200 OK" }
    }

    def "so many sessions may come from one address, over one connection, too"() {
        given:
        start(SocketLimit.CONNECTIONS_PER_ADDRESS, 4)
        Http http = new Http(delivery.port())
        List<String> sids = (1..4).collect { http.handshake() }

        expect:
        http.call("GET", "?EIO=4&transport=polling").with { [statusCode(), body()] } == [429, '{"code":3,"message":"Too many sessions from this address"}']
        answer("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n") == "HTTP/1.1 429 Too Many Requests"
        refusals(SocketLimit.CONNECTIONS_PER_ADDRESS) == 2

        when: "one of them ends"
        http.post(sids[0], "1")

        then:
        eventually.eventually { assert http.call("GET", "?EIO=4&transport=polling").statusCode() == 200 }
    }

    def "of sessions that begin at the same moment no more are let in than may be"() {
        given:
        start(SocketLimit.CONNECTIONS_PER_ADDRESS, 20)

        expect: "one of those that come together when there are all but one"
        (1..40).every {
            List<Socket> together = (1..5).collect { new Socket("127.0.0.1", delivery.port()) }
            19.times { assert handshake(together[0]) == "HTTP/1.1 200 OK" }
            together.each { it.outputStream << HANDSHAKE }
            int begun = together.count { firstLine(it) == "HTTP/1.1 200 OK" }
            together*.close()
            delivery.cutAll("the round is over")
            eventually.eventually { assert delivery.clients() == 0 }
            begun == 1
        }
    }

    private static String handshake(Socket connection) {
        connection.outputStream << HANDSHAKE
        firstLine(connection)
    }

    /** The whole answer is read: it is short, and comes at once. */
    private static String firstLine(Socket connection) {
        connection.soTimeout = 30_000
        byte[] answer = new byte[4096]
        new String(answer, 0, connection.inputStream.read(answer)).readLines()[0]
    }
}

package io.herald.engine.delivery.socketio

import java.util.concurrent.LinkedBlockingQueue
import spock.lang.Timeout

/** What a node holds of messages that do not come in whole. */
@Timeout(60)
class UnfinishedSpec extends ServedLimit {
    static final int MOST = 100_000
    static final int PART = 40_000

    List<AutoCloseable> clients = []

    def cleanup() { clients*.close() }

    def "one of those that send is cut when all that is on its way is too much"() {
        given:
        start(SocketLimit.UNFINISHED_BYTES, MOST)

        when: "three send a part each, and only two have room"
        List<Socket> sockets = (1..3).collect { begin(kind) }

        then:
        eventually.eventually { assert sockets.count { isClosed(it) } == 1 }
        refusals(SocketLimit.UNFINISHED_BYTES) == 1

        when: "another one's whole message comes in"
        clients << new RawWebSocket(delivery.port()).inRoom("room")

        then:
        refusals(SocketLimit.UNFINISHED_BYTES) == 1

        where:
        kind << ["a frame", "fragments", "a request", "attachments"]
    }

    def "what came in whole counts no more"() {
        given:
        start(SocketLimit.UNFINISHED_BYTES, MOST)
        RawWebSocket client = new RawWebSocket(delivery.port()).inRoom("room")
        clients << client

        when:
        5.times { client.say('42["event","' + "x" * PART + '"]') }
        5.times {
            client.say('451-["event",{"_placeholder":true,"num":0}]')
            client.send(0x82, new byte[PART])
        }
        client.say('429["join","room",[]]')

        then:
        client.answer().text() == '439[{"ok":true,"room":"room"}]'
        refusals(SocketLimit.UNFINISHED_BYTES) == 0
    }

    def "a ping between fragments makes no message whole"() {
        given:
        start(SocketLimit.UNFINISHED_BYTES, MOST)

        when:
        List<Socket> sockets = (1..3).collect { begin("fragments with pings") }

        then:
        eventually.eventually { assert sockets.count { isClosed(it) } == 1 }
    }

    def "short beginnings are free"() {
        given:
        start(SocketLimit.UNFINISHED_BYTES, MOST)

        when:
        List<Socket> sockets = (1..50).collect { open("""POST /socket.io/ HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n${'x' * 3_000}""") }
        clients << new RawWebSocket(delivery.port()).inRoom("room")

        then:
        sockets.every { !isClosed(it) }
        refusals(SocketLimit.UNFINISHED_BYTES) == 0
    }

    def "what is on its way for longest is given up first, once, and counts no more"() {
        given:
        LinkedBlockingQueue<String> given = new LinkedBlockingQueue<>()
        int counted = 0
        Unfinished unfinished = new Unfinished(MOST, { counted++ })
        List<Unfinished.Part> parts = (1..4).collect { n -> new Unfinished.Part(unfinished, { given << "part $n".toString() }) }

        when:
        parts[0].came(PART)
        parts[1].came(PART)
        parts[2].came(PART)
        parts[0].came(PART) // it is not closed yet

        then:
        given as List == ["part 1"]

        when:
        parts[1].ended()
        parts[3].came(PART)

        then:
        given as List == ["part 1"]

        when: "one message alone is more than all may be"
        parts[3].came(MOST)

        then:
        given as List == ["part 1", "part 3", "part 4"]

        when:
        parts*.ended()
        parts[0].came(MOST)

        then:
        given.size() == 3
        counted == 3
    }

    private Socket begin(String kind) {
        if (kind == "a request") {
            return open("POST /socket.io/ HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n" + "x" * PART)
        }
        Socket socket = open("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
        while (new DataInputStream(socket.inputStream).readLine() != "") {} // it is accepted
        byte[] frame = RawWebSocket.frame(RawWebSocket.TEXT, new byte[PART + 10_000])
        switch (kind) {
            case "a frame" -> socket.outputStream.write(frame, 0, PART)
            case "fragments" -> fragments(socket, { })
            case "fragments with pings" -> fragments(socket, { socket.outputStream.write(RawWebSocket.frame(RawWebSocket.PING, new byte[1])) })
            case "attachments" -> {
                socket.outputStream.write(RawWebSocket.frame(RawWebSocket.TEXT, '40'.bytes))
                socket.outputStream.write(RawWebSocket.frame(RawWebSocket.TEXT, '453-["event"]'.bytes))
                2.times { socket.outputStream.write(RawWebSocket.frame(0x82, new byte[PART.intdiv(2)])) }
            }
        }
        socket
    }

    private static void fragments(Socket socket, Closure between) {
        socket.outputStream.write(RawWebSocket.frame(0x01, new byte[PART.intdiv(2)]))
        between()
        socket.outputStream.write(RawWebSocket.frame(0x00, new byte[PART.intdiv(2)]))
        between()
    }

    private Socket open(String request) {
        Socket socket = new Socket("127.0.0.1", delivery.port())
        clients << socket
        socket.soTimeout = 30_000
        socket.outputStream << request
        socket.outputStream.flush()
        socket
    }

    /** Whether it is by now; what came before that does not matter. */
    private static boolean isClosed(Socket socket) {
        socket.soTimeout = 1
        try {
            while (socket.inputStream.read(new byte[4096]) >= 0) {}
            true
        } catch (SocketTimeoutException ignored) {
            false
        } catch (SocketException ignored) {
            true // a reset
        }
    }
}

package io.herald.engine.delivery.socketio

import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.net.http.HttpResponse
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** What clients see of a node that stops. */
@Timeout(60)
class DrainSpec extends Specification {

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(
            new SocketIoSettings("127.0.0.1", 0, []).withHeartbeat(Duration.ofSeconds(30), Duration.ofSeconds(30)).with(SocketLimit.CONNECTIONS_PER_ADDRESS, 1_000))

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setup() { delivery.start(new OpenGate()) }

    private void say(String payload) {
        assert delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["room"] as Set, Payload.of(payload))).recipients() > 0
    }

    private CompletableFuture<Void> stopping() {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync { delivery.close() }
        eventually.eventually { assert isRefused() }
        stopped
    }

    private boolean isRefused() {
        try {
            HttpResponse<String> answer = new Http(delivery.port()).call("GET", "?EIO=4&transport=websocket") // which begins no session
            answer.statusCode() == 503 && answer.body().contains("stopping")
        } catch (IOException ignored) { // who was to be sent away is away, and nothing listens any more
            true
        }
    }

    def "clients over WebSockets get what was sent before, and are told"() {
        given:
        List<Wire> wires = (1..20).collect { Wire.connected(delivery.port()) }
        wires.each { it.say('421["join","room",[]]'); it.hear() }
        (1..100).each { say("$it") }

        when:
        stopping().get(30, TimeUnit.SECONDS)

        then:
        wires.every { Wire wire -> (1..100).every { wire.hear() == "42[\"Event\",$it]" } }
        wires.each { Wire wire -> eventually.eventually { assert wire.closed && wire.code == 1000 } }
        delivery.clients() == 0
    }

    def "clients are sent away one by one, so that they do not all come to the next node at once"() {
        given:
        List<Wire> wires = (1..500).collect { Wire.connected(delivery.port()) }
        List<Long> ends = [].asSynchronized()
        wires.each { it.@closed.thenRun { ends << System.nanoTime() } }

        when:
        stopping().get(30, TimeUnit.SECONDS)

        then: "over 500 ms"
        eventually.eventually { assert ends.size() == 500 }
        ends.max() - ends.min() > Duration.ofMillis(75).toNanos()
    }

    def "a client that polls over a new connection each time gets what waits for it, and is told, while nobody new is taken in"() {
        given:
        String path = "/socket.io/?EIO=4&transport=polling&sid=${new Http(delivery.port()).connected()}"
        String join = '42["join","room",[]]'
        assert answer("POST $path HTTP/1.1\r\nHost: x\r\nContent-Length: ${join.length()}\r\n\r\n$join").endsWith("ok")
        eventually.eventually { assert delivery.has(Namespace.ROOT, "room") }
        (1..3).each { say("$it") }

        when:
        CompletableFuture<Void> stopped = stopping()
        String newcomer = answer("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n")

        then:
        newcomer.startsWith("HTTP/1.1 503 ")
        polledUntilItEnds(path) == ['42["Event",1]', '42["Event",2]', '42["Event",3]', "1"]
        stopped.get(30, TimeUnit.SECONDS) == null
        delivery.clients() == 0

        when:
        answer("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n")

        then:
        thrown(ConnectException)
    }

    /** The first poll may come before its turn to be told. */
    private List<String> polledUntilItEnds(String path) {
        List<String> messages = []
        while (messages.empty || messages.last() != "1") {
            messages.addAll(answer("GET $path HTTP/1.1\r\nHost: x\r\n\r\n").split("\r\n\r\n")[1].split("\u001e"))
        }
        messages
    }

    /** Over a connection of its own; small enough to come at once. */
    private String answer(String request) {
        new Socket("127.0.0.1", delivery.port()).withCloseable { connection ->
            connection.outputStream << request
            byte[] bytes = new byte[4096]
            new String(bytes, 0, connection.inputStream.read(bytes), "UTF-8")
        }
    }

    def "clients that take nothing, or are not there, keep no node from stopping"() {
        given:
        new Http(delivery.port()).connected()
        SlowReader stopped = new SlowReader(delivery.port(), "room")
        eventually.eventually { assert delivery.has(Namespace.ROOT, "room") }
        say('"' + "x" * 900_000 + '"')

        expect:
        stopping().get(30, TimeUnit.SECONDS) == null

        cleanup:
        stopped?.close()
    }
}

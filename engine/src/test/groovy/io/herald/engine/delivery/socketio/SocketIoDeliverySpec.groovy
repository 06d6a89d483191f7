package io.herald.engine.delivery.socketio

import io.herald.engine.delivery.Admission
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import io.netty.channel.Channel
import io.socket.client.Ack
import io.socket.client.IO
import io.socket.client.Socket
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import org.json.JSONArray
import org.json.JSONObject
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

@Timeout(60)
class SocketIoDeliverySpec extends Specification {

    static final Namespace SIDE = new Namespace("/side")

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))

    @AutoCleanup("closeAll")
    Sockets sockets = new Sockets()

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    /** Closes what a feature opened. */
    static class Sockets {
        final List<Socket> open = []

        void closeAll() { open.each { it.close() } }
    }

    private Socket client(String namespace = "", String transport = "websocket", List<Object> heard = []) {
        Socket socket = IO.socket("http://127.0.0.1:${delivery.port()}$namespace",
                IO.Options.builder().setForceNew(true).setTransports([transport] as String[]).build())
        socket.onAnyIncoming { Object... event -> heard << event.collect { it.toString() } }
        sockets.open << socket.connect()
        eventually.eventually { assert socket.connected() }
        socket
    }

    private static String ask(Socket socket, String event, Object... arguments) {
        CompletableFuture<String> answer = new CompletableFuture<>()
        socket.emit(event, arguments, { Object... told -> answer.complete(told[0].toString()) } as Ack)
        answer.get(30, TimeUnit.SECONDS)
    }

    private static Broadcast broadcast(Namespace namespace, List<String> rooms, String json) {
        new Broadcast("1", namespace, "Event", rooms as LinkedHashSet, Payload.of(json))
    }

    def "members of any of the rooms get a broadcast once, and nobody else"(String transport) {
        given:
        delivery.start(new OpenGate())
        List<Object> first = new CopyOnWriteArrayList<>()
        List<Object> second = new CopyOnWriteArrayList<>()
        List<Object> none = new CopyOnWriteArrayList<>()
        Socket both = client("", transport, first)
        ask(both, "join", "a", new JSONArray())
        ask(both, "join", "b", new JSONArray([1]))
        ask(client("", transport, second), "join", "a", new JSONArray())
        ask(client("", transport, none), "join", "c", new JSONArray())

        expect:
        delivery.deliver(broadcast(Namespace.ROOT, ["a", "b1"], '{"n":1}')).recipients() == 2
        delivery.deliver(broadcast(Namespace.ROOT, ["b1", "c"], '{"n":2}')).recipients() == 2
        delivery.deliver(broadcast(Namespace.ROOT, ["nobody"], '{"n":3}')).recipients() == 0
        delivery.deliver(broadcast(SIDE, ["a"], '{"n":4}')).recipients() == 0
        eventually.eventually {
            assert first == [["Event", '{"n":1}'], ["Event", '{"n":2}']]
            assert second == [["Event", '{"n":1}']]
            assert none == [["Event", '{"n":2}']]
        }

        where:
        transport << ["websocket", "polling"]
    }

    def "a room that is called like a socket takes nothing from that socket"() {
        given:
        delivery.start(new OpenGate())
        Wire own = Wire.connected(delivery.port())
        Wire other = Wire.connected(delivery.port())
        other.say("421[\"join\",\"$own.id\",[]]")
        other.hear()

        expect:
        delivery.deliver(broadcast(Namespace.ROOT, [own.id], "1")).recipients() == 2
        [own.hear(), other.hear()] == ['42["Event",1]'] * 2
    }

    def "a broadcast reaches the rooms of its namespace only, opened before the start or after"() {
        given:
        delivery.namespaces([SIDE] as Set)
        delivery.start(new OpenGate())
        delivery.namespaces([SIDE, new Namespace("/late")] as Set)
        List<Object> side = new CopyOnWriteArrayList<>()
        List<Object> root = new CopyOnWriteArrayList<>()
        ask(client("/side", "websocket", side), "join", "a", new JSONArray())
        ask(client("", "websocket", root), "join", "a", new JSONArray())

        expect:
        ask(client("/late"), "join", "a", new JSONArray()) == '{"ok":true,"room":"a"}'
        delivery.deliver(broadcast(SIDE, ["a"], "1")).recipients() == 1
        delivery.deliver(broadcast(Namespace.ROOT, ["a"], "2")).recipients() == 1
        eventually.eventually { assert side == [["Event", "1"]] && root == [["Event", "2"]] }
    }

    def "a broadcast that names no room reaches the whole namespace, in rooms or not, but those left out"() {
        given:
        delivery.namespaces([SIDE] as Set)
        delivery.start(new OpenGate())
        List<List<Object>> heard = (1..4).collect { new CopyOnWriteArrayList<>() }
        ask(client("", "websocket", heard[0]), "join", "a", new JSONArray())
        client("", "polling", heard[1])
        ask(client("", "websocket", heard[2]), "join", "b", new JSONArray())
        client("/side", "websocket", heard[3])

        expect:
        delivery.deliver(broadcast(Namespace.ROOT, [], "1").with(BroadcastOptions.NONE.withExcept(["b"] as Set))).recipients() == 2
        delivery.deliver(new Broadcast("2", SIDE, "Bare", [] as Set, Payload.NONE)).recipients() == 1
        eventually.eventually { assert heard == [[["Event", "1"]], [["Event", "1"]], [], [["Bare"]]] }
    }

    def "who asks for what clients answer is told it"(String transport) {
        given:
        delivery.start(new OpenGate())
        List<Object> answers = new CopyOnWriteArrayList<>()
        ['{"a":[1,"é"]}', null].each { String answer ->
            Socket socket = client("", transport)
            socket.on("Event") { Object... event -> (event.last() as Ack).call(answer == null ? [] as Object[] : [new JSONObject(answer)] as Object[]) }
            ask(socket, "join", "a", new JSONArray())
        }

        expect:
        delivery.ask(broadcast(Namespace.ROOT, ["a"], "1").with(BroadcastOptions.NONE.withAck(Duration.ofSeconds(20)))) { answers << it } == 2
        eventually.eventually { assert answers.toSet() == [[a: [1, "é"]], null] as Set && answers.size() == 2 }

        where:
        transport << ["websocket", "polling"]
    }

    def "what was told in order is heard in order"() {
        given:
        delivery.start(new OpenGate())
        List<Object> heard = new CopyOnWriteArrayList<>()
        ask(client("", "websocket", heard), "join", "a", new JSONArray())

        when:
        (1..1000).each { delivery.deliver(broadcast(Namespace.ROOT, ["a"], it.toString())) }

        then:
        eventually.eventually { assert heard*.last() == (1..1000)*.toString() }
    }

    def "a client that left hears no more, and one that may not join hears nothing"() {
        given:
        delivery.start(new OpenGate())
        Socket socket = client()

        expect:
        ask(socket, "join", "a", new JSONArray()) == '{"ok":true,"room":"a"}'
        ask(socket, "leave", "a", new JSONArray()) == '{"ok":true,"room":"a"}'
        ask(socket, "join", "closed", new JSONArray()) == '{"code":"forbidden","ok":false,"message":"no"}'
        delivery.deliver(broadcast(Namespace.ROOT, ["a", "closed"], "1")).recipients() == 0
    }

    def "a client that leaves its namespace and comes back hears nothing that was on its way to it before"() {
        given:
        delivery.start(new OpenGate())
        Wire wire = Wire.connected(delivery.port())
        wire.say('421["join","a",[]]')
        wire.hear()
        EngineSession session = (delivery.@wire as WireContext).sessions().first()
        Channel channel = session.@transport.@socket
        CountDownLatch sent = new CountDownLatch(1)

        when: "it leaves and comes back before its event loop takes up what was sent"
        session.loop().execute { sent.await(); ["41", "40"].each { session.incoming().received(it, channel) } }
        int recipients = delivery.deliver(broadcast(Namespace.ROOT, ["a"], "1")).recipients()
        sent.countDown()

        then:
        recipients == 1
        (wire.hear() as String).startsWith("40{")

        when:
        delivery.deliver(broadcast(Namespace.ROOT, [], "2"))

        then:
        wire.hear() == '42["Event",2]'
    }

    def "a client that can't be written to is closed, and the others get the broadcast"() {
        given: "more clients than event loops, the first of which is broken"
        delivery.start(new OpenGate())
        List<Wire> wires = (1..20).collect { Wire.connected(delivery.port()) }
        wires.each { it.say('421["join","a",[]]'); it.hear() }
        ClientSocket broken = (delivery.@wire as WireContext).rooms().members(Namespace.ROOT, ["a"]).sockets().first()
        broken.@waiting = Collections.emptyList()

        when:
        delivery.deliver(broadcast(Namespace.ROOT, ["a"], "1"))

        then:
        wires.findAll { it.id != broken.id() }.every { it.hear() == '42["Event",1]' }
        eventually.eventually { assert wires.find { it.id == broken.id() }.closed && delivery.clients() == 19 }
    }

    def "a client that leaves while it is still asked whether it may join is out in the end"() {
        given:
        OpenGate gate = new OpenGate()
        delivery.start(gate)
        Socket socket = client()
        CompletableFuture<String> left = new CompletableFuture<>()
        socket.emit("join", ["slow", new JSONArray()] as Object[])
        socket.emit("leave", ["a", new JSONArray()] as Object[], { Object... told -> left.complete(told[0].toString()) } as Ack)

        when:
        gate.slow.complete(new Admission.Granted(new Room("a")))

        then:
        left.get(30, TimeUnit.SECONDS) == '{"ok":true,"room":"a"}'
        delivery.deliver(broadcast(Namespace.ROOT, ["a"], "1")).recipients() == 0
    }

    def "a request for a room that is none is refused, and the client stays connected"(Object[] arguments) {
        given:
        delivery.start(new OpenGate())
        Socket socket = client()

        expect:
        ask(socket, "join", arguments).contains('"code":"invalid-arguments"')
        ask(socket, "join", "a", new JSONArray()) == '{"ok":true,"room":"a"}'

        where:
        arguments << [[] as Object[], [42] as Object[], ["a", "b"] as Object[], [new JSONArray(), new JSONArray()] as Object[]]
    }

    def "clients are counted while they are connected"() {
        given:
        delivery.start(new OpenGate())
        Socket socket = client()
        client("", "polling")

        expect:
        delivery.clients() == 2

        when:
        socket.close()

        then:
        eventually.eventually { assert delivery.clients() == 1 }
    }

    def "clients that are gone before their WebSocket opens are not counted"() {
        given:
        delivery.start(new OpenGate())
        String upgrade = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"

        when: "they reset their connections as soon as they asked"
        200.times { new java.net.Socket("127.0.0.1", delivery.port()).withCloseable { it.setSoLinger(true, 0); it.outputStream << upgrade } }
        (1..8).each { client() } // each event loop has done what it was asked before

        then:
        eventually.eventually { assert delivery.clients() == 8 }
    }

    def "a page of another origin is refused, one of the same host is not"() {
        given:
        delivery.start(new OpenGate())
        String url = "http://127.0.0.1:${delivery.port()}"
        HttpRequest.Builder handshake = HttpRequest.newBuilder(URI.create("$url/socket.io/?EIO=4&transport=polling"))

        expect:
        status(handshake.copy().header("Origin", "https://evil.example")) in [401, 403]
        status(handshake.copy().header("Origin", url)) == 200
    }

    def "a page may send its cookies only where its origin is allowed by name"(List<String> origins, String told) {
        given:
        SocketIoDelivery picky = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, origins))
        picky.start(new OpenGate())

        expect:
        new Http(picky.port()).call("GET", "?EIO=4&transport=polling", null, [Origin: "https://shop.example"])
                .headers().firstValue("Access-Control-Allow-Credentials").orElse(null) == told

        cleanup:
        picky?.close()

        where:
        origins                  || told
        ["https://shop.example"] || "true"
        ["*"]                    || null
    }

    private static int status(HttpRequest.Builder request) {
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).statusCode()
    }

    def "a port in use is told"() {
        given:
        delivery.start(new OpenGate())
        SocketIoDelivery second = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", delivery.port(), []))

        when:
        second.start(new OpenGate())

        then:
        UncheckedIOException failure = thrown()
        failure.message.contains("port ${delivery.port()} can't be bound")

        cleanup:
        second.close()
    }

    def "closing ends connections and frees the port"() {
        given:
        delivery.start(new OpenGate())
        int port = delivery.port()
        Socket socket = client()

        when:
        delivery.close()

        then:
        eventually.eventually { assert !socket.connected() }
        new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close()
    }
}

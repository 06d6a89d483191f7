package io.herald.engine.delivery.socketio

import io.herald.engine.auth.Identity
import io.herald.engine.auth.RefusedException
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Change
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import io.herald.engine.model.Selection
import io.socket.client.Ack
import io.socket.client.IO
import io.socket.client.Socket
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import org.json.JSONArray
import org.json.JSONObject
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** The stock Java client, over each transport, in all that it can. */
@Timeout(60)
class JavaClientSpec extends Specification {

    static final Namespace SIDE = new Namespace("/side")
    static final List<List<String>> TRANSPORTS = [["websocket"], ["polling"], ["polling", "websocket"]]
    static final String LARGE = "x" * 200_000 + "ünï 🎉 \u2028"

    @Shared @AutoCleanup
    SocketIoDelivery delivery = EchoingDelivery.start(new SocketIoSettings("127.0.0.1", 0, []), { token ->
        if (token != "good") {
            throw token == null ? RefusedException.missing() : RefusedException.invalid("it is not good")
        }
        new Identity(Optional.of([sub: "ann"]), Optional.empty())
    })

    @AutoCleanup("closeAll")
    Clients clients = new Clients()

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    /** Closes what a feature opened. */
    static class Clients {
        final List<Client> open = []

        void closeAll() { open*.socket*.close() }
    }

    /** What a socket heard, and of its connection; it acknowledges what asks for it. */
    static class Client {
        final Socket socket
        final List<List<Object>> heard = new CopyOnWriteArrayList<>()
        final List<Object> ends = new CopyOnWriteArrayList<>()
        final List<Object> refusals = new CopyOnWriteArrayList<>()

        Client(Socket socket) {
            this.socket = socket
            socket.onAnyIncoming { Object... event ->
                heard << event.findAll { !(it instanceof Ack) }.collect { plain(it) }
                event.findAll { it instanceof Ack }.each { Ack ack -> ack.call([[1, 2] as byte[]] as Object[]) }
            }
            socket.on(Socket.EVENT_DISCONNECT) { Object... reason -> ends << reason[0] }
            socket.on(Socket.EVENT_CONNECT_ERROR) { Object... error -> refusals << plain(error[0]) }
            socket.connect()
        }

        Object ask(String event, Object... arguments) {
            CompletableFuture<Object> answer = new CompletableFuture<>()
            socket.emit(event, arguments, { Object... told -> answer.complete(plain(told[0])) } as Ack)
            answer.get(30, TimeUnit.SECONDS)
        }
    }

    static Object plain(Object value) {
        switch (value) {
            case JSONObject: return value.keys().collectEntries { [it, plain(value.get(it))] }
            case JSONArray: return (0..<value.length()).collect { plain(value.get(it)) }
            case byte[]: return value.toList()
            case JSONObject.NULL: return null
            default: return value
        }
    }

    private Client client(List<String> transports, String namespace = "", Map<String, String> auth = [token: "good"]) {
        Client client = new Client(IO.socket("http://127.0.0.1:${delivery.port()}$namespace",
                IO.Options.builder().setForceNew(true).setReconnectionDelay(50).setAuth(auth).setTransports(transports as String[]).build()))
        clients.open << client
        client
    }

    private Client connected(List<String> transports) {
        Client client = client(transports)
        eventually.eventually { assert client.socket.connected() }
        client
    }

    /** Another namespace over the same connection. */
    private Client beside(Client client, String namespace) {
        Client second = new Client(client.socket.io().socket(namespace, IO.Options.builder().setAuth([token: "good"]).build()))
        clients.open << second
        eventually.eventually { assert second.socket.connected() }
        second
    }

    private static Broadcast broadcast(Namespace namespace, String room, String json) {
        new Broadcast("1", namespace, "Event", [room] as Set, Payload.of(json))
    }

    @Unroll("over #transports")
    def "texts of any size and script, and binary values at any depth, go both ways, in events and acknowledgements"(List<String> transports) {
        given:
        Client client = connected(transports)
        JSONObject deep = new JSONObject().put("list", new JSONArray([1, new JSONObject().put("bytes", [3, 4] as byte[])]))

        when:
        client.socket.emit("say", LARGE, deep, [5] as byte[], JSONObject.NULL)

        then:
        eventually.eventually { assert client.heard == [["said", LARGE, [list: [1, [bytes: [3, 4]]]], [5], null]] }
        client.ask("ask", LARGE) == LARGE
        client.ask("ask", deep) == [list: [1, [bytes: [3, 4]]]]
        client.ask("ask", new JSONObject().put("bytes", new byte[20_000])) == [bytes: [0] * 20_000]

        where:
        transports << TRANSPORTS
    }

    @Unroll("over #transports")
    def "a broadcast is heard in order and acknowledged, be the acknowledgement binary"(List<String> transports) {
        given:
        Client client = connected(transports)
        assert client.ask("join", "room", new JSONArray([1])) == [ok: true, room: "room1"]

        when:
        (1..100).each { delivery.deliver(broadcast(Namespace.ROOT, "room1", "{\"n\":$it}")) }
        Broadcast asking = broadcast(Namespace.ROOT, "room1", "\"$LARGE\"")
                .with(new BroadcastOptions([] as Set, false, Optional.of(Duration.ofSeconds(30)), Optional.empty()))

        then:
        delivery.deliver(asking).acknowledged().toCompletableFuture().get(30, TimeUnit.SECONDS) == 1
        client.heard == (1..100).collect { ["Event", [n: it]] } + [["Event", LARGE]]

        where:
        transports << TRANSPORTS
    }

    @Unroll("over #transports")
    def "a client without a good token reads why, and hears and is heard no more"(List<String> transports, Map<String, String> auth, String code) {
        given:
        Client client = client(transports, "", auth)

        expect:
        eventually.eventually { assert client.refusals*.data == [[code: code]] }
        client.refusals*.message.every()
        !client.socket.connected()

        where:
        [transports, [auth, code]] << [TRANSPORTS, [[[:], "token-missing"], [[token: "bad"], "token-invalid"]]].combinations()
    }

    @Unroll("over #transports")
    def "namespaces share a connection, and one is left without the other"(List<String> transports) {
        given:
        Client root = connected(transports)
        Client side = beside(root, "/side")
        [root, side].each { assert it.ask("join", "room", new JSONArray([2])) == [ok: true, room: "room2"] }
        eventually.eventually { assert delivery.clients() == 1 }

        when:
        delivery.deliver(broadcast(SIDE, "room2", "1"))
        delivery.deliver(broadcast(Namespace.ROOT, "room2", "2"))

        then:
        eventually.eventually { assert [root.heard, side.heard] == [[["Event", 2]], [["Event", 1]]] }

        when: "the client leaves one"
        side.socket.disconnect()

        then:
        eventually.eventually { assert delivery.deliver(broadcast(SIDE, "room2", "3")).recipients() == 0 }
        root.ask("ask", "there?") == "there?"

        when: "it comes back"
        side.socket.connect()

        then:
        eventually.eventually { assert side.socket.connected() }
        side.ask("join", "room", new JSONArray([2])) == [ok: true, room: "room2"]

        where:
        transports << TRANSPORTS
    }

    @Unroll("over #transports")
    def "a client that is sent away from one namespace stays away from it, and in the other"(List<String> transports) {
        given:
        Client root = connected(transports)
        Client side = beside(root, "/side")
        assert side.ask("join", "room", new JSONArray([3])).ok

        when:
        int count = delivery.change(Selection.in(new Room(SIDE, "room3")), Change.DISCONNECT)

        then:
        count == 1
        eventually.eventually { assert side.ends == ["io server disconnect"] }
        root.ask("ask", "there?") == "there?"
        root.ends == []
        !side.socket.connected()

        where:
        transports << TRANSPORTS
    }

    @Unroll("over #transports")
    def "a client whose connection is cut comes back as a new socket, and joins its rooms anew"(List<String> transports) {
        given:
        Client client = connected(transports)
        assert client.ask("join", "room", new JSONArray([4])).ok
        String id = client.socket.id()

        when:
        delivery.cutAll("the network is gone")

        then: "the reason is one for which it comes back by itself"
        eventually.eventually { assert client.ends.size() == 1 && client.socket.connected() }
        client.ends[0] in ["transport close", "transport error"]
        client.socket.id() != id
        delivery.deliver(broadcast(Namespace.ROOT, "room4", "1")).recipients() == 0

        and:
        client.ask("join", "room", new JSONArray([4])).ok
        delivery.deliver(broadcast(Namespace.ROOT, "room4", "2")).recipients() == 1
        eventually.eventually { assert client.heard == [["Event", 2]] }

        where:
        transports << TRANSPORTS
    }
}

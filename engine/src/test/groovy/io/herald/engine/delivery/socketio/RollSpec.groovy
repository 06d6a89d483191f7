package io.herald.engine.delivery.socketio

import com.nimbusds.jose.JWSAlgorithm
import com.nimbusds.jose.JWSHeader
import com.nimbusds.jose.crypto.MACSigner
import com.nimbusds.jwt.JWTClaimsSet
import com.nimbusds.jwt.SignedJWT
import io.herald.engine.auth.Expected
import io.herald.engine.auth.JwtAuth
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Change
import io.herald.engine.model.Namespace
import io.herald.engine.model.Page
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import io.herald.engine.model.Selection
import io.herald.engine.model.Slice
import io.herald.engine.model.SocketInfo
import io.herald.engine.model.Tally
import java.time.Instant
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** What a node tells of its sockets, and does to them. */
@Timeout(60)
class RollSpec extends Specification {

    static final String SECRET = "0123456789abcdef0123456789abcdef"
    static final Namespace SIDE = new Namespace("/side")

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []), JwtAuth.bySecret(SECRET, Expected.NOTHING))
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setup() {
        delivery.namespaces([SIDE] as Set)
        delivery.start(new OpenGate())
    }

    private static String token(String user) {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), new JWTClaimsSet.Builder().subject(user).claim("email", "secret@example.org").build())
        jwt.sign(new MACSigner(SECRET))
        jwt.serialize()
    }

    /** A client of this user, in these rooms. */
    private Wire client(String user, String namespace = "", String... rooms) {
        Wire wire = Wire.open(delivery.port())
        wire.hear()
        String prefix = namespace ? "$namespace," : ""
        wire.say("40$prefix{\"token\":\"${token(user)}\"}")
        String welcome = wire.hear()
        wire.id = welcome.find(/"sid":"([^"]+)"/) { it[1] }
        rooms.each { room ->
            wire.say("42${prefix}1[\"join\",\"$room\",[]]")
            assert wire.hear() == "43${prefix}1[{\"ok\":true,\"room\":\"$room\"}]"
        }
        wire
    }

    private static List<List<Object>> counts(Page<Tally> page) { page.items().collect { [it.name(), it.sockets()] } }

    private static Selection room(String name) { Selection.in(new Room(name)) }

    def "rooms, users and sockets are those of the namespace, and of a token only its sub is told"() {
        given:
        Instant before = Instant.now()
        Wire ann = client("ann", "", "chat", "news")
        client("ann", "", "chat")
        client("bob", "/side", "chat")

        expect:
        counts(delivery.rooms(Namespace.ROOT, Slice.FIRST)) == [["chat", 2], ["news", 1]]
        delivery.rooms(Namespace.ROOT, Slice.FIRST).sockets() == 2
        counts(delivery.rooms(SIDE, Slice.FIRST)) == [["chat", 1]]
        counts(delivery.users(room("chat"), Slice.FIRST)) == [["ann", 2]]
        counts(delivery.users(Selection.all(SIDE), Slice.FIRST)) == [["bob", 1]]
        delivery.sockets(Selection.all(Namespace.ROOT), Slice.FIRST).items().size() == 2

        when:
        SocketInfo info = delivery.sockets(room(ann.id), Slice.FIRST).items()[0]

        then:
        [info.id(), info.namespace(), info.rooms(), info.user(), info.transport(), info.address()] ==
                [ann.id, Namespace.ROOT, ["chat", "news"] as Set, Optional.of("ann"), "websocket", "127.0.0.1"]
        !info.since().isBefore(before) && !info.since().isAfter(Instant.now())
        !info.toString().contains("secret")
    }

    def "a socket made to join or leave gets, or does not get, what is broadcast next"() {
        given:
        Wire ann = client("ann")
        Wire bob = client("bob", "", "chat")
        Closure<Integer> send = { String room -> delivery.deliver(new Broadcast("1", Namespace.ROOT, "E", [room] as Set, Payload.of("1"))).recipients() }

        expect:
        delivery.change(room(ann.id), Change.join("chat")) == 1
        send("chat") == 2
        [ann, bob]*.hear() == ['42["E",1]', '42["E",1]']

        and:
        delivery.change(new Selection(Namespace.ROOT, ["chat"] as Set, [ann.id] as Set), Change.leave("chat")) == 1
        send("chat") == 1
        ann.hear() == '42["E",1]'
    }

    def "who is disconnected is told, and is in no room any more; the connection goes on for other namespaces, unless it is closed"() {
        given:
        Wire wire = client("ann", "", "chat")
        wire.say("40/side,{\"token\":\"${token("ann")}\"}")
        wire.hear()

        expect:
        delivery.change(room("chat"), Change.DISCONNECT) == 1
        wire.hear() == "41"
        eventually.eventually { assert delivery.sockets(Selection.all(Namespace.ROOT), Slice.FIRST).sockets() == 0 }
        delivery.rooms(Namespace.ROOT, Slice.FIRST).items().empty
        delivery.sockets(Selection.all(SIDE), Slice.FIRST).sockets() == 1
        !wire.isClosed()

        and:
        delivery.change(Selection.all(SIDE), new Change(Change.Kind.CLOSE, [] as Set)) == 1
        eventually.eventually { assert wire.isClosed() && delivery.clients() == 0 }
    }

    def "who is closed is told in all its namespaces, so that it does not come back by itself"() {
        given: "one client over a WebSocket, and one that polls now and then"
        Wire wire = client("ann", "", "chat")
        wire.say("40/side,{\"token\":\"${token("ann")}\"}")
        wire.hear()
        Http http = new Http(delivery.port())
        String sid = http.handshake()
        ["", "/side,"].each { http.post(sid, "40$it{\"token\":\"${token("bob")}\"}"); http.pollOf(sid) }

        when:
        int closed = delivery.change(Selection.all(Namespace.ROOT), new Change(Change.Kind.CLOSE, [] as Set))

        then:
        closed == 2
        [wire.hear(), wire.hear()] == ["41", "41/side,"]
        eventually.eventually { assert wire.isClosed() }
        http.poll(sid).body().split("\u001e").toList() == ["41", "41/side,", "1"]
        delivery.clients() == 0
    }

    def "nobody selected is nothing done"() {
        expect:
        delivery.change(room("nobody"), Change.DISCONNECT) == 0
        delivery.sockets(room("nobody"), Slice.FIRST) == new Page<>(0, [], false)
    }

    def "a change names rooms exactly when it is of rooms"(Change.Kind kind, Set<String> rooms) {
        when:
        new Change(kind, rooms)

        then:
        thrown(IllegalArgumentException)

        where:
        kind                   | rooms
        Change.Kind.JOIN       | [] as Set
        Change.Kind.DISCONNECT | ["a"] as Set
        Change.Kind.LEAVE      | ["x" * 129] as Set
        Change.Kind.JOIN       | (1..101).collect { "$it".toString() } as Set
    }
}

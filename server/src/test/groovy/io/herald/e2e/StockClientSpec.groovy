package io.herald.e2e

import com.fasterxml.jackson.databind.ObjectMapper
import com.nimbusds.jose.JWSAlgorithm
import com.nimbusds.jose.JWSHeader
import com.nimbusds.jose.crypto.RSASSASigner
import com.nimbusds.jose.jwk.JWKSet
import com.nimbusds.jose.jwk.RSAKey
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator
import com.nimbusds.jwt.JWTClaimsSet
import com.nimbusds.jwt.SignedJWT
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** What Node's stock client can, with a node that knows its clients by their tokens. */
class StockClientSpec extends Specification {

    static final RSAKey KEY = new RSAKeyGenerator(2048).keyID("a").generate()
    static final RSAKey STRANGER = new RSAKeyGenerator(2048).keyID("a").generate()
    static final List<List<String>> TRANSPORTS = [["websocket"], ["polling"], ["polling", "websocket"]]

    @Shared @TempDir
    Path home

    @Shared @AutoCleanup
    HeraldProcess herald

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setupSpec() {
        Path events = Files.createDirectories(home.resolve("events"))
        Files.writeString(events.resolve("chat.groovy"), '''
            room chatRoom { id -> join { user, asked -> user.chats.contains(asked) }; "chat.$id" }
            room side { id -> namespace '/side'; join anyone; "side.$id" }
            event UpdateChat { on { chatRoom(id) }; as { [n: n, text: text] } }
            event AskChat { on { chatRoom(id) }; as { n }; ack 5.seconds }
            event Side { on { side(id) }; as { n } }
        '''.stripIndent())
        Path keys = Files.writeString(home.resolve("keys.json"), new JWKSet(KEY).toString())
        herald = new HeraldProcess(events, home.resolve("data"), "--jwt-keys", keys.toString(), "--jwt-audience", "chat", "--recovery", "6s").awaitReady()
    }

    private static String token(List<Integer> chats, Instant expires = Instant.now().plusSeconds(60), RSAKey key = KEY, String audience = "chat") {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("a").build(),
                new JWTClaimsSet.Builder().claim("chats", chats).audience(audience).expirationTime(Date.from(expires)).build())
        jwt.sign(new RSASSASigner(key))
        jwt.serialize()
    }

    private JsClient client(List<String> transports, String token, List<String> namespaces = []) {
        new JsClient([url: herald.socketioUrl, options: [transports: transports, auth: [token: token]], namespaces: namespaces])
    }

    private JsClient member(List<String> transports, int chat) {
        JsClient client = client(transports, token([chat]))
        eventually.eventually { assert client.connected }
        assert client.ask("join", "chatRoom", [chat]) == [ok: true, room: "chat.$chat"]
        client
    }

    private Map<String, Object> trigger(String event, Map<String, Object> inputs, String except = "") {
        HttpResponse<String> response = herald.post("/api/events/$event" + (except ? "?except=$except" : ""), new ObjectMapper().writeValueAsString(inputs))
        assert response.statusCode() == 200: response.body()
        HeraldProcess.json(response) as Map<String, Object>
    }

    @Unroll("over #transports")
    def "a client is known by its token, hears large texts of any script, and acknowledges"(List<String> transports, int chat) {
        given:
        JsClient client = member(transports, chat)
        String text = "x" * 200_000 + "ünï 🎉 \u2028"

        expect: "its token says which rooms are its own"
        client.ask("join", "chatRoom", [chat + 100]).code == "forbidden"

        when:
        trigger("UpdateChat", [id: chat, n: 1, text: text])

        then:
        eventually.eventually { assert client.received == [["UpdateChat", [n: 1, text: text]]] }

        and:
        trigger("AskChat", [id: chat, n: 2]).acks == [expected: 1, received: 1, all: true]

        and: "a client that caused an event is spared"
        trigger("UpdateChat", [id: chat, n: 3, text: ""], client.told.find { it.connected }.id as String).recipients == 0
        eventually.eventually { assert transports.size() == 1 || client.told.contains([upgraded: "websocket"]) }

        cleanup:
        client?.close()

        where:
        transports << TRANSPORTS
        chat << [1, 2, 3]
    }

    @Unroll("over #transports")
    def "namespaces share a connection, and keep to themselves"(List<String> transports, int chat) {
        given:
        JsClient client = client(transports, token([chat]), ["/side"])
        eventually.eventually { assert client.told.count { it.connected } == 2 }

        expect:
        client.ask("join", "chatRoom", [chat]).ok
        client.askIn("/side", "join", "side", [chat]).ok
        client.ask("join", "side", [chat]).code == "wrong-namespace"

        when:
        trigger("Side", [id: chat, n: 1])
        trigger("UpdateChat", [id: chat, n: 2, text: ""])

        then:
        eventually.eventually { assert client.received == [["Side", 1], ["UpdateChat", [n: 2, text: ""]]] }

        cleanup:
        client?.close()

        where:
        transports << TRANSPORTS
        chat << [11, 12, 13]
    }

    @Unroll("over #transports")
    def "a client that lost its connection is the same when it comes back, with all it missed"(List<String> transports, int chat) {
        given:
        JsClient client = member(transports, chat)
        trigger("UpdateChat", [id: chat, n: 0, text: ""])
        eventually.eventually { assert client.received.size() == 1 }
        eventually.eventually { assert transports.size() == 1 || client.told.contains([upgraded: "websocket"]) }

        when:
        client.command([cut: "http://127.0.0.1:1"])
        eventually.eventually { assert !client.connected }
        (1..10).each { trigger("UpdateChat", [id: chat, n: it, text: ""]) }
        client.command([to: herald.socketioUrl])

        then:
        eventually.eventually { assert client.received*.get(1)*.n == (0..10).toList() }
        client.told.findAll { it.connected }*.recovered == [false, true]
        trigger("AskChat", [id: chat, n: 11]).acks == [expected: 1, received: 1, all: true]

        cleanup:
        client?.close()

        where:
        transports << TRANSPORTS
        chat << [21, 22, 23]
    }

    def "a client that was away for longer than it may begins anew"() {
        given:
        JsClient client = member(["websocket"], 5)
        trigger("UpdateChat", [id: 5, n: 0, text: ""])
        eventually.eventually { assert client.received.size() == 1 }

        when:
        client.command([cut: "http://127.0.0.1:1"])
        eventually.eventually { assert !client.connected }
        new PollingConditions(initialDelay: 7, timeout: 30).eventually { assert trigger("UpdateChat", [id: 5, n: 1, text: ""]).recipients == 0 }
        client.command([to: herald.socketioUrl])

        then:
        eventually.eventually { assert client.told.findAll { it.connected }*.recovered == [false, false] }
        client.told.findAll { it.connected }*.id.unique().size() == 2

        cleanup:
        client?.close()
    }

    @Unroll("#why, over #transports")
    def "a token that is refused is told, so that the client can read why: "(String why, List<String> transports, String shown, String code) {
        given:
        JsClient client = client(transports, shown)

        expect:
        eventually.eventually { assert client.told.find { it.refused }?.data == [code: code] }
        !client.connected

        cleanup:
        client?.close()

        where:
        why            | transports    | shown                                                  || code
        "none"         | TRANSPORTS[0] | null                                                   || "token-missing"
        "none"         | TRANSPORTS[1] | null                                                   || "token-missing"
        "none"         | TRANSPORTS[2] | null                                                   || "token-missing"
        "forged"       | TRANSPORTS[0] | token([1], Instant.now().plusSeconds(60), STRANGER)    || "token-invalid"
        "for another"  | TRANSPORTS[1] | token([1], Instant.now().plusSeconds(60), KEY, "shop") || "token-invalid"
        "expired"      | TRANSPORTS[2] | token([1], Instant.now().minusSeconds(60))             || "token-expired"
    }

    def "clients whose token expires are sent away over every transport, and can't come back with it"() {
        given: "30 seconds of leeway, less ten"
        String expiring = token([6], Instant.now().minusSeconds(20))
        List<JsClient> clients = TRANSPORTS.collect { client(it, expiring) }

        expect:
        clients.each { client -> eventually.eventually { assert client.told.contains([disconnected: "io server disconnect"]) } }
        clients.every { client -> client.told.any { it.connected } }

        cleanup:
        clients*.close()
    }
}

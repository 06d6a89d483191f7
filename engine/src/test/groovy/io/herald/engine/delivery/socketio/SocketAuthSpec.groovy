package io.herald.engine.delivery.socketio

import com.fasterxml.jackson.databind.ObjectMapper
import com.nimbusds.jose.JWSAlgorithm
import com.nimbusds.jose.JWSHeader
import com.nimbusds.jose.JWSSigner
import com.nimbusds.jose.crypto.MACSigner
import com.nimbusds.jose.crypto.RSASSASigner
import com.nimbusds.jose.jwk.JWKSet
import com.nimbusds.jose.jwk.RSAKey
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator
import com.nimbusds.jwt.JWTClaimsSet
import com.nimbusds.jwt.PlainJWT
import com.nimbusds.jwt.SignedJWT
import io.herald.engine.auth.Expected
import io.herald.engine.auth.JwtAuth
import io.herald.engine.delivery.Admission
import io.herald.engine.delivery.LostSocket
import io.herald.engine.delivery.Recovery
import io.herald.engine.delivery.RoomGate
import io.herald.engine.model.Namespace
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** Who may connect, as whom, and for how long. */
@Timeout(60)
class SocketAuthSpec extends Specification {

    static final String SECRET = "0123456789abcdef0123456789abcdef"
    static final RSAKey KEY = new RSAKeyGenerator(2048).keyID("a").generate()
    static final RSAKey STRANGER = new RSAKeyGenerator(2048).keyID("a").generate()
    static final Path KEYS = Files.createTempFile("keys", ".json")

    def setupSpec() { Files.writeString(KEYS, new JWKSet(KEY).toString()) }

    def cleanupSpec() { Files.delete(KEYS) }

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []), JwtAuth.bySecret(SECRET, Expected.NOTHING))

    List<Optional<Map<String, Object>>> users = [].asSynchronized()
    RoomGate gate = new OpenGate() {
        @Override
        CompletableFuture<Admission> admit(Namespace namespace, String room, List<Object> arguments, Optional<Map<String, Object>> user) {
            users << user
            super.admit(namespace, room, arguments, user)
        }
    }
    Map<String, LostSocket> kept = new ConcurrentHashMap<>()
    Recovery recovery = Stub() {
        isOn() >> true
        keep(_) >> { LostSocket lost -> kept[lost.key()] = lost; null }
        find(_) >> { String key -> CompletableFuture.completedFuture(Optional.ofNullable(kept[key]).map { new Recovery.Found(it, "") }) }
        claim(_) >> { Recovery.Found found -> CompletableFuture.completedFuture(kept.remove(found.socket().key()) != null) }
        missed(_, _) >> CompletableFuture.completedFuture(Optional.of([]))
    }
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setup() { delivery.start(gate, recovery) }

    private static String token(Map<String, Object> claims, Instant expires = Instant.now().plusSeconds(60), String secret = SECRET) {
        hmac(claims + [exp: expires.epochSecond], secret.bytes)
    }

    private static String rsa(Map<String, Object> claims, RSAKey key = KEY) { signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.keyID).build(), claims, new RSASSASigner(key)) }

    private static String hmac(Map<String, Object> claims, byte[] secret) { signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.keyID).build(), claims, new MACSigner(secret)) }

    private static String signed(JWSHeader header, Map<String, Object> claims, JWSSigner signer) {
        SignedJWT jwt = new SignedJWT(header, JWTClaimsSet.parse(claims))
        jwt.sign(signer)
        jwt.serialize()
    }

    private static long seconds(long fromNow) { Instant.now().epochSecond + fromNow }

    private Wire saying(Map<String, Object> auth, SocketIoDelivery to = delivery) {
        Wire wire = Wire.open(to.port())
        wire.hear()
        wire.say("40" + new ObjectMapper().writeValueAsString(auth))
        wire
    }

    private static Map told(Wire wire) {
        String answer = wire.hear()
        new ObjectMapper().readValue(answer.substring(2), Map) + [type: answer.take(2)]
    }

    def "a client with a good token is known by its claims"() {
        given:
        Wire wire = saying(token: token(sub: "7", name: "Ada"))

        expect:
        told(wire).type == "40"

        when:
        wire.say('421["join","room",[1]]')

        then:
        wire.hear() == '431[{"ok":true,"room":"room1"}]'
        users*.get()*.subMap("sub", "name") == [[sub: "7", name: "Ada"]]
    }

    @Unroll("#why is refused with #code")
    def "a client that comes with"(String why, Map auth, String code) {
        given:
        Wire wire = saying(auth)

        when:
        Map refusal = told(wire)

        then: "it can read why, and hears and says nothing"
        refusal.type == "44"
        refusal.data == [code: code]
        !(refusal.message as String).contains(SECRET)

        when:
        wire.say('421["join","room",[1]]')

        then:
        eventually.eventually { assert wire.closed }
        !delivery.has(Namespace.ROOT, "room1")
        users.empty

        where:
        why                     | auth                                                        || code
        "no token"              | [:]                                                         || "token-missing"
        "a token of no kind"    | [token: 7]                                                  || "token-missing"
        "a broken token"        | [token: "x.y.z"]                                            || "token-invalid"
        "a forged token"        | [token: token([sub: "7"], Instant.now().plusSeconds(60), "f" * 32)] || "token-invalid"
        "an old token"          | [token: token([sub: "7"], Instant.now().minusSeconds(60))]  || "token-expired"
    }

    @Unroll("#why: #code")
    def "where keys are in a file, a client is let in by a token of theirs, for this audience and at this time"(String why, Closure<String> token, String code) {
        given:
        SocketIoDelivery strict = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []), JwtAuth.byKeys(KEYS, new Expected(Optional.empty(), Optional.of("chat"))))
        strict.start(gate, recovery)

        when:
        Map answer = told(saying(token: token(), strict))

        then:
        [answer.type, answer.data?.code] == (code ? ["44", code] : ["40", null])

        cleanup:
        strict?.close()

        where:
        why                          | token                                                                      || code
        "good"                       | { rsa(sub: "7", aud: "chat") }                                             || null
        "of another key"             | { rsa([sub: "7", aud: "chat"], STRANGER) }                                 || "token-invalid"
        "for another audience"       | { rsa(sub: "7", aud: "shop") }                                             || "token-invalid"
        "not yet valid"              | { rsa(sub: "7", aud: "chat", nbf: seconds(60)) }                           || "token-invalid"
        "expired"                    | { rsa(sub: "7", aud: "chat", exp: seconds(-60)) }                          || "token-expired"
        "the public key as a secret" | { hmac([sub: "7", aud: "chat"], KEY.toRSAPublicKey().encoded) }            || "token-invalid"
        "signed by nobody"           | { new PlainJWT(JWTClaimsSet.parse([sub: "7", aud: "chat"])).serialize() }  || "token-invalid"
    }

    def "a client is sent away when its token expires, and only then"() {
        given: "30 seconds of leeway, less four"
        Wire wire = saying(token: token([sub: "7"], Instant.now().minusSeconds(26)))
        assert told(wire).type == "40"

        expect:
        wire.hear() == "41"
    }

    @Unroll("#who comes back as #result")
    def "a recovery is for the same user: "(String who, Map claims, boolean same, String result) {
        given:
        Wire first = saying(token: token(sub: "7", jti: "a"))
        Map before = told(first)
        first.socket.abort()
        eventually.eventually { assert kept.containsKey(before.pid) }

        when:
        Map after = told(saying(token: token(claims, Instant.now().plusSeconds(120)), pid: before.pid, offset: "1-1"))

        then:
        (after.sid == before.sid) == same
        (after.pid == before.pid) == same

        where:
        who               | claims               || same  | result
        "the user, anew"  | [sub: "7", jti: "b"] || true  | "the same socket"
        "another"         | [sub: "8", jti: "a"] || false | "a new socket"
    }

    def "a client that comes back is asked anew: a token that has expired meanwhile is refused"() {
        given:
        Wire first = saying(token: token(sub: "7"))
        Map before = told(first)
        first.socket.abort()
        eventually.eventually { assert kept.containsKey(before.pid) }

        when:
        Map refusal = told(saying(token: token([sub: "7"], Instant.now().minusSeconds(60)), pid: before.pid, offset: "1-1"))

        then:
        refusal.type == "44"
        refusal.data == [code: "token-expired"]
        kept.containsKey(before.pid)
    }
}

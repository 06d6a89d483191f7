package io.herald.engine.auth

import com.nimbusds.jose.JOSEObjectType
import com.nimbusds.jose.JWSAlgorithm
import com.nimbusds.jose.JWSHeader
import com.nimbusds.jose.JWSObject
import com.nimbusds.jose.JWSSigner
import com.nimbusds.jose.Payload
import com.nimbusds.jose.crypto.ECDSASigner
import com.nimbusds.jose.crypto.MACSigner
import com.nimbusds.jose.crypto.RSASSASigner
import com.nimbusds.jose.jwk.Curve
import com.nimbusds.jose.jwk.ECKey
import com.nimbusds.jose.jwk.JWK
import com.nimbusds.jose.jwk.JWKSet
import com.nimbusds.jose.jwk.RSAKey
import com.nimbusds.jose.jwk.gen.ECKeyGenerator
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator
import com.nimbusds.jwt.JWTClaimsSet
import com.nimbusds.jwt.SignedJWT
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

class JwtAuthSpec extends Specification {

    static final String SECRET = "0123456789abcdef0123456789abcdef"
    static final RSAKey RSA = new RSAKeyGenerator(2048).keyID("rsa-1").generate()
    static final RSAKey STRANGER = new RSAKeyGenerator(2048).keyID("rsa-1").generate()
    static final Map<String, Object> CLAIMS = [sub: "ann", roles: ["admin", [deep: true]], age: 42, aud: "chat"]
    static final ECKey EC = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate()

    @Shared @TempDir
    Path folder

    @Shared
    JwtAuth bySecret = JwtAuth.bySecret(SECRET, Expected.NOTHING)

    @Shared
    JwtAuth byKeys

    def setupSpec() {
        byKeys = JwtAuth.byKeys(file("keys.json", new JWKSet([RSA, EC] as List<JWK>).toString()), Expected.NOTHING)
    }

    private Path file(String name, String content) { Files.writeString(folder.resolve(name), content) }

    private static String signed(JWSHeader header, Map<String, Object> claims, JWSSigner signer) {
        SignedJWT token = new SignedJWT(header, JWTClaimsSet.parse(claims))
        token.sign(signer)
        token.serialize()
    }

    private static String bySecret(Map<String, Object> claims, String secret = SECRET) {
        signed(new JWSHeader(JWSAlgorithm.HS256), claims, new MACSigner(secret))
    }

    private static String byRsa(Map<String, Object> claims, RSAKey key = RSA, String kid = "rsa-1") {
        signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(), CLAIMS, new RSASSASigner(key))
    }

    private static String raw(String header, String claims, String signature = "") {
        [header, claims].collect { Base64.urlEncoder.withoutPadding().encodeToString(it.bytes) }.join(".") + "." + signature
    }

    private static String told(ClientAuth auth, String token) {
        try {
            auth.verify(token)
            "welcome"
        } catch (RefusedException refusal) {
            assert !token || token.length() < 20 || !refusal.message.contains(token.substring(0, 20))
            refusal.code()
        }
    }

    private static long seconds(long fromNow) { Instant.now().epochSecond + fromNow }

    // ---- who is welcome

    @Unroll("#why")
    def "a good token tells who the client is"(String why, ClientAuth auth, String token) {
        given:
        Identity identity = auth.verify(token)

        expect:
        identity.user().get() == [sub: "ann", roles: ["admin", [deep: true]], age: 42L, aud: "chat"]
        identity.expires().empty

        where:
        [why, auth, token] << [
                ["HS256", bySecret, bySecret(CLAIMS)],
                ["HS256 with a kid, as some issuers write it", bySecret, signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("any").build(), CLAIMS, new MACSigner(SECRET))],
                ["RS256", byKeys, byRsa(CLAIMS)],
                ["RS256 without a kid", byKeys, byRsa(CLAIMS, RSA, null)],
                ["ES256", byKeys, signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build(), CLAIMS, new ECDSASigner(EC))],
                ["an access token", bySecret, signed(new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt")).build(), CLAIMS, new MACSigner(SECRET))]
        ]
    }

    def "a token's end is the client's, with leeway"() {
        given:
        long end = seconds(60)

        expect:
        bySecret.verify(bySecret([exp: end])).expires().get() == Instant.ofEpochSecond(end + 30)
    }

    def "numbers are as a script has them of its inputs"() {
        expect:
        bySecret.verify(bySecret([chats: [7], exp: seconds(60)])).user().get().chats.contains(7)
    }

    def "what a client is told to be cannot be changed"() {
        when:
        bySecret.verify(bySecret([roles: ["user"]])).user().get().roles << "admin"

        then:
        thrown(UnsupportedOperationException)
    }

    def "without a key every client is anonymous, whatever it sends"(String token) {
        expect:
        ClientAuth.ANONYMOUS.verify(token) == new Identity(Optional.empty(), Optional.empty())

        where:
        token << [null, "", "rubbish", bySecret([sub: "ann"])]
    }

    // ---- times, issuer, audience

    @Unroll("exp #exp, nbf #nbf: #code")
    def "a token holds in its time, give or take half a minute"(Integer exp, Integer nbf, String code) {
        given:
        Map<String, Object> claims = [sub: "ann"]
        if (exp != null) { claims.exp = seconds(exp) }
        if (nbf != null) { claims.nbf = seconds(nbf) }

        expect:
        told(bySecret, bySecret(claims)) == code

        where:
        exp  | nbf  || code
        60   | -60  || "welcome"
        -15  | null || "welcome"
        null | 15   || "welcome"
        -45  | null || "token-expired"
        null | 45   || "token-invalid"
    }

    @Unroll("#claims: #code")
    def "a token has to be of the issuer and for the audience, where they are given"(Map<String, Object> claims, String code) {
        given:
        JwtAuth auth = JwtAuth.bySecret(SECRET, new Expected(Optional.of("https://id.example"), Optional.of("chat")))

        expect:
        told(auth, bySecret(claims)) == code

        where:
        claims                                           || code
        [iss: "https://id.example", aud: "chat"]         || "welcome"
        [iss: "https://id.example", aud: ["x", "chat"]]  || "welcome"
        [iss: "https://evil.example", aud: "chat"]       || "token-invalid"
        [iss: "https://id.example", aud: ["x"]]          || "token-invalid"
        [iss: "https://id.example"]                      || "token-invalid"
        [aud: "chat"]                                    || "token-invalid"
    }

    // ---- who is not welcome

    def "no token is told from a bad one"(String token) {
        expect:
        [told(bySecret, token), told(byKeys, token)] == ["token-missing", "token-missing"]

        where:
        token << [null, ""]
    }

    @Unroll("#why")
    def "a token that is not signed by a trusted key is refused"(String why, ClientAuth auth, String token) {
        expect:
        told(auth, token) == "token-invalid"

        where:
        [why, auth, token] << [
                ["another secret", bySecret, bySecret([sub: "ann"], "f" * 32)],
                ["another key of the same id", byKeys, byRsa([sub: "ann"], STRANGER)],
                ["another key of no id", byKeys, byRsa([sub: "ann"], STRANGER, null)],
                ["expired as well: that is not told", bySecret, bySecret([exp: seconds(-100)], "f" * 32)],
                ["a trusted key under an unknown id", byKeys, byRsa([sub: "ann"], RSA, "rsa-2")],
                ["claims changed after signing", bySecret, bySecret([sub: "ann"]).split(/\./).with { [it[0], raw("", '{"sub":"eve"}').split(/\./)[1], it[2]].join(".") }],
                ["its own key embedded", byKeys, signed(new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(STRANGER.toPublicJWK()).build(), [sub: "ann"], new RSASSASigner(STRANGER))],
                ["a link to its key", byKeys, signed(new JWSHeader.Builder(JWSAlgorithm.RS256).jwkURL(URI.create("http://127.0.0.1:1/")).build(), [sub: "ann"], new RSASSASigner(STRANGER))],
                ["a link to its certificate", byKeys, signed(new JWSHeader.Builder(JWSAlgorithm.RS256).x509CertURL(URI.create("http://127.0.0.1:1/")).build(), [sub: "ann"], new RSASSASigner(STRANGER))],
                ["HS256 with the RSA key as secret", byKeys, signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), [sub: "ann"], new MACSigner(RSA.toRSAPublicKey().encoded))],
                ["RS256 where a secret is trusted", bySecret, byRsa([sub: "ann"])],
                ["HS512 with the secret", bySecret, signed(new JWSHeader(JWSAlgorithm.HS512), [sub: "ann"], new MACSigner(SECRET * 2))],
                ["PS256 with the key", byKeys, signed(new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("rsa-1").build(), [sub: "ann"], new RSASSASigner(RSA))],
                ["another type of object", bySecret, signed(new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("dpop+jwt")).build(), [sub: "ann"], new MACSigner(SECRET))],
                ["a critical header nobody knows", bySecret, signed(new JWSHeader.Builder(JWSAlgorithm.HS256).criticalParams(["x"] as Set).customParam("x", 1).build(), [sub: "ann"], new MACSigner(SECRET))]
        ]
    }

    @Unroll("#why")
    def "what is no signed token is refused"(String why, String token) {
        expect:
        [told(bySecret, token), told(byKeys, token)] == ["token-invalid", "token-invalid"]

        where:
        [why, token] << [
                ["alg none", raw('{"alg":"none"}', '{"sub":"ann"}')],
                ["alg None", raw('{"alg":"None"}', '{"sub":"ann"}')],
                ["no alg", raw('{}', '{"sub":"ann"}')],
                ["alg none with a signature", raw('{"alg":"none"}', '{"sub":"ann"}', "AAAA")],
                ["an empty signature", raw('{"alg":"HS256"}', '{"sub":"ann"}')],
                ["a zero ES256 signature", raw('{"alg":"ES256","kid":"ec-1"}', '{"sub":"ann"}', "A" * 86)],
                ["truncated in its signature", bySecret([sub: "ann"])[0..-5]],
                ["truncated in its claims", bySecret([sub: "ann"])[0..30]],
                ["a word", "rubbish"],
                ["dots", "..."],
                ["spaces", "   "],
                ["five parts", "a.b.c.d.e"],
                ["a header that is a list", raw('[]', '{}', "AAAA")],
                ["a header as deep as it is long", raw('{"alg":"HS256","x":' + "[" * 5_000, '{}', "AAAA")],
                ["a megabyte", "x" * (1 << 20)]
        ]
    }

    @Unroll("#why")
    def "a token with a good signature and bad content is refused"(String why, String content) {
        given:
        JWSObject object = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(content))
        object.sign(new MACSigner(SECRET))

        expect:
        told(bySecret, object.serialize()) == "token-invalid"

        where:
        why                | content
        "no JSON"          | "rubbish"
        "a number"         | "7"
        "an end in words"  | '{"exp":"tomorrow"}'
        "far too deep"     | '{"x":' + "[" * 1_000 + "]" * 1_000 + "}"
        "longer than 8192" | '{"x":"' + "y" * 8_192 + '"}'
    }

    // ---- at the start

    def "a secret that is too short is refused at the start, and not shown"() {
        when:
        JwtAuth.bySecret("s3cret-s3cret-s3cret-s3cret-s3c", Expected.NOTHING)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message == "the secret of clients' tokens must have at least 32 bytes, not 31: take 32 random ones, in hex"
    }

    @Unroll("#why")
    def "a key file without a usable key is refused at the start"(String why, String content) {
        given:
        Path keys = content == null ? folder.resolve("nowhere.json") : file("bad.json", content)

        when:
        JwtAuth.byKeys(keys, Expected.NOTHING)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.startsWith("the key file $keys")
        refusal.message.contains(why)

        where:
        why                     | content
        "can't be read"         | null
        "is no JSON Web Key Set" | "rubbish"
        "is no JSON Web Key Set" | '{"keys":7}'
        "holds no usable key"   | '{"keys":[]}'
        "holds no usable key"   | new JWKSet(new RSAKeyGenerator(1024, true).generate() as JWK).toString()
        "holds no usable key"   | new JWKSet(new ECKeyGenerator(Curve.P_384).generate() as JWK).toString()
        "holds no usable key"   | '{"keys":[{"kty":"oct","k":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"}]}'
        "is larger than 1 MiB"  | " " * ((1 << 20) + 1)
    }
}

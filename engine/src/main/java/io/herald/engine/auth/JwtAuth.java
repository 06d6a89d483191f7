package io.herald.engine.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Knows clients by a signed JWT. The kind of key decides the algorithm, never the token: HS256 for a secret, RS256 or ES256 for public keys.
 * A public key is looked up by the token's {@code kid} among those given at the start; keys that a token carries or links to are not looked at.
 * Thread-safe.
 */
public final class JwtAuth implements ClientAuth {
    /** Of a token; bounds what is read before its signature is known to be good. */
    public static final int MAX_LENGTH = 8192;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MIN_SECRET_BYTES = 32; // of HS256
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES = new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null); // null: says no type

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private JwtAuth(JWSKeySelector<SecurityContext> keys, Expected expected) {
        processor.setJWSTypeVerifier(TYPES);
        processor.setJWSKeySelector(keys);
        processor.setJWTClaimsSetVerifier((claims, context) -> expected.check(claims));
    }

    /**
     * Trusts who knows a secret.
     *
     * @param secret its UTF-8 bytes are the key
     * @throws IllegalArgumentException when it is shorter than 32 bytes
     */
    public static JwtAuth bySecret(String secret, Expected expected) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        if (key.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("the secret of clients' tokens must have at least " + MIN_SECRET_BYTES
                    + " bytes, not " + key.length + ": take 32 random ones, in hex");
        }
        return new JwtAuth(
                new SingleKeyJWSKeySelector<>(JWSAlgorithm.HS256, new SecretKeySpec(key, "HmacSHA256")), expected);
    }

    /**
     * Trusts who has the private half of one of the public keys.
     *
     * @param jwks a file with a JSON Web Key Set; RSA keys of 2048 bits or more and EC keys on P-256 are used, others are not
     * @throws IllegalArgumentException when it can't be read, or holds no such key
     */
    public static JwtAuth byKeys(Path jwks, Expected expected) {
        JWKSet keys = KeyFile.read(jwks);
        return new JwtAuth(
                new JWSVerificationKeySelector<>(
                        Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), new ImmutableJWKSet<>(keys)),
                expected);
    }

    @Override
    public Identity verify(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            throw RefusedException.missing();
        }
        if (token.length() > MAX_LENGTH) {
            throw RefusedException.invalid("it is longer than " + MAX_LENGTH + " characters");
        }
        JWTClaimsSet claims = claims(token);
        return new Identity(Optional.of(json(claims)), Expected.expires(claims));
    }

    /** As inputs and the store have it: or a script, and who looks for a lost socket, find that 7 is not 7. */
    private static Map<String, @Nullable Object> json(JWTClaimsSet claims) {
        try {
            return JSON.readValue(claims.toString(), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw RefusedException.invalid("its claims are no JSON object");
        }
    }

    private JWTClaimsSet claims(String token) {
        try {
            return processor.process(SignedJWT.parse(token), null);
        } catch (ParseException e) {
            throw RefusedException.invalid("it is no signed JWT");
        } catch (BadJWTException e) {
            throw RefusedException.invalid("its claims are no JSON object, or a time in it is no number");
        } catch (BadJOSEException | JOSEException e) {
            throw RefusedException.invalid("it is not signed in a way and with a key that are trusted here");
        }
    }
}

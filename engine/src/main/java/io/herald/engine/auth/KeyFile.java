package io.herald.engine.auth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;

/** Reads public keys from a JSON Web Key Set. */
final class KeyFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MIN_RSA_BITS = 2048;

    private KeyFile() {}

    static JWKSet read(Path file) {
        List<JWK> usable = parse(file).toPublicJWKSet().getKeys().stream()
                .filter(KeyFile::isUsable)
                .toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(
                    "the key file " + file + " holds no usable key: give a JWKS with an RSA key of " + MIN_RSA_BITS
                            + " bits or more, or an EC key on P-256");
        }
        return new JWKSet(usable);
    }

    private static boolean isUsable(JWK key) {
        return (key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS)
                || (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()));
    }

    private static JWKSet parse(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("the key file " + file + " is larger than 1 MiB: give a JWKS");
            }
            return JWKSet.parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("the key file " + file + " can't be read: name another", e);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "the key file " + file + " is no JSON Web Key Set: " + e.getMessage(), e);
        }
    }
}

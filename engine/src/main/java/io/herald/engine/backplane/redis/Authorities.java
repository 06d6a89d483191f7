package io.herald.engine.backplane.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Reads the certificate authorities that a Redis is believed for. */
final class Authorities {
    private static final String TYPE = "PKCS12";
    private static final char[] NO_SECRET = "certificates".toCharArray();

    private Authorities() {}

    /** @throws IllegalArgumentException when the file holds no certificate, or can't be read */
    static KeyStore in(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(pem + " holds no certificate: give one in PEM");
            }
            return holding(certificates);
        } catch (IOException e) {
            throw new IllegalArgumentException(pem + " can't be read: check that it exists", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(pem + " holds no certificate in PEM: " + e.getMessage(), e);
        }
    }

    private static KeyStore holding(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        return store;
    }

    /** Jedis takes only what it can read anew for each connection. */
    static SslOptions believing(KeyStore authorities) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            authorities.store(bytes, NO_SECRET);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("certificates that were read can't be written", e);
        }
        return SslOptions.builder()
                .sslVerifyMode(SslVerifyMode.FULL)
                .trustStoreType(TYPE)
                .truststore(() -> new ByteArrayInputStream(bytes.toByteArray()), NO_SECRET)
                .build();
    }
}

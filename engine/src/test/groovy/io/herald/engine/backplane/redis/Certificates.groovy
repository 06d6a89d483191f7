package io.herald.engine.backplane.redis

import groovy.transform.CompileStatic
import java.nio.file.Path
import java.security.KeyStore

/** A key with a certificate that signs itself, as files in PEM: made by the JDK's keytool. */
@CompileStatic
class Certificates {

    final Path certificate
    final Path key

    /** @param names as keytool takes them: `ip:127.0.0.1` or `dns:redis.example` */
    Certificates(Path folder, String name, String names) {
        Path store = folder.resolve(name + ".p12")
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "redis",
                "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + names, "-validity", "2", "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", "changeit").redirectErrorStream(true).start()
        String said = keytool.inputStream.text
        assert keytool.waitFor() == 0: said
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray())
        certificate = pem(folder.resolve(name + ".crt"), "CERTIFICATE", keys.getCertificate("redis").encoded)
        key = pem(folder.resolve(name + ".key"), "PRIVATE KEY", keys.getKey("redis", "changeit".toCharArray()).encoded)
    }

    private static Path pem(Path file, String what, byte[] content) {
        file.toFile().text = "-----BEGIN $what-----\n${Base64.getMimeEncoder(64, "\n".bytes).encodeToString(content)}\n-----END $what-----\n"
        file
    }
}

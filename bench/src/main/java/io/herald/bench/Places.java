package io.herald.bench;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where things are.
 *
 * @param home the folder above {@code bench}
 */
record Places(Path home) {
    String heraldJar() {
        return home.resolve("server/target/herald.jar").toString();
    }

    String events() {
        return home.resolve("bench/events").toString();
    }

    String data() {
        return target().resolve("data").toString();
    }

    String nodeServer() {
        return home.resolve("bench/peers/node/server.js").toString();
    }

    String classPath() {
        return System.getProperty("java.class.path");
    }

    Path log(Server server) {
        return target().resolve(server.name().toLowerCase(Locale.ROOT) + ".log");
    }

    private Path target() {
        return home.resolve("bench/target");
    }
}

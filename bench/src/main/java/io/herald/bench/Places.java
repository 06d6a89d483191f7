package io.herald.bench;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where things are.
 *
 * @param home the folder above {@code bench}
 * @param redis its URL; empty before it runs
 * @param number of the next process: what is its own is named after it
 */
record Places(Path home, String redis, int number) {
    Places(Path home) {
        this(home, "", 0);
    }

    Places with(String redisUrl) {
        return new Places(home, redisUrl, number);
    }

    Places numbered(int next) {
        return new Places(home, redis, next);
    }

    String pythonServer() {
        return home.resolve("bench/peers/python/server.py").toString();
    }

    /** Of Debian, unpacked by {@code bench/run}. */
    Path pythonPackages() {
        return target().resolve("python/usr/lib/python3/dist-packages");
    }

    String heraldJar() {
        return home.resolve("server/target/herald.jar").toString();
    }

    String events() {
        return home.resolve("bench/events").toString();
    }

    String data() {
        return target().resolve("data-" + number).toString();
    }

    String nodeServer() {
        return home.resolve("bench/peers/node/server.js").toString();
    }

    String classPath() {
        return System.getProperty("java.class.path");
    }

    Path log(Server server) {
        return target().resolve(server.name().toLowerCase(Locale.ROOT) + "-" + number + ".log");
    }

    Path target() {
        return home.resolve("bench/target");
    }
}

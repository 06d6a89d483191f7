package io.herald.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every setting there is: one table from which come flags, environment variables, keys of herald.yml, the help and docs/settings.md. */
enum Setting {
    EVENTS("DIR", "events", "Folder of the event scripts."),
    ADMIN_PORT("N", "7070", "Port of the admin API; 0 picks a free one and prints it."),
    SOCKETIO_PORT("N", "9092", "Port of the Socket.IO clients; 0 picks a free one and prints it."),
    BIND("ADDR", "127.0.0.1", "Address that both ports are bound to."),
    TOKEN(
            "T",
            "",
            "Token of the admin API. Not given: made on the first start and kept in the data folder, in a file only its owner can read."),
    REDIS("URI", "", "Redis that carries broadcasts between nodes: redis://host:6379. Not given: this node is alone."),
    DATA("DIR", "data", "Folder for what this node keeps: its token."),
    STRICT("", "false", "Refuse to start when a script is broken, instead of starting without it."),
    TRUST_SCRIPTS(
            "",
            "false",
            "Let scripts use all of Groovy and the JDK, with the rights of the node. Not given: they are kept in a sandbox."),
    EVENT_NAMES(
            "STYLE",
            "as-written",
            "Name under which clients hear of an event whose script gives none: as-written (UpdateChat) or snake_case (update_chat)."),
    EVALUATION_TIMEOUT("TIME", "2s", "Time for one evaluation of a script: 500ms, 2s."),
    MAX_BODY("BYTES", "1048576", "Largest body of a request to the admin API, and largest payload of a broadcast."),
    ORIGINS(
            "LIST",
            "",
            "Origins of browser pages that may connect, with commas between; * for all. Not given: pages of the same host, and clients that are no browsers.");

    private final String label;
    private final String defaultValue;
    private final String doc;

    Setting(String label, String defaultValue, String doc) {
        this.label = label;
        this.defaultValue = defaultValue;
        this.doc = doc;
    }

    /** As flags and herald.yml write it: {@code admin-port}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String flag() {
        return "--" + key();
    }

    /** {@code HERALD_ADMIN_PORT}. */
    String environment() {
        return "HERALD_" + name();
    }

    /** What its value is, for the help; empty for a switch. */
    String label() {
        return label;
    }

    String defaultValue() {
        return defaultValue;
    }

    String doc() {
        return doc;
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }
}

package io.herald.server.settings;

import io.herald.engine.delivery.socketio.SocketLimit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every setting there is: one table from which come flags, environment variables, keys of herald.yml, the help and docs/settings.md. */
public enum Setting {
    EVENTS("DIR", "events", "Folder of the event scripts."),
    ADMIN_PORT("N", "7070", "Port of the admin API; 0 picks a free one and prints it."),
    SOCKETIO_PORT("N", "9092", "Port of the Socket.IO clients; 0 picks a free one and prints it."),
    BIND("ADDR", "127.0.0.1", "Address that both ports are bound to."),
    TOKEN(
            "T",
            "",
            "Token of the admin API. Not given: made on the first start and kept in the data folder, in a file only its owner can read."),
    REDIS(
            "URI",
            "",
            "Redis that carries broadcasts between nodes: redis://host:6379; rediss, redis-sentinel and redis-cluster: see cluster.md. Not given: this node is alone."),
    REDIS_PASSWORD_FILE("FILE", "", "File of the password that the Redis URL leaves out."),
    REDIS_CA(
            "FILE",
            "",
            "File of the certificate authorities (PEM) that a Redis over TLS is believed for. Not given: those of the JDK."),
    REDIS_REPLICAS("N", "0", "Replicas of Redis that must have a broadcast, too, before it counts as sent."),
    CLUSTER_SECRET(
            "S",
            "",
            "Secret of the cluster's nodes, 16 characters or more: broadcasts are signed with it, and others in the stream refused."),
    STREAM("NAME", "socket.io", "Redis stream of the broadcasts; one for each cluster on the same Redis."),
    STREAM_LENGTH(
            "N", "50000", "Broadcasts that the stream keeps, about: as many as come in the longest outage of a node."),
    OUTBOX_ENTRIES("N", "10000", "Broadcasts that wait while Redis is away, before triggers are refused."),
    OUTBOX_BYTES("BYTES", "16777216", "Bytes of them, before triggers are refused."),
    SPOOL("", "false", "Keep what waits for Redis in the data folder, too: it outlives a crash of this node."),
    TRIGGER_STREAM(
            "NAME",
            "",
            "Redis stream of triggers that other processes leave for the cluster, usually herald:triggers: see emitting.md. Not given: none are taken."),
    CLASSIC_KEY(
            "KEY",
            "",
            "Also deliver what Node's socket.io-redis-emitter and classic Redis adapter send under this key, usually socket.io. Not given: nothing of theirs."),
    PYTHON_CHANNEL(
            "CHANNEL",
            "",
            "Also deliver what python-socketio's Redis managers send on this channel, usually socketio. Not given: nothing of theirs."),
    PYTHON_PICKLE(
            "",
            "false",
            "Read the pickles of python-socketio before 5.14 there, too: plain values only, no class is ever loaded."),
    NODE_NAME(
            "NAME",
            "",
            "Name of this node for people, in GET /api/cluster. Not given: the host's name and four random characters."),
    DATA(
            "DIR",
            "data",
            "Folder for what this node keeps: its token, its spool, the versions of scripts that were in force, and what it compiled of them. For Herald alone: who may write there may run code."),
    SCRIPT_CACHE_BYTES(
            "BYTES",
            "67108864",
            "Compiled scripts kept there, so that the next start compiles only what is new; the longest unused go first. 0: none are."),
    STRICT("", "false", "Refuse to start when a script is broken, instead of starting without it."),
    REQUIRE_EXAMPLES("", "false", "Put no script in force when an example of an event fails."),
    TRUST_SCRIPTS(
            "",
            "false",
            "Let scripts use all of Groovy and the JDK, with the rights of the node. Not given: they are kept in a sandbox."),
    PLUGINS(
            "DIR",
            "plugins",
            "Folder of the plugins: jars whose functions scripts may call; none when it is not there."),
    SCRIPT_WRITES(
            "",
            "false",
            "Let the admin API put scripts where they are kept. Not given: it only takes earlier versions back."),
    SCRIPTS_IN(
            "PLACE",
            "folder",
            "Where scripts are kept: folder, each node's own, or redis, for all nodes at once: see cluster.md."),
    EVENT_NAMES(
            "STYLE",
            "as-written",
            "Name under which clients hear of an event whose script gives none: as-written (UpdateChat) or snake_case (update_chat)."),
    EVALUATION_TIMEOUT("TIME", "2s", "Time for one evaluation of a script: 500ms, 2s."),
    EVALUATION_BYTES(
            "BYTES",
            "536870912",
            "Objects that one evaluation may make, whether it keeps them or not, before it is stopped."),
    MAX_BODY("BYTES", "1048576", "Largest body of a request to the admin API, and largest payload of a broadcast."),
    DEFERRED(
            "N",
            "100000",
            "Rooms whose pace is kept for debounced and throttled events, and broadcasts that are delayed; past it triggers are refused."),
    DEFERRED_BYTES("BYTES", "67108864", "Bytes of what waits so, before triggers are refused."),
    ORIGINS(
            "LIST",
            "",
            "Origins of browser pages that may connect, with commas between; * for all. Not given: pages of the same host, and clients that are no browsers."),
    JWT_SECRET(
            "S",
            "",
            "Secret of the signed tokens (JWT, HS256) that clients connect with; 32 bytes or more. Not given, and no jwt-keys either: clients are anonymous."),
    JWT_KEYS("FILE", "", "File of the public keys (JSON Web Key Set) of such tokens, signed by RS256 or ES256."),
    JWT_ISSUER("NAME", "", "What iss of a token must be."),
    JWT_AUDIENCE("NAME", "", "What aud of a token must name."),
    RECOVERY("TIME", "2m", "How long a client may be away and come back as the same, with all it missed; 0s for none."),
    RECOVERY_BYTES("BYTES", "16777216", "Broadcasts kept in memory for clients that come back; the oldest go first."),
    HISTORY_TIME(
            "TIME",
            "1440m",
            "How long what a room was sent of an event with a history is kept for clients that come later."),
    HISTORY_BYTES(
            "BYTES",
            "16777216",
            "Bytes of it in memory, where Redis does not keep it; the room that was sent nothing for longest goes first."),
    PING_INTERVAL("TIME", "25s", "Time between two heartbeats of a client."),
    PING_TIMEOUT("TIME", "20s", "Time for a client to answer one, before it counts as gone."),
    DRAIN(
            "TIME",
            "10s",
            "Time within which the node stops: clients are sent away one by one in up to half of it, and what is not done at its end is cut."),
    TRANSPORT(
            "NAME",
            "",
            "How clients' bytes reach the kernel: io_uring, epoll or nio. Not given: the first of them that this machine has, io_uring from Linux 6.0 on."),
    COMPRESS_BYTES(
            "BYTES",
            "0",
            "Broadcasts of so many bytes and more are compressed for clients that can inflate (permessage-deflate), once for all of them: 1024. 0: none is."),
    CLIENT_MESSAGE_BYTES(SocketLimit.MESSAGE_BYTES, "Largest message from a client."),
    CLIENT_PENDING_BYTES(
            SocketLimit.PENDING_BYTES,
            "Bytes that may wait for a slow client, beside one message larger than that: from half of it volatile broadcasts pass it by, past it it is cut."),
    CLIENT_UNFINISHED_BYTES(
            SocketLimit.UNFINISHED_BYTES,
            "Bytes of clients' messages that have not come in whole, of all clients together: past it what is on its way for longest is cut."),
    CLIENT_URL_BYTES(SocketLimit.URL_BYTES, "Longest first line of a client's request."),
    CLIENT_HEADER_BYTES(SocketLimit.HEADER_BYTES, "Largest headers of a client's request."),
    CLIENT_REQUEST_MILLIS(
            SocketLimit.REQUEST_MILLIS,
            "Milliseconds for a client's request to come in whole, and for its WebSocket to take over from polling."),
    CLIENT_CONNECT_MILLIS(SocketLimit.CONNECT_MILLIS, "Milliseconds for a client to connect to a namespace."),
    CLIENT_CONNECTIONS_PER_ADDRESS(SocketLimit.CONNECTIONS_PER_ADDRESS, "Connections from one address, and sessions."),
    CLIENT_JSON_DEPTH(SocketLimit.JSON_DEPTH, "Maps and lists within one another in a client's message."),
    CLIENT_ATTACHMENTS(SocketLimit.ATTACHMENTS, "Binary values of one message of a client."),
    CLIENT_ROOMS(SocketLimit.ROOMS_PER_CLIENT, "Rooms a client is in at once."),
    CLIENT_JOINS_PER_SECOND(SocketLimit.JOINS_PER_SECOND, "Joins and leaves of a client in a second."),
    CLIENT_EVENTS_PER_SECOND(SocketLimit.EVENTS_PER_SECOND, "Messages of a client in a second, before it is cut.");

    private final String label;
    private final String defaultValue;
    private final String doc;
    private final @Nullable SocketLimit limit;

    Setting(String label, String defaultValue, String doc) {
        this(label, defaultValue, doc, null);
    }

    Setting(SocketLimit limit, String doc) {
        this("N", Integer.toString(limit.byDefault()), doc, limit);
    }

    Setting(String label, String defaultValue, String doc, @Nullable SocketLimit limit) {
        this.label = label;
        this.defaultValue = defaultValue;
        this.doc = doc;
        this.limit = limit;
    }

    /** The limit of clients that it sets. */
    Optional<SocketLimit> limit() {
        return Optional.ofNullable(limit);
    }

    /** As flags and herald.yml write it: {@code admin-port}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String flag() {
        return "--" + key();
    }

    /** {@code HERALD_ADMIN_PORT}. */
    String environment() {
        return "HERALD_" + name();
    }

    /** What its value is, for the help; empty for a switch. */
    public String label() {
        return label;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String doc() {
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

package io.herald.server.settings;

import io.herald.dsl.HostOptions;
import io.herald.dsl.Plugins;
import io.herald.engine.auth.Expected;
import io.herald.engine.delivery.socketio.IoTransport;
import io.herald.engine.delivery.socketio.SocketLimit;
import io.herald.engine.event.EventNaming;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the settings are on this node, each checked. */
public final class Settings {
    private static final List<Setting> OF_REDIS = List.of(
            Setting.REDIS_PASSWORD_FILE,
            Setting.REDIS_CA,
            Setting.CLUSTER_SECRET,
            Setting.SPOOL,
            Setting.TRIGGER_STREAM,
            Setting.CLASSIC_KEY,
            Setting.PYTHON_CHANNEL,
            Setting.PYTHON_PICKLE,
            Setting.SCRIPTS_IN);

    private final SettingValues values;

    private Settings(SettingValues values) {
        this.values = values;
    }

    /**
     * Puts the sources one over another.
     *
     * @throws UsageException when a value is not what its setting takes
     */
    public static Settings of(Map<Setting, String> flags, Map<String, String> environment, Map<Setting, String> file) {
        Settings settings = new Settings(SettingValues.of(flags, environment, file));
        settings.check();
        return settings;
    }

    private void check() {
        events();
        data();
        plugins();
        adminPort();
        socketioPort();
        nodeName();
        isStrict();
        takesScripts();
        sharesScripts();
        trustsScripts();
        requiresExamples();
        eventNaming();
        evaluationLimits();
        scriptCacheBytes();
        historyTime();
        historyBytes();
        recovery();
        recoveryBytes();
        drain();
        pingInterval();
        pingTimeout();
        transport();
        compressBytes();
        limits();
        jwtKeys();
        checkCluster();
        if (jwtSecret().isPresent() && jwtKeys().isPresent()) {
            throw new UsageException("jwt-secret and jwt-keys exclude each other: tokens are signed in one way");
        }
        if (values.text(Setting.BIND).isBlank()) {
            throw values.wrong(Setting.BIND, "an address, such as 127.0.0.1");
        }
    }

    private void checkCluster() {
        redisPasswordFile();
        redisCa();
        streamLength();
        redisReplicas();
        outboxEntries();
        outboxBytes();
        isSpooled();
        readsPickles();
        if (values.text(Setting.STREAM).isBlank()) {
            throw values.wrong(Setting.STREAM, "a name");
        }
        if (redis().isEmpty()) {
            OF_REDIS.stream()
                    .filter(setting -> !values.text(setting).equals(setting.defaultValue()))
                    .findFirst()
                    .ifPresent(setting -> {
                        throw new UsageException(setting.key() + " is of use only with redis: give both or neither");
                    });
        }
    }

    public Path events() {
        return values.path(Setting.EVENTS);
    }

    public Path data() {
        return values.path(Setting.DATA);
    }

    public Path plugins() {
        return values.path(Setting.PLUGINS);
    }

    public String bind() {
        return values.text(Setting.BIND);
    }

    /** As it stands in a URL: an IPv6 address in brackets. */
    public String host() {
        return bind().contains(":") ? "[" + bind() + "]" : bind();
    }

    public int adminPort() {
        return values.number(Setting.ADMIN_PORT, 0, 65535);
    }

    public int socketioPort() {
        return values.number(Setting.SOCKETIO_PORT, 0, 65535);
    }

    public Optional<String> token() {
        return values.optional(Setting.TOKEN);
    }

    public Optional<String> redis() {
        return values.optional(Setting.REDIS);
    }

    public Optional<Path> redisPasswordFile() {
        return values.optionalPath(Setting.REDIS_PASSWORD_FILE);
    }

    public Optional<Path> redisCa() {
        return values.optionalPath(Setting.REDIS_CA);
    }

    public Optional<String> clusterSecret() {
        return values.optional(Setting.CLUSTER_SECRET);
    }

    public String stream() {
        return values.text(Setting.STREAM);
    }

    public int streamLength() {
        return values.number(Setting.STREAM_LENGTH, 1, 1 << 30);
    }

    public int redisReplicas() {
        return values.number(Setting.REDIS_REPLICAS, 0, 100);
    }

    public int outboxEntries() {
        return values.number(Setting.OUTBOX_ENTRIES, 1, 1 << 30);
    }

    public int outboxBytes() {
        return values.number(Setting.OUTBOX_BYTES, 1, 1 << 30);
    }

    public boolean isSpooled() {
        return values.isOn(Setting.SPOOL);
    }

    public Optional<String> triggerStream() {
        return values.optional(Setting.TRIGGER_STREAM);
    }

    public Optional<String> classicKey() {
        return values.optional(Setting.CLASSIC_KEY);
    }

    public Optional<String> pythonChannel() {
        return values.optional(Setting.PYTHON_CHANNEL);
    }

    public boolean readsPickles() {
        return values.isOn(Setting.PYTHON_PICKLE);
    }

    public Optional<String> nodeName() {
        Optional<String> name = values.optional(Setting.NODE_NAME);
        if (name.isPresent() && !name.get().matches("[ -~]{1,64}")) {
            throw values.wrong(Setting.NODE_NAME, "1 to 64 printable ASCII characters");
        }
        return name;
    }

    public boolean isStrict() {
        return values.isOn(Setting.STRICT);
    }

    public boolean takesScripts() {
        return values.isOn(Setting.SCRIPT_WRITES);
    }

    public boolean sharesScripts() {
        return values.isSecond(Setting.SCRIPTS_IN, "folder", "redis");
    }

    boolean trustsScripts() {
        return values.isOn(Setting.TRUST_SCRIPTS);
    }

    boolean requiresExamples() {
        return values.isOn(Setting.REQUIRE_EXAMPLES);
    }

    /** How scripts are taken in, with these plugins. */
    public HostOptions scripts(Plugins plugins) {
        HostOptions options =
                HostOptions.DEFAULT.withTrustScripts(trustsScripts()).withPlugins(plugins);
        return requiresExamples() ? options.withTrial(new EventPlanner(eventNaming(), evaluationLimits())) : options;
    }

    public Limits evaluationLimits() {
        return Limits.DEFAULTS
                .withTime(evaluationTimeout())
                .withMaxPayloadBytes(maxBodyBytes())
                .withMaxAllocatedBytes(values.number(Setting.EVALUATION_BYTES, 1 << 20, Integer.MAX_VALUE))
                .withDeferred(deferred(), deferredBytes());
    }

    public int scriptCacheBytes() {
        return values.number(Setting.SCRIPT_CACHE_BYTES, 0, Integer.MAX_VALUE);
    }

    public EventNaming eventNaming() {
        return values.isSecond(Setting.EVENT_NAMES, "as-written", "snake_case")
                ? EventNaming.SNAKE_CASE
                : EventNaming.AS_WRITTEN;
    }

    Duration evaluationTimeout() {
        return values.time(Setting.EVALUATION_TIMEOUT, false);
    }

    public Duration historyTime() {
        return values.time(Setting.HISTORY_TIME, false);
    }

    public int historyBytes() {
        return values.number(Setting.HISTORY_BYTES, 0, 1 << 30);
    }

    int deferred() {
        return values.number(Setting.DEFERRED, 1, 1 << 30);
    }

    int deferredBytes() {
        return values.number(Setting.DEFERRED_BYTES, 1, 1 << 30);
    }

    /** Zero for none. */
    public Duration recovery() {
        return values.time(Setting.RECOVERY, true);
    }

    public int recoveryBytes() {
        return values.number(Setting.RECOVERY_BYTES, 0, 1 << 30);
    }

    public Duration drain() {
        return values.time(Setting.DRAIN, true);
    }

    public Duration pingInterval() {
        return values.time(Setting.PING_INTERVAL, false);
    }

    public Duration pingTimeout() {
        return values.time(Setting.PING_TIMEOUT, false);
    }

    public IoTransport transport() {
        Optional<String> given = values.optional(Setting.TRANSPORT);
        if (given.isEmpty()) {
            return IoTransport.available();
        }
        IoTransport transport = Arrays.stream(IoTransport.values())
                .filter(one -> one.name().equalsIgnoreCase(given.get()))
                .findFirst()
                .orElseThrow(() -> values.wrong(Setting.TRANSPORT, "io_uring, epoll or nio"));
        transport.hindrance().ifPresent(hindrance -> {
            throw new UsageException("transport " + given.get() + " can't be used on this machine: " + hindrance);
        });
        return transport;
    }

    /** Zero for none. */
    public int compressBytes() {
        return values.number(Setting.COMPRESS_BYTES, 0, 1 << 30);
    }

    public Map<SocketLimit, Integer> limits() {
        Map<SocketLimit, Integer> limits = new EnumMap<>(SocketLimit.class);
        for (Setting setting : Setting.values()) {
            setting.limit().ifPresent(limit -> limits.put(limit, values.number(setting, 1, 1 << 30)));
        }
        return limits;
    }

    public Optional<String> jwtSecret() {
        return values.optional(Setting.JWT_SECRET);
    }

    public Optional<Path> jwtKeys() {
        return values.optionalPath(Setting.JWT_KEYS);
    }

    public Expected expectedTokens() {
        return new Expected(values.optional(Setting.JWT_ISSUER), values.optional(Setting.JWT_AUDIENCE));
    }

    public int maxBodyBytes() {
        return values.number(Setting.MAX_BODY, 1, 1 << 30);
    }

    public List<String> origins() {
        return Arrays.stream(values.text(Setting.ORIGINS).split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }
}

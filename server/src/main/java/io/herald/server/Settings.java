package io.herald.server;

import io.herald.dsl.HostOptions;
import io.herald.dsl.Plugins;
import io.herald.engine.auth.Expected;
import io.herald.engine.delivery.socketio.IoTransport;
import io.herald.engine.delivery.socketio.SocketLimit;
import io.herald.engine.event.EventNaming;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Limits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each setting is on this node: a flag before the environment, that before herald.yml, that before the default. */
final class Settings {
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

    private final Map<Setting, String> given;

    private Settings(Map<Setting, String> given) {
        this.given = given;
    }

    /**
     * Puts the sources one over another.
     *
     * @throws UsageException when a value is not what its setting takes
     */
    static Settings of(Map<Setting, String> flags, Map<String, String> environment, Map<Setting, String> file) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(file);
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.environment());
            if (value != null && !value.isEmpty()) {
                given.put(setting, value);
            }
        }
        given.putAll(flags);
        Settings settings = new Settings(given);
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
        if (text(Setting.BIND).isBlank()) {
            throw wrong(Setting.BIND, "an address, such as 127.0.0.1");
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
        if (text(Setting.STREAM).isBlank()) {
            throw wrong(Setting.STREAM, "a name");
        }
        if (redis().isEmpty()) {
            OF_REDIS.stream()
                    .filter(setting -> !text(setting).equals(setting.defaultValue()))
                    .findFirst()
                    .ifPresent(setting -> {
                        throw new UsageException(setting.key() + " is of use only with redis: give both or neither");
                    });
        }
    }

    Path events() {
        return path(Setting.EVENTS);
    }

    Path data() {
        return path(Setting.DATA);
    }

    Path plugins() {
        return path(Setting.PLUGINS);
    }

    String bind() {
        return text(Setting.BIND);
    }

    /** As it stands in a URL: an IPv6 address in brackets. */
    String host() {
        return bind().contains(":") ? "[" + bind() + "]" : bind();
    }

    int adminPort() {
        return number(Setting.ADMIN_PORT, 0, 65535);
    }

    int socketioPort() {
        return number(Setting.SOCKETIO_PORT, 0, 65535);
    }

    Optional<String> token() {
        return optional(Setting.TOKEN);
    }

    Optional<String> redis() {
        return optional(Setting.REDIS);
    }

    Optional<Path> redisPasswordFile() {
        return optionalPath(Setting.REDIS_PASSWORD_FILE);
    }

    Optional<Path> redisCa() {
        return optionalPath(Setting.REDIS_CA);
    }

    Optional<String> clusterSecret() {
        return optional(Setting.CLUSTER_SECRET);
    }

    String stream() {
        return text(Setting.STREAM);
    }

    int streamLength() {
        return number(Setting.STREAM_LENGTH, 1, 1 << 30);
    }

    int redisReplicas() {
        return number(Setting.REDIS_REPLICAS, 0, 100);
    }

    int outboxEntries() {
        return number(Setting.OUTBOX_ENTRIES, 1, 1 << 30);
    }

    int outboxBytes() {
        return number(Setting.OUTBOX_BYTES, 1, 1 << 30);
    }

    boolean isSpooled() {
        return isOn(Setting.SPOOL);
    }

    Optional<String> triggerStream() {
        return optional(Setting.TRIGGER_STREAM);
    }

    Optional<String> classicKey() {
        return optional(Setting.CLASSIC_KEY);
    }

    Optional<String> pythonChannel() {
        return optional(Setting.PYTHON_CHANNEL);
    }

    boolean readsPickles() {
        return isOn(Setting.PYTHON_PICKLE);
    }

    Optional<String> nodeName() {
        Optional<String> name = optional(Setting.NODE_NAME);
        if (name.isPresent() && !name.get().matches("[ -~]{1,64}")) {
            throw wrong(Setting.NODE_NAME, "1 to 64 printable ASCII characters");
        }
        return name;
    }

    boolean isStrict() {
        return isOn(Setting.STRICT);
    }

    boolean takesScripts() {
        return isOn(Setting.SCRIPT_WRITES);
    }

    boolean sharesScripts() {
        return isSecond(Setting.SCRIPTS_IN, "folder", "redis");
    }

    boolean trustsScripts() {
        return isOn(Setting.TRUST_SCRIPTS);
    }

    boolean requiresExamples() {
        return isOn(Setting.REQUIRE_EXAMPLES);
    }

    /** How scripts are taken in, with these plugins. */
    HostOptions scripts(Plugins plugins) {
        HostOptions options =
                HostOptions.DEFAULT.withTrustScripts(trustsScripts()).withPlugins(plugins);
        return requiresExamples() ? options.withTrial(new EventPlanner(eventNaming(), evaluationLimits())) : options;
    }

    Limits evaluationLimits() {
        return Limits.DEFAULTS
                .withTime(evaluationTimeout())
                .withMaxPayloadBytes(maxBodyBytes())
                .withMaxAllocatedBytes(number(Setting.EVALUATION_BYTES, 1 << 20, Integer.MAX_VALUE))
                .withDeferred(deferred(), deferredBytes());
    }

    int scriptCacheBytes() {
        return number(Setting.SCRIPT_CACHE_BYTES, 0, Integer.MAX_VALUE);
    }

    EventNaming eventNaming() {
        return isSecond(Setting.EVENT_NAMES, "as-written", "snake_case")
                ? EventNaming.SNAKE_CASE
                : EventNaming.AS_WRITTEN;
    }

    Duration evaluationTimeout() {
        return time(Setting.EVALUATION_TIMEOUT, false);
    }

    Duration historyTime() {
        return time(Setting.HISTORY_TIME, false);
    }

    int historyBytes() {
        return number(Setting.HISTORY_BYTES, 0, 1 << 30);
    }

    int deferred() {
        return number(Setting.DEFERRED, 1, 1 << 30);
    }

    int deferredBytes() {
        return number(Setting.DEFERRED_BYTES, 1, 1 << 30);
    }

    /** Zero for none. */
    Duration recovery() {
        return time(Setting.RECOVERY, true);
    }

    int recoveryBytes() {
        return number(Setting.RECOVERY_BYTES, 0, 1 << 30);
    }

    Duration drain() {
        return time(Setting.DRAIN, true);
    }

    Duration pingInterval() {
        return time(Setting.PING_INTERVAL, false);
    }

    Duration pingTimeout() {
        return time(Setting.PING_TIMEOUT, false);
    }

    IoTransport transport() {
        Optional<String> given = optional(Setting.TRANSPORT);
        if (given.isEmpty()) {
            return IoTransport.available();
        }
        IoTransport transport = Arrays.stream(IoTransport.values())
                .filter(one -> one.name().equalsIgnoreCase(given.get()))
                .findFirst()
                .orElseThrow(() -> wrong(Setting.TRANSPORT, "io_uring, epoll or nio"));
        transport.hindrance().ifPresent(hindrance -> {
            throw new UsageException("transport " + given.get() + " can't be used on this machine: " + hindrance);
        });
        return transport;
    }

    /** Zero for none. */
    int compressBytes() {
        return number(Setting.COMPRESS_BYTES, 0, 1 << 30);
    }

    Map<SocketLimit, Integer> limits() {
        Map<SocketLimit, Integer> limits = new EnumMap<>(SocketLimit.class);
        for (Setting setting : Setting.values()) {
            setting.limit().ifPresent(limit -> limits.put(limit, number(setting, 1, 1 << 30)));
        }
        return limits;
    }

    Optional<String> jwtSecret() {
        return optional(Setting.JWT_SECRET);
    }

    Optional<Path> jwtKeys() {
        return optionalPath(Setting.JWT_KEYS);
    }

    Expected expectedTokens() {
        return new Expected(optional(Setting.JWT_ISSUER), optional(Setting.JWT_AUDIENCE));
    }

    private Duration time(Setting setting, boolean mayBeNone) {
        return TimeText.parse(text(setting))
                .filter(time -> mayBeNone || !time.isZero())
                .orElseThrow(() -> wrong(setting, "a time, such as 500ms or 2s"));
    }

    int maxBodyBytes() {
        return number(Setting.MAX_BODY, 1, 1 << 30);
    }

    List<String> origins() {
        return Arrays.stream(text(Setting.ORIGINS).split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }

    private boolean isOn(Setting setting) {
        return !isSecond(setting, "true", "false");
    }

    private boolean isSecond(Setting setting, String first, String second) {
        String value = text(setting);
        if (!value.equals(first) && !value.equals(second)) {
            throw wrong(setting, first + " or " + second);
        }
        return value.equals(second);
    }

    private Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(value -> !value.isBlank());
    }

    private String text(Setting setting) {
        return given.getOrDefault(setting, setting.defaultValue());
    }

    private Optional<Path> optionalPath(Setting setting) {
        return optional(setting).map(value -> path(setting));
    }

    private Path path(Setting setting) {
        try {
            return Path.of(text(setting));
        } catch (InvalidPathException e) {
            throw wrong(setting, "a path");
        }
    }

    private int number(Setting setting, int least, int most) {
        String text = text(setting);
        long number = text.matches("-?\\d{1,10}") ? Long.parseLong(text) : Long.MIN_VALUE;
        if (number < least || number > most) {
            throw wrong(setting, "a number from " + least + " to " + most);
        }
        return (int) number;
    }

    private UsageException wrong(Setting setting, String needed) {
        return new UsageException(setting.key() + " must be " + needed + ", not '" + text(setting) + "'");
    }
}

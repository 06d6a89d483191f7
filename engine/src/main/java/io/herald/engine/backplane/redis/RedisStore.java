package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.SharedStore;
import io.herald.engine.log.SparingLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;

/**
 * Keeps texts in Redis, for all nodes: commands run in the order they were asked for, and as many wait as fit. What others than the cluster's
 * nodes put there is not believed, where these have a secret. Thread-safe.
 */
public final class RedisStore implements SharedStore {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 20_000;

    /** Deletes a text that is still the one that was found. */
    private static final String CLAIM = """
            return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0
            """;

    private final String prefix;
    private final Line line;
    private final SignedText signed;
    private final SparingLog sparing = new SparingLog(log);
    private final Worker commands = new Worker(
            "herald-redis-store", "what clients leave behind can't be kept in Redis, or fetched", MAX_WAITING);

    /** @param cluster name that its nodes have in common: of their stream */
    public RedisStore(RedisSettings settings, String cluster, Optional<Secret> secret) {
        this.prefix = "{herald}:kept:" + cluster + ":";
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.signed = new SignedText(secret);
    }

    /** How often since the start something could not be kept or fetched. */
    public long failures() {
        return commands.failures();
    }

    @Override
    public void put(String key, String text, Duration time) {
        commands.execute(() -> line.call(Command.SET, prefix + key, value(key, text), "PX", time.toMillis()));
    }

    private byte[] value(String key, String text) {
        return signed.write(prefix + key, text.getBytes(UTF_8));
    }

    @Override
    public CompletionStage<Optional<String>> find(String key) {
        return commands.ask(() -> read(key)).exceptionally(failure -> Optional.empty());
    }

    private Optional<String> read(String key) {
        try {
            return line.call(Command.GET, prefix + key) instanceof byte[] value
                    ? Optional.of(new String(signed.read(prefix + key, value), UTF_8))
                    : Optional.empty();
        } catch (MalformedException e) {
            sparing.warn("refused", "a text kept in Redis is not believed: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A claim whose reply is lost is none: it may have been done, and nobody shall have the text twice. */
    @Override
    public CompletionStage<Boolean> claim(String key, String text) {
        return commands.ask(
                        () -> Long.valueOf(1).equals(line.call(Command.EVAL, CLAIM, 1, prefix + key, value(key, text))))
                .exceptionally(failure -> false);
    }

    /** What was put before is kept first. */
    @Override
    public void close() {
        commands.close();
        line.close();
    }
}

package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.SharedStore;
import io.herald.engine.backplane.SparingLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Keeps texts in Redis, for all nodes: commands run in the order they were asked for, and as many wait as fit. What others than the cluster's
 * nodes put there is not believed, where these have a secret. Thread-safe.
 */
public final class RedisStore implements SharedStore {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
    private static final String PREFIX = "{herald}:kept:";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 20_000;
    private static final long END_SECONDS = 3;

    private final Line line;
    private final SignedText signed;
    private final SparingLog sparing = new SparingLog(log);
    private final ThreadPoolExecutor commands =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                Thread thread = new Thread(task, "herald-redis-store");
                thread.setDaemon(true);
                return thread;
            });

    public RedisStore(RedisSettings settings, Optional<Secret> secret) {
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.signed = new SignedText(secret);
    }

    @Override
    public void put(String key, String text, Duration time) {
        try {
            commands.execute(() -> set(key, text, time));
        } catch (RejectedExecutionException e) {
            sparing.warn("full", "more than " + MAX_WAITING + " texts wait for Redis: one is not kept");
        }
    }

    private void set(String key, String text, Duration time) {
        try {
            byte[] value = signed.write(PREFIX + key, text.getBytes(UTF_8));
            line.call(Command.SET, PREFIX + key, value, "PX", time.toMillis());
        } catch (JedisException e) {
            sparing.warn("put", "a text can't be kept in Redis: " + Trouble.say(e));
        }
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        CompletableFuture<Optional<String>> taken = new CompletableFuture<>();
        try {
            commands.execute(() -> taken.complete(getAndDelete(key)));
        } catch (RejectedExecutionException e) {
            taken.complete(Optional.empty());
        }
        return taken;
    }

    private Optional<String> getAndDelete(String key) {
        try {
            return line.call(Command.GETDEL, PREFIX + key) instanceof byte[] value
                    ? Optional.of(new String(signed.read(PREFIX + key, value), UTF_8))
                    : Optional.empty();
        } catch (MalformedException e) {
            sparing.warn("refused", "a text kept in Redis is dropped: " + e.getMessage());
            return Optional.empty();
        } catch (RuntimeException | Error e) { // who asked must not wait for ever
            sparing.warn("take", "a text can't be fetched from Redis: " + Trouble.say(e));
            return Optional.empty();
        }
    }

    /** What was put before is kept first. */
    @Override
    public void close() {
        commands.shutdown();
        try {
            if (!commands.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                commands.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }
}

package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.SharedStore;
import io.herald.engine.log.SparingLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
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

    /** Deletes a text that is still the one that was found. */
    private static final String CLAIM = """
            return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0
            """;

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
            line.call(Command.SET, PREFIX + key, value(key, text), "PX", time.toMillis());
        } catch (JedisException e) {
            sparing.warn("put", "a text can't be kept in Redis: " + Trouble.say(e));
        }
    }

    private byte[] value(String key, String text) {
        return signed.write(PREFIX + key, text.getBytes(UTF_8));
    }

    @Override
    public CompletionStage<Optional<String>> find(String key) {
        return ask(
                Optional.empty(),
                () -> line.call(Command.GET, PREFIX + key) instanceof byte[] value
                        ? Optional.of(new String(signed.read(PREFIX + key, value), UTF_8))
                        : Optional.empty());
    }

    /** A claim whose reply is lost is none: it may have been done, and nobody shall have the text twice. */
    @Override
    public CompletionStage<Boolean> claim(String key, String text) {
        return ask(
                false, () -> Long.valueOf(1).equals(line.call(Command.EVAL, CLAIM, 1, PREFIX + key, value(key, text))));
    }

    private <T> CompletionStage<T> ask(T otherwise, Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            commands.execute(() -> answer.complete(answer(otherwise, question)));
        } catch (RejectedExecutionException e) {
            answer.complete(otherwise);
        }
        return answer;
    }

    private <T> T answer(T otherwise, Callable<T> question) {
        try {
            return question.call();
        } catch (MalformedException e) {
            sparing.warn("refused", "a text kept in Redis is not believed: " + e.getMessage());
        } catch (Exception | Error e) { // who asked must not wait for ever
            sparing.warn("ask", "a text can't be fetched from Redis: " + Trouble.say(e));
        }
        return otherwise;
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

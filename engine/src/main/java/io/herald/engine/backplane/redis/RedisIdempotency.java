package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.Idempotency;
import io.herald.engine.model.BroadcastException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Remembers keys in Redis, for all nodes. Thread-safe.
 *
 * <p>A key holds {@code ?token} while its work runs, for a minute at most should the node die, then {@code =answer} for a day.
 */
public final class RedisIdempotency implements Idempotency {
    private static final Logger log = LoggerFactory.getLogger(RedisIdempotency.class);
    private static final int MAX_WAITING = 10_000;
    private static final long RUNNING_MILLIS = 60_000;
    private static final long POLL_MILLIS = 20;
    private static final String PREFIX = "{herald}:once:";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Line line;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledThreadPoolExecutor steps = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "herald-redis-idempotency");
        thread.setDaemon(true);
        return thread;
    });

    /** Its keys in Redis lie on one node of a Redis Cluster, where its one connection leads. */
    public RedisIdempotency(RedisSettings settings) {
        this.line = new Line(new Dialer(settings, TIMEOUT));
        steps.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private record Request(
            String key,
            String token,
            Supplier<CompletionStage<String>> work,
            CompletableFuture<String> answer,
            long end) {}

    @Override
    public CompletionStage<String> once(String key, Supplier<CompletionStage<String>> work) {
        Request request = new Request(
                PREFIX + Idempotency.requireKey(key),
                "?" + UUID.randomUUID(),
                work,
                new CompletableFuture<>(),
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RUNNING_MILLIS));
        if (waiting.incrementAndGet() > MAX_WAITING) {
            request.answer()
                    .completeExceptionally(new BroadcastException.Overloaded(
                            MAX_WAITING + " keys are being checked already: send again later"));
        } else {
            later(0, request, () -> claim(request));
        }
        return request.answer().whenComplete((answer, failure) -> waiting.decrementAndGet());
    }

    private void later(long millis, Request request, Runnable step) {
        try {
            ScheduledFuture<?> unused = steps.schedule(() -> attempt(request, step), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            request.answer()
                    .completeExceptionally(new BroadcastException.Overloaded("this node is closing: send to another"));
        }
    }

    private static void attempt(Request request, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            request.answer().completeExceptionally(e);
        }
    }

    private void claim(Request request) {
        String found;
        try {
            if (set(request.key(), request.token(), "NX", RUNNING_MILLIS)) {
                run(request);
                return;
            }
            found = line.text(Command.GET, request.key());
        } catch (JedisException e) {
            request.answer()
                    .completeExceptionally(new BroadcastException.Overloaded(
                            "the key can't be checked, send again later or without a key: " + Trouble.say(e)));
            return;
        }
        if (found != null && found.startsWith("=")) {
            request.answer().complete(found.substring(1));
        } else if (System.nanoTime() < request.end()) {
            later(POLL_MILLIS, request, () -> claim(request));
        } else {
            request.answer()
                    .completeExceptionally(new BroadcastException.Overloaded(
                            "the first request with this key still runs: send again later"));
        }
    }

    private void run(Request request) {
        CompletableFuture.completedStage(request)
                .thenCompose(start -> start.work().get())
                .whenComplete((text, failure) -> later(0, request, () -> settle(request, text, failure)));
    }

    private void settle(Request request, @Nullable String text, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                set(request.key(), "=" + text, "XX", REMEMBERED.toMillis());
            } else if (request.token().equals(line.text(Command.GET, request.key()))) {
                line.call(Command.DEL, request.key());
            }
        } catch (JedisException e) {
            log.warn("the answer to {} could not be kept, it may be given anew: {}", request.key(), Trouble.say(e));
        }
        if (failure == null) {
            request.answer().complete(text);
        } else {
            request.answer().completeExceptionally(failure);
        }
    }

    private boolean set(String key, String value, String condition, long millis) {
        return line.call(Command.SET, key, value, condition, "PX", millis) != null;
    }

    @Override
    public void close() {
        steps.shutdown();
        line.close();
    }
}

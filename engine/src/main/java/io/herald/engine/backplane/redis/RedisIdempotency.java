package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.Idempotency;
import io.herald.engine.backplane.SparingLog;
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
    private static final long KEEP_AGAIN_MILLIS = 500;
    private static final Duration KEEP_TRYING = Duration.ofMinutes(10);
    private static final String PREFIX = "{herald}:once:";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Line line;
    private final SparingLog sparing = new SparingLog(log);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger unkept = new AtomicInteger();
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
        } catch (RuntimeException | Error e) { // who asked must not wait for ever
            request.answer().completeExceptionally(e);
        }
    }

    private void claim(Request request) {
        String found;
        try {
            if (line.call(Command.SET, request.key(), request.token(), "NX", "PX", RUNNING_MILLIS) != null) {
                run(request);
                return;
            }
            found = line.text(Command.GET, request.key());
        } catch (JedisException e) {
            request.answer().completeExceptionally(unchecked(Trouble.say(e)));
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

    private static BroadcastException unchecked(String why) {
        return new BroadcastException.Overloaded("the key can't be checked, send again later or without a key: " + why);
    }

    private void settle(Request request, @Nullable String text, @Nullable Throwable failure) {
        if (failure == null) {
            keep(request, text, System.nanoTime());
            request.answer().complete(text);
        } else {
            release(request);
            request.answer().completeExceptionally(failure);
        }
    }

    /** Until Redis has it, or for long enough: it may have gone away while the work was done. */
    private void keep(Request request, @Nullable String text, long since) {
        try {
            line.call(Command.SET, request.key(), "=" + text, "PX", REMEMBERED.toMillis());
        } catch (JedisException e) {
            boolean goesOn = System.nanoTime() - since < KEEP_TRYING.toNanos() && unkept.get() < MAX_WAITING;
            sparing.warn(
                    "keep",
                    "the answer to a key could not be kept, "
                            + (goesOn ? "it is tried again: " : "it may be given anew: ") + Trouble.say(e));
            if (goesOn) {
                unkept.incrementAndGet();
                later(KEEP_AGAIN_MILLIS, request, () -> {
                    unkept.decrementAndGet();
                    keep(request, text, since);
                });
            }
        }
    }

    private void release(Request request) {
        try {
            if (request.token().equals(line.text(Command.GET, request.key()))) {
                line.call(Command.DEL, request.key());
            }
        } catch (JedisException e) {
            sparing.warn("release", "a key could not be freed, it frees itself in a minute: " + Trouble.say(e));
        }
    }

    @Override
    public void close() {
        steps.shutdown();
        line.close();
    }
}

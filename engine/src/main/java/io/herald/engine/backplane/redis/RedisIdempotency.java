package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.Idempotency;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.BroadcastException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Remembers keys in Redis, for all nodes. Thread-safe.
 *
 * <p>A key holds {@code ?token} while its work runs, however long that takes, or for a minute should the node die; then {@code =answer}
 * for a day.
 */
public final class RedisIdempotency implements Idempotency {
    private static final Logger log = LoggerFactory.getLogger(RedisIdempotency.class);
    private static final int MAX_WAITING = 10_000;
    private static final long RUNNING_MILLIS = 60_000;
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 20;
    private static final int MAX_UNTOLD = 10_000;
    private static final long TELL_AGAIN_MILLIS = 500;
    private static final Duration KEEP_TELLING = Duration.ofMinutes(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Deletes a key that still holds the token. */
    private static final String RELEASE = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
            """;

    private final String prefix;
    private final int maxUntold;
    private final Line line;
    private final long renewMillis;
    private final SparingLog sparing = new SparingLog(log);
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder unkept = new LongAdder();
    /** Of the steps alone; while there is any, a step to tell it is due. */
    private final Deque<Untold> untold = new ArrayDeque<>();

    private final ScheduledThreadPoolExecutor steps = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "herald-redis-idempotency");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Its keys in Redis lie on one node of a Redis Cluster, where its one connection leads.
     *
     * @param cluster name that its nodes have in common: of their stream
     */
    public RedisIdempotency(RedisSettings settings, String cluster) {
        this(settings, cluster, RENEWED_AFTER, MAX_UNTOLD);
    }

    /**
     * @param renewedAfter how long a key whose work runs is let be until it is given another minute
     * @param maxUntold keys of which Redis does not yet know what it has to; of more it never will
     */
    RedisIdempotency(RedisSettings settings, String cluster, Duration renewedAfter, int maxUntold) {
        this.prefix = "{herald}:once:" + cluster + ":";
        this.maxUntold = maxUntold;
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.renewMillis = renewedAfter.toMillis();
        steps.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        steps.setRemoveOnCancelPolicy(true);
    }

    private record Request(
            String key,
            String token,
            Supplier<CompletionStage<String>> work,
            CompletableFuture<String> answer,
            long end) {}

    /** What Redis has to know of a key, and how it is said in the log that it could not be told, once it is too late. */
    private record Untold(String what, String otherwise, Runnable command, long since) {}

    @Override
    public CompletionStage<String> once(String key, Supplier<CompletionStage<String>> work) {
        Request request = new Request(
                prefix + Idempotency.requireKey(key),
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
            if (e instanceof JedisConnectionException && !(e instanceof Line.Unasked)) {
                release(request); // it may have claimed the key, or may yet, once it wakes
            }
            request.answer().completeExceptionally(unchecked(Trouble.say(e)));
            return;
        }
        if (request.token().equals(found)) {
            run(request); // the claim was sent again, when the reply to it was lost
        } else if (found != null && found.startsWith("=")) {
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
        ScheduledFuture<?> renewing =
                steps.scheduleAtFixedRate(() -> renew(request), renewMillis, renewMillis, TimeUnit.MILLISECONDS);
        CompletableFuture.completedStage(request)
                .thenCompose(start -> start.work().get())
                .whenComplete((text, failure) -> {
                    renewing.cancel(false);
                    later(0, request, () -> settle(request, text, failure));
                });
    }

    /** Nobody else may begin it meanwhile: a trigger that waits for acknowledgements may take more than a minute. */
    private void renew(Request request) {
        try {
            line.call(Command.PEXPIRE, request.key(), RUNNING_MILLIS);
        } catch (RuntimeException | Error e) { // the next time is to come
            sparing.warn("renew", "a key whose trigger still runs could not be held on to: " + Trouble.say(e));
        }
    }

    private static BroadcastException unchecked(String why) {
        return new BroadcastException.Overloaded("the key can't be checked, send again later or without a key: " + why);
    }

    private void settle(Request request, @Nullable String text, @Nullable Throwable failure) {
        if (failure == null) {
            keep(request, text);
            request.answer().complete(text);
        } else {
            release(request);
            request.answer().completeExceptionally(failure);
        }
    }

    private void keep(Request request, @Nullable String text) {
        tell(
                "the answer to a key could not be kept",
                "it may be given anew",
                () -> line.call(Command.SET, request.key(), "=" + text, "PX", REMEMBERED.toMillis()));
    }

    private void release(Request request) {
        tell(
                "a key could not be freed",
                "it frees itself in a minute",
                () -> line.call(Command.EVAL, RELEASE, 1, request.key(), request.token()));
    }

    /** Until Redis did it, or for long enough: it may have gone away meanwhile. */
    private void tell(String what, String otherwise, Runnable command) {
        if (untold.size() == maxUntold) {
            unkept.increment();
            sparing.warn("full", what + ", " + otherwise + ": Redis does not yet know of " + maxUntold + " others");
            return;
        }
        untold.add(new Untold(what, otherwise, command, System.nanoTime()));
        if (untold.size() == 1) {
            tell();
        }
    }

    private void tell() {
        while (!untold.isEmpty()) {
            Untold next = untold.remove();
            try {
                next.command().run();
            } catch (RuntimeException | Error e) {
                untold(next, e);
                return;
            }
        }
    }

    private void untold(Untold last, Throwable failure) {
        boolean goesOn = System.nanoTime() - last.since() < KEEP_TELLING.toNanos();
        sparing.warn(
                last.what(),
                last.what() + ", " + (goesOn ? "it is tried again" : last.otherwise()) + ": " + Trouble.say(failure));
        if (goesOn) {
            untold.add(last);
        } else {
            unkept.increment();
        }
        if (!untold.isEmpty()) {
            tellLater();
        }
    }

    private void tellLater() {
        try {
            ScheduledFuture<?> unused = steps.schedule(() -> tell(), TELL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("this node is closing: what Redis still lacks of keys, it will not be told", e);
        }
    }

    /** Answers that could not be kept, and keys that could not be freed. */
    public long unkept() {
        return unkept.sum();
    }

    @Override
    public void close() {
        steps.shutdown();
        line.close();
    }
}

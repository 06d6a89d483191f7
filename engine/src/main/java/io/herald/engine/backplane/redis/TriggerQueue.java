package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.TriggerBacklog;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Text;
import io.herald.engine.model.Trigger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Runs the triggers that other processes leave in a Redis stream. The nodes share them: each goes to one, and to another when that one
 * dies or fails. After {@link #MAX_TRIES} it goes to the dead letters, with its reason. Thread-safe.
 */
public final class TriggerQueue implements AutoCloseable {
    /** The stream's usual name. */
    public static final String STREAM = "herald:triggers";

    public static final int MAX_TRIES = 5;
    /** A trigger that failed, or whose node died, is tried again after this. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    static final String GROUP = "herald";
    private static final Logger log = LoggerFactory.getLogger(TriggerQueue.class);
    private static final int COUNT = 32; // taken at a time, of the new ones and of those left over
    private static final int MAX_RUNNING = 128;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long BLOCK_MILLIS = 500;
    private static final long MOMENT_MILLIS = 50;
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private final String stream;
    private final Line line;
    private final TriggerGroup group;
    private final RedisBacklog backlog;
    private final Lifetime lifetime = new Lifetime();
    private final SparingLog sparing = new SparingLog(log);
    private @Nullable Thread thread;
    private final Set<String> running = new HashSet<>(); // their ids; of the queue's thread alone
    private final BlockingQueue<Begun> ended = new LinkedBlockingQueue<>();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile TriggerBacklog.Depth depth = new TriggerBacklog.Depth(0, 0, 0);
    private long looked = System.nanoTime() - LOOK_NANOS;

    /** Runs one trigger. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Begins it.
         *
         * @param key the sender's, or the entry's own: the same each time this trigger is tried
         */
        CompletionStage<?> handle(Trigger trigger, String key);
    }

    /**
     * Counts of this node since its start, and what was left in the stream lately.
     *
     * @param done triggers that ran
     * @param failed tries that failed
     * @param dead triggers given up
     * @param failures times that none could be taken
     */
    public record Stats(long done, long failed, long dead, long failures, TriggerBacklog.Depth depth) {}

    /** @param retryAfter must be longer than a trigger may take */
    public TriggerQueue(RedisSettings settings, String stream, Duration retryAfter) {
        this.stream = stream;
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.group = new TriggerGroup(line, stream, UUID.randomUUID().toString(), retryAfter);
        this.backlog = new RedisBacklog(settings, stream);
    }

    /** Begins to take triggers. */
    public synchronized void start(Handler handler) {
        Thread running = new Thread(() -> run(handler), "herald-trigger-queue");
        running.setDaemon(true);
        running.start();
        thread = running;
    }

    public Stats stats() {
        return new Stats(done.sum(), failed.sum(), dead.sum(), failures.sum(), depth);
    }

    public TriggerBacklog backlog() {
        return backlog;
    }

    /** What is begun ends; no more is taken. */
    @Override
    public synchronized void close() {
        lifetime.end();
        try {
            if (thread != null) {
                thread.join(TIMEOUT.toMillis() + 2 * BLOCK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
        backlog.close();
    }

    private record Begun(TriggerEntry entry, CompletableFuture<?> end) {}

    private void run(Handler handler) {
        boolean grouped = false;
        while (!lifetime.ended()) {
            try {
                if (!grouped) {
                    group.join();
                    grouped = true;
                }
                turn(handler);
                look();
            } catch (JedisException | IllegalStateException e) {
                grouped = false; // a Redis that came back empty has no group
                sparing.warn(
                        "redis",
                        "triggers can't be taken from " + Text.quote(stream) + ", it is tried again: "
                                + Trouble.say(e));
                stumbled();
            } catch (InterruptedException e) {
                lifetime.end();
            } catch (RuntimeException | Error e) { // whatever it is, the next trigger is to run
                sparing.error("unexpected", "the queue of triggers stumbled, and goes on", e);
                stumbled();
            }
        }
        leave();
    }

    /** Begins what there is room for, and waits a moment for it to end: one that is slower does not hold up the others. */
    private void turn(Handler handler) throws InterruptedException {
        int before = running.size();
        int most = MAX_RUNNING - 2 * COUNT;
        if (before <= most) {
            group.unfinished(COUNT, running).forEach(entry -> begin(entry, handler));
            group.fresh(COUNT, before == 0 ? BLOCK_MILLIS : MOMENT_MILLIS).forEach(entry -> begin(entry, handler));
        }
        end(Math.min(before, most), MOMENT_MILLIS);
    }

    private void leave() {
        try {
            end(0, TIMEOUT.toMillis());
            group.leave();
        } catch (JedisException e) {
            log.debug("the group could not be left: others take over what was begun", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (System.nanoTime() - looked > LOOK_NANOS) {
            depth = backlog.depth();
            looked = System.nanoTime();
        }
    }

    private void stumbled() {
        failures.increment();
        try {
            lifetime.pause(BLOCK_MILLIS);
        } catch (InterruptedException e) {
            lifetime.end();
        }
    }

    private void begin(TriggerEntry entry, Handler handler) {
        Begun begun = new Begun(entry, handled(entry, handler));
        running.add(entry.id());
        var unused = begun.end().whenComplete((result, failure) -> ended.add(begun));
    }

    private static CompletableFuture<?> handled(TriggerEntry entry, Handler handler) {
        try {
            return handler.handle(entry.trigger(), entry.key())
                    .toCompletableFuture()
                    .copy() // the time limit below is the queue's, not the sender's
                    .orTimeout(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Says what became of all that have ended; waits, while more than so many run, for as long as it may. */
    private void end(int most, long waitMillis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        Begun next;
        do {
            long left = running.size() > most ? until - System.nanoTime() : 0;
            next = ended.poll(left, TimeUnit.NANOSECONDS);
            if (next != null) {
                end(next);
            }
        } while (next != null);
    }

    private void end(Begun begun) {
        running.remove(begun.entry().id());
        try {
            begun.end().join();
            group.forget(begun.entry());
            done.increment();
        } catch (CompletionException e) {
            failed.increment();
            failed(begun.entry(), Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private void failed(TriggerEntry entry, Throwable failure) {
        int tries = group.tries(entry);
        if (tries == 0) {
            return;
        }
        String what = "a trigger of " + Text.quote(entry.field("event"));
        if (tries < MAX_TRIES && !isHopeless(failure)) {
            sparing.warn("failed", what + " failed and is tried again: " + reason(failure));
            return;
        }
        sparing.warn("dead", what + " is given up after " + tries + " tries: " + reason(failure));
        backlog.bury(entry, reason(failure), tries);
        group.forget(entry);
        dead.increment();
    }

    /** What does not change by itself. */
    private static boolean isHopeless(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof BroadcastException.InvalidInput
                || failure instanceof BroadcastException.TooLarge
                || failure instanceof BroadcastException.KeyReused;
    }

    private static String reason(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}

package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.backplane.SparingLog;
import io.herald.engine.model.Text;
import io.herald.engine.model.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Runs the triggers that other processes leave in a Redis stream. The nodes share them: each goes to one, and to another when that one
 * dies or fails. After {@link #MAX_TRIES} it goes to the dead letters, with its reason. Thread-safe.
 */
public final class TriggerQueue implements AutoCloseable {
    public static final String KEY = "herald:triggers";
    public static final String DEAD_KEY = KEY + ":dead";
    public static final int MAX_TRIES = 5;

    private static final Logger log = LoggerFactory.getLogger(TriggerQueue.class);
    private static final String GROUP = "herald";
    private static final int COUNT = 32;
    private static final int MAX_INPUTS = 1 << 20;
    private static final int MAX_DEAD = 10_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long BLOCK_MILLIS = 500;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build());

    private final Line line;
    private final Handler handler;
    private final long retryMillis;
    private final String consumer = UUID.randomUUID().toString();
    private final Lifetime lifetime = new Lifetime();
    private final SparingLog sparing = new SparingLog(log);
    private final Thread thread = new Thread(this::run, "herald-trigger-queue");
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dead = new LongAdder();

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
     * Counts of this node since its start.
     *
     * @param done triggers that ran
     * @param failed tries that failed
     * @param dead triggers given up
     */
    public record Stats(long done, long failed, long dead) {}

    /** @param retryAfter a trigger that was begun and not ended is tried again then, by any node */
    public TriggerQueue(RedisSettings settings, Duration retryAfter, Handler handler) {
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.handler = handler;
        this.retryMillis = retryAfter.toMillis();
        thread.setDaemon(true);
    }

    /** Begins to take triggers. */
    public void start() {
        thread.start();
    }

    public Stats stats() {
        return new Stats(done.sum(), failed.sum(), dead.sum());
    }

    /**
     * The newest dead letters of the cluster. Blocks.
     *
     * @throws IllegalStateException when Redis is away
     */
    public List<DeadLetter> deadLetters(int count) {
        try {
            return line.list(Command.XREVRANGE, DEAD_KEY, "+", "-", "COUNT", count).stream()
                    .map(TriggerQueue::entry)
                    .map(entry -> new DeadLetter(
                            entry.id(),
                            entry.field("event"),
                            entry.field("inputs"),
                            entry.field("key"),
                            entry.field("reason"),
                            Integer.parseInt(entry.field("tries"))))
                    .toList();
        } catch (JedisException e) {
            throw new IllegalStateException("the dead letters can't be read: " + Trouble.say(e), e);
        }
    }

    @Override
    public void close() {
        lifetime.end();
        try {
            thread.join(TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }

    private record Entry(String id, Map<String, String> fields) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    private record Begun(Entry entry, CompletableFuture<?> end) {}

    private void run() {
        boolean grouped = false;
        while (!lifetime.ended()) {
            try {
                if (!grouped) {
                    group();
                    grouped = true;
                }
                List<Begun> begun = new ArrayList<>();
                unfinished().forEach(entry -> begun.add(begin(entry)));
                fresh().forEach(entry -> begun.add(begin(entry)));
                begun.forEach(this::end);
            } catch (JedisException e) {
                grouped = false; // a Redis that came back empty has no group
                sparing.warn("redis", "triggers can't be taken from Redis, it is tried again: " + Trouble.say(e));
                pause();
            } catch (RuntimeException e) {
                log.error("the queue of triggers stumbled, and goes on", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            lifetime.pause(BLOCK_MILLIS);
        } catch (InterruptedException e) {
            lifetime.end();
        }
    }

    private void group() {
        try {
            line.call(Command.XGROUP, "CREATE", KEY, GROUP, "0", "MKSTREAM");
        } catch (JedisException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
                throw e;
            }
        }
    }

    private List<Entry> fresh() {
        List<?> streams = line.list(
                Command.XREADGROUP,
                "GROUP",
                GROUP,
                consumer,
                "COUNT",
                COUNT,
                "BLOCK",
                BLOCK_MILLIS,
                "STREAMS",
                KEY,
                ">");
        return streams.isEmpty() ? List.of() : entries(((List<?>) streams.get(0)).get(1));
    }

    /** What was begun long ago and not ended, by this node or one that died. */
    private List<Entry> unfinished() {
        return entries(line.list(Command.XAUTOCLAIM, KEY, GROUP, consumer, retryMillis, "0-0", "COUNT", COUNT)
                .get(1));
    }

    private static List<Entry> entries(@Nullable Object raw) {
        return ((List<?>) Objects.requireNonNull(raw))
                .stream().filter(Objects::nonNull).map(TriggerQueue::entry).toList();
    }

    private static Entry entry(Object raw) {
        List<?> pair = (List<?>) raw;
        Map<String, String> fields = new HashMap<>();
        if (pair.get(1) instanceof List<?> values) {
            for (int i = 0; i + 1 < values.size(); i += 2) {
                fields.put(new String((byte[]) values.get(i), UTF_8), new String((byte[]) values.get(i + 1), UTF_8));
            }
        }
        return new Entry(new String((byte[]) pair.get(0), UTF_8), fields);
    }

    private Begun begin(Entry entry) {
        try {
            String key = entry.field("key");
            Trigger trigger = new Trigger(required(entry, "event"), inputs(entry.field("inputs")));
            return new Begun(
                    entry,
                    handler.handle(trigger, key.isEmpty() ? "trigger-" + entry.id() : Idempotency.requireKey(key))
                            .toCompletableFuture()
                            .copy() // the time limit below is the queue's, not the sender's
                            .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RuntimeException e) {
            return new Begun(entry, CompletableFuture.failedFuture(e));
        }
    }

    private static String required(Entry entry, String name) {
        String value = entry.field(name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the entry has no field '" + name + "'");
        }
        return value;
    }

    private static Map<String, @Nullable Object> inputs(String text) {
        if (text.length() > MAX_INPUTS) {
            throw new IllegalArgumentException(
                    "the inputs have " + text.length() + " characters, over the " + MAX_INPUTS + " allowed");
        }
        try {
            return text.isEmpty()
                    ? Map.of()
                    : JSON.readValue(text, new TypeReference<Map<String, @Nullable Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the inputs are no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    private void end(Begun begun) {
        try {
            begun.end().join();
            done.increment();
            forget(begun.entry());
        } catch (CompletionException e) {
            failed.increment();
            failed(begun.entry(), Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private void failed(Entry entry, Throwable failure) {
        boolean hopeless = failure instanceof IllegalArgumentException;
        List<?> pending = line.list(Command.XPENDING, KEY, GROUP, entry.id(), entry.id(), 1);
        int tries = pending.isEmpty() ? MAX_TRIES : ((Long) ((List<?>) pending.get(0)).get(3)).intValue();
        String reason = String.valueOf(failure.getMessage());
        if (!hopeless && tries < MAX_TRIES) {
            sparing.warn(
                    "failed",
                    "a trigger of " + Text.quote(entry.field("event")) + " failed and is tried again: " + reason);
            return;
        }
        sparing.warn(
                "dead",
                "a trigger of " + Text.quote(entry.field("event")) + " is given up after " + tries + " tries: "
                        + reason);
        line.call(
                Command.XADD,
                DEAD_KEY,
                "MAXLEN",
                "~",
                MAX_DEAD,
                "*",
                "event",
                entry.field("event"),
                "inputs",
                entry.field("inputs"),
                "key",
                entry.field("key"),
                "reason",
                reason,
                "tries",
                tries);
        forget(entry);
        dead.increment();
    }

    private void forget(Entry entry) {
        line.call(Command.XACK, KEY, GROUP, entry.id());
        line.call(Command.XDEL, KEY, entry.id());
    }
}

package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** This node's part in the consumer group that shares a stream of triggers. One thread. */
final class TriggerGroup {
    private static final long DEAD_MILLIS = Duration.ofDays(1).toMillis();

    /** Both or neither: what is acknowledged and not removed would stay in the stream for ever. */
    private static final String FORGET = """
            redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
            redis.call('XDEL', KEYS[1], ARGV[2])
            """;

    private final Line line;
    private final String stream;
    private final String consumer;
    private final long retryMillis;

    /** @param retryAfter what another began that long ago and did not end is taken over */
    TriggerGroup(Line line, String stream, String consumer, Duration retryAfter) {
        this.line = line;
        this.stream = stream;
        this.consumer = consumer;
        this.retryMillis = retryAfter.toMillis();
    }

    /** Makes the group when there is none, and forgets nodes that are gone for a day. */
    void join() {
        try {
            line.call(Command.XGROUP, "CREATE", stream, TriggerQueue.GROUP, "0", "MKSTREAM");
        } catch (JedisException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
                throw e;
            }
        }
        for (Object raw : line.list(Command.XINFO, "CONSUMERS", stream, TriggerQueue.GROUP)) {
            Map<String, @Nullable Object> other = fields((List<?>) raw);
            if (Long.valueOf(0).equals(other.get("pending"))
                    && other.get("idle") instanceof Long idle
                    && idle > DEAD_MILLIS
                    && other.get("name") instanceof byte[] name) {
                line.call(Command.XGROUP, "DELCONSUMER", stream, TriggerQueue.GROUP, name);
            }
        }
    }

    private static Map<String, @Nullable Object> fields(List<?> raw) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (int i = 0; i + 1 < raw.size(); i += 2) {
            fields.put(new String((byte[]) raw.get(i), UTF_8), raw.get(i + 1));
        }
        return fields;
    }

    /** Nothing that this node began may be left, or it would be lost with it. */
    void leave() {
        List<?> begun = line.list(Command.XPENDING, stream, TriggerQueue.GROUP, "-", "+", 1, consumer);
        if (begun.isEmpty()) {
            line.call(Command.XGROUP, "DELCONSUMER", stream, TriggerQueue.GROUP, consumer);
        }
    }

    List<TriggerEntry> fresh(int count, long blockMillis) {
        List<?> streams = line.list(
                Command.XREADGROUP,
                "GROUP",
                TriggerQueue.GROUP,
                consumer,
                "COUNT",
                count,
                "BLOCK",
                blockMillis,
                "STREAMS",
                stream,
                ">");
        return streams.isEmpty() ? List.of() : entries(((List<?>) streams.get(0)).get(1));
    }

    /** What was begun long ago and not ended, by a node that died or by this one, but for what still runs here; over several calls, all of it. */
    List<TriggerEntry> unfinished(int count, Set<String> running) {
        List<?> pending = line.list(
                Command.XPENDING, stream, TriggerQueue.GROUP, "IDLE", retryMillis, "-", "+", count + running.size());
        List<String> left = pending.stream()
                .map(raw -> new String((byte[]) ((List<?>) raw).get(0), UTF_8))
                .filter(id -> !running.contains(id))
                .limit(count)
                .toList();
        return left.isEmpty() ? List.of() : claimed(left);
    }

    /** Those of them that nobody else has claimed meanwhile. */
    private List<TriggerEntry> claimed(List<String> ids) {
        List<Object> arguments = new ArrayList<>(List.of(stream, TriggerQueue.GROUP, consumer, retryMillis));
        arguments.addAll(ids);
        return entries(line.list(Command.XCLAIM, arguments.toArray()));
    }

    private static List<TriggerEntry> entries(@Nullable Object raw) {
        return ((List<?>) Objects.requireNonNull(raw))
                .stream().filter(Objects::nonNull).map(TriggerEntry::of).toList();
    }

    /** How often it was begun; 0 when it is no longer this node's: another has it now, or is done with it. */
    int tries(TriggerEntry entry) {
        List<?> pending = line.list(Command.XPENDING, stream, TriggerQueue.GROUP, entry.id(), entry.id(), 1, consumer);
        return pending.isEmpty() ? 0 : ((Long) ((List<?>) pending.get(0)).get(3)).intValue();
    }

    void forget(TriggerEntry entry) {
        line.call(Command.EVAL, FORGET, 1, stream, TriggerQueue.GROUP, entry.id());
    }
}

package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private String cursor = "0-0";

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

    /** What was begun long ago and not ended, by this node or one that died; over several calls, all of it. */
    List<TriggerEntry> unfinished(int count) {
        List<?> found = line.list(
                Command.XAUTOCLAIM, stream, TriggerQueue.GROUP, consumer, retryMillis, cursor, "COUNT", count);
        cursor = new String((byte[]) found.get(0), UTF_8);
        return entries(found.get(1));
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

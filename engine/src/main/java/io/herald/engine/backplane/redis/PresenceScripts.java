package io.herald.engine.backplane.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * What {@link RedisPresence} asks of Redis, each at one stroke. Thread-safe.
 *
 * <p>Keys: {@code nodes}, the nodes by the milliseconds of Redis they were last seen at; {@code room:ROOM}, its members' JSON by their ids;
 * {@code at:ROOM\nMEMBER}, the nodes that have it; {@code node:NODE}, the {@code ROOM\nMEMBER} it has. A ROOM is {@code NAMESPACE\nNAME}.
 */
final class PresenceScripts {
    static final long BEAT_MILLIS = 2_000;
    private static final long DEAD_MILLIS = 6_000;
    private static final long RETIRED_MILLIS = 2_000;

    private static final String NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000) ";

    /** Whether nobody had it: node, room, member, JSON. */
    private static final String ENTER = """
            local entry = ARGV[2] .. '\\n' .. ARGV[3]
            local at = KEYS[1] .. 'at:' .. entry
            local isNew = redis.call('SCARD', at) == 0
            redis.call('SADD', at, ARGV[1])
            redis.call('SADD', KEYS[1] .. 'node:' .. ARGV[1], entry)
            redis.call('HSET', KEYS[1] .. 'room:' .. ARGV[2], ARGV[3], ARGV[4])
            return isNew and 1 or 0
            """;

    /** Whether nobody has it any more: node, room, member. */
    private static final String LEAVE = """
            local entry = ARGV[2] .. '\\n' .. ARGV[3]
            local at = KEYS[1] .. 'at:' .. entry
            redis.call('SREM', KEYS[1] .. 'node:' .. ARGV[1], entry)
            redis.call('SREM', at, ARGV[1])
            if redis.call('SCARD', at) > 0 then return 0 end
            return redis.call('HDEL', KEYS[1] .. 'room:' .. ARGV[2], ARGV[3])
            """;

    /**
     * Whether the node was unknown, or dead, so that others may have begun to take apart what it had: node, milliseconds that are to be added
     * to the time it was seen, milliseconds after which it is dead.
     */
    private static final String SEEN = NOW + """
            local seen = redis.call('ZSCORE', KEYS[1] .. 'nodes', ARGV[1])
            redis.call('ZADD', KEYS[1] .. 'nodes', now + ARGV[2], ARGV[1])
            return (not seen or tonumber(seen) <= now - ARGV[3]) and 1 or 0
            """;

    /**
     * Takes some of what a dead node had: milliseconds after which it is dead, how many. Nothing when there is no dead node with anything;
     * else how many it took, and entry and JSON of those that no other node has.
     */
    private static final String BURY = NOW + """
            local dead = redis.call('ZRANGEBYSCORE', KEYS[1] .. 'nodes', '-inf', now - ARGV[1], 'LIMIT', 0, 1)[1]
            if not dead then return {} end
            local entries = redis.call('SPOP', KEYS[1] .. 'node:' .. dead, ARGV[2])
            if #entries == 0 then redis.call('ZREM', KEYS[1] .. 'nodes', dead) end
            local lost = {tostring(#entries)}
            for _, entry in ipairs(entries) do
                local at = KEYS[1] .. 'at:' .. entry
                redis.call('SREM', at, dead)
                if redis.call('SCARD', at) == 0 then
                    local room, member = string.match(entry, '^([^\\n]*\\n[^\\n]*)\\n(.*)$')
                    local json = redis.call('HGET', KEYS[1] .. 'room:' .. room, member)
                    redis.call('HDEL', KEYS[1] .. 'room:' .. room, member)
                    if json then table.insert(lost, entry) table.insert(lost, json) end
                end
            end
            return lost
            """;

    private final Line line;
    private final String prefix;

    PresenceScripts(Line line, String prefix) {
        this.line = line;
        this.prefix = prefix;
    }

    boolean enter(String node, String room, String member, String json) {
        return isOne(line.call(Command.EVAL, ENTER, 1, prefix, node, room, member, json));
    }

    boolean leave(String node, String room, String member) {
        return isOne(line.call(Command.EVAL, LEAVE, 1, prefix, node, room, member));
    }

    boolean has(String room, String member) {
        return isOne(line.call(Command.HEXISTS, prefix + "room:" + room, member));
    }

    int count(String room) {
        return line.call(Command.HLEN, prefix + "room:" + room) instanceof Long count ? count.intValue() : 0;
    }

    /** Ids and JSON in turn. */
    List<?> some(String room, int most) {
        return line.list(Command.HRANDFIELD, prefix + "room:" + room, most, "WITHVALUES");
    }

    /** The node is alive; tells whether it was unknown, or dead. */
    boolean beat(String node) {
        return isOne(line.call(Command.EVAL, SEEN, 1, prefix, node, 0, DEAD_MILLIS));
    }

    /** The node counts as dead in a moment. */
    void retire(String node) {
        line.call(Command.EVAL, SEEN, 1, prefix, node, RETIRED_MILLIS - DEAD_MILLIS, DEAD_MILLIS);
    }

    List<?> bury(int most) {
        return line.list(Command.EVAL, BURY, 1, prefix, DEAD_MILLIS, most);
    }

    private static boolean isOne(@Nullable Object reply) {
        return Long.valueOf(1).equals(reply);
    }
}

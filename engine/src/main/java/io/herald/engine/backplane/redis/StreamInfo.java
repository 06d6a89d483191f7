package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.Offset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What Redis says of a stream.
 *
 * @param first id of the oldest entry; 0-0 when there is none
 * @param last the highest id it ever gave
 * @param length entries that it has
 * @param added entries that it ever had; -1 before version 7 of Redis, which does not tell
 */
record StreamInfo(Offset first, Offset last, long length, long added) {
    private static final int LENGTH_OF_NODE = 10_000; // that Node's adapter keeps, unless told otherwise

    /** There is no such stream, or not any more. */
    private static final StreamInfo NONE = new StreamInfo(Offset.ZERO, Offset.ZERO, 0, 0);

    static StreamInfo ask(Connection connection, byte[] key) {
        connection.sendCommand(Command.XINFO, "STREAM".getBytes(UTF_8), key);
        try {
            return read(connection.getObjectMultiBulkReply());
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).contains("no such key")) {
                return NONE;
            }
            throw e;
        }
    }

    private static StreamInfo read(List<?> reply) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            fields.put(text(reply.get(i)), reply.get(i + 1));
        }
        if (!(fields.get("last-generated-id") instanceof byte[] last)) {
            throw new JedisException("XINFO STREAM names no last-generated-id: Redis must be version 5 or newer");
        }
        Offset first =
                fields.get("first-entry") instanceof List<?> entry ? Offset.ofId(text(entry.get(0))) : Offset.ZERO;
        return new StreamInfo(
                first, Offset.ofId(text(last)), number(fields, "length"), number(fields, "entries-added"));
    }

    private static long number(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof Long number ? number : -1;
    }

    /** Whether entries were trimmed away; where Redis does not tell, a stream that is full is taken to be. */
    boolean isTrimmed(int maxLength) {
        return added < 0 ? length >= Math.min(maxLength, LENGTH_OF_NODE) : added > length;
    }

    private static String text(@Nullable Object bytes) {
        return bytes instanceof byte[] text ? new String(text, UTF_8) : String.valueOf(bytes);
    }

    /**
     * The fields of the entry with this id, as XREAD gives them; none when there is no such entry. Another stream may have another entry
     * there: after a failover two masters gave the same id twice.
     */
    static List<?> fields(Connection connection, byte[] key, Offset id) {
        askFor(connection, key, id);
        List<?> entries = connection.getObjectMultiBulkReply();
        return entries.isEmpty() || !(((List<?>) entries.get(0)).get(1) instanceof List<?> fields) ? List.of() : fields;
    }

    /** Asks for one entry; the reply is a list of it, or of none. */
    static void askFor(Connection connection, byte[] key, Offset id) {
        byte[] text = id.toString().getBytes(UTF_8);
        connection.sendCommand(Command.XRANGE, key, text, text);
    }
}

package io.herald.engine.backplane.redis;

import io.herald.engine.model.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Triggers events from any Java process that reaches Redis: no node need be up, one of them takes it up later. Needs this jar and Jedis.
 * Thread-safe.
 *
 * <p>In any other language it is {@code XADD herald:triggers * event UpdateChat inputs '{"chat":{"id":42}}' key job-7}.
 */
public final class HeraldClient implements AutoCloseable {
    private static final long MAX_WAITING = 100_000;
    private static final int TRIES = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RedisSettings settings;
    private final String stream;
    private final Line line;

    /** Leaves its triggers in the stream {@value TriggerQueue#STREAM}. */
    public HeraldClient(RedisSettings settings) {
        this(settings, TriggerQueue.STREAM, TIMEOUT);
    }

    /**
     * Connects when it is first used.
     *
     * @param stream as the nodes' setting {@code trigger-stream} names it
     * @param timeout of one call to Redis
     */
    public HeraldClient(RedisSettings settings, String stream, Duration timeout) {
        this.settings = settings;
        this.stream = stream;
        this.line = new Line(new Dialer(settings, timeout));
    }

    /** As {@link #trigger(Trigger, String)}, under a key of its own. */
    public String trigger(Trigger trigger) {
        return trigger(trigger, UUID.randomUUID().toString());
    }

    /**
     * Hands a trigger to the cluster, which runs it at least once, and once only for one event and key within a day. Blocks until Redis
     * has it.
     *
     * @param key 1 to 100 characters
     * @return its id in the stream
     * @throws IllegalArgumentException when the inputs are no JSON, or the key is none
     * @throws IllegalStateException when Redis does not take it, or 100,000 triggers wait; then it may still have it, and sending again
     *     under the same key is safe
     */
    public String trigger(Trigger trigger, String key) {
        Trigger.requireKey(key);
        String inputs = JsonText.of(trigger.inputs());
        String except = JsonText.of(List.copyOf(trigger.except()));
        for (int tries = 1; ; tries++) {
            try {
                requireRoom();
                return String.valueOf(line.text(
                        Command.XADD,
                        stream,
                        "*",
                        "event",
                        trigger.event(),
                        "inputs",
                        inputs,
                        "key",
                        key,
                        "except",
                        except));
            } catch (JedisException e) {
                if (tries == TRIES || Trouble.isRefusal(e)) {
                    throw new IllegalStateException(
                            "the event '" + trigger.event() + "' did not reach " + settings + ": " + Trouble.say(e), e);
                }
            }
        }
    }

    /** The nodes remove what they have done: what is there waits. */
    private void requireRoom() {
        if (line.call(Command.XLEN, stream) instanceof Long waiting && waiting >= MAX_WAITING) {
            throw new IllegalStateException(waiting + " triggers wait in '" + stream
                    + "': start a node with --trigger-stream " + stream + ", and send again later");
        }
    }

    @Override
    public void close() {
        line.close();
    }
}

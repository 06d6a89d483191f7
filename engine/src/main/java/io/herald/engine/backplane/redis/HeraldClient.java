package io.herald.engine.backplane.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.model.Trigger;
import java.time.Duration;
import java.util.UUID;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Triggers events from any Java process that reaches Redis: no node need be up, one of them takes it up later. Thread-safe.
 *
 * <p>In any other language it is {@code XADD herald:triggers MAXLEN ~ 100000 * event UpdateChat inputs '{"chat":{"id":42}}' key job-7}.
 */
public final class HeraldClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 100_000;
    private static final int TRIES = 3;

    private final RedisSettings settings;
    private final Line line;

    public HeraldClient(RedisSettings settings, Duration timeout) {
        this.settings = settings;
        this.line = new Line(new Dialer(settings, timeout));
    }

    /** As {@link #trigger(Trigger, String)}, under a key of its own. */
    public String trigger(Trigger trigger) {
        return trigger(trigger, UUID.randomUUID().toString());
    }

    /**
     * Hands a trigger to the cluster, which runs it at least once, and once only for one key within a day. Blocks until Redis has it.
     *
     * @return its id in the stream
     * @throws IllegalStateException when Redis does not take it; then it may still have it, and sending again under the same key is safe
     */
    public String trigger(Trigger trigger, String key) {
        Idempotency.requireKey(key);
        byte[] inputs;
        try {
            inputs = JSON.writeValueAsBytes(trigger.inputs());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the inputs of '" + trigger.event() + "' are no JSON: " + e.getOriginalMessage(), e);
        }
        for (int tries = 1; ; tries++) {
            try {
                return String.valueOf(line.text(
                        Command.XADD,
                        TriggerQueue.KEY,
                        "MAXLEN",
                        "~",
                        MAX_LENGTH,
                        "*",
                        "event",
                        trigger.event(),
                        "inputs",
                        inputs,
                        "key",
                        key));
            } catch (JedisException e) {
                if (tries == TRIES || Trouble.isRefusal(e)) {
                    throw new IllegalStateException(
                            "the event '" + trigger.event() + "' did not reach " + settings + ": " + Trouble.say(e), e);
                }
            }
        }
    }

    @Override
    public void close() {
        line.close();
    }
}

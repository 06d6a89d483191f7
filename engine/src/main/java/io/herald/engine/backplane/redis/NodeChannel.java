package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.log.SparingLog;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Takes and sends messages from node to node: each has a channel of its own, {@code herald:node:} and its id. A message is a JSON object,
 * behind its signature and a space where the cluster has a secret. Thread-safe.
 */
final class NodeChannel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeChannel.class);
    private static final String PREFIX = "herald:node:";
    private static final int MAX_BYTES = 4 << 20; // a page of sockets takes 1 MiB, or thrice that outside ASCII

    private final Line line;
    private final boolean countsListeners;
    private final String ownChannel;
    private final SignedText signing;
    private final Consumer<JsonNode> onMessage;
    private final Consumer<byte[]> onOther;
    private final RedisChannels channels;
    private final SparingLog sparing = new SparingLog(log);

    /**
     * Both are told one message at a time, and must not block.
     *
     * @param onMessage of Herald nodes
     * @param onOther on any channel of {@link #listen}
     */
    NodeChannel(
            RedisSettings settings,
            Line line,
            Optional<Secret> secret,
            String ownId,
            Consumer<JsonNode> onMessage,
            Consumer<byte[]> onOther) {
        this.line = line;
        this.countsListeners = settings.kind() != RedisSettings.Kind.CLUSTER; // there, each Redis counts its own only
        this.ownChannel = PREFIX + ownId;
        this.signing = new SignedText(secret);
        this.onMessage = onMessage;
        this.onOther = onOther;
        this.channels = new RedisChannels(settings, Duration.ofSeconds(2), ownChannel, this::take);
    }

    void start() {
        channels.start();
    }

    /** Hears another channel, too, over the same connection: who hears the one hears the other. */
    void listen(String channel) {
        channels.listen(channel);
    }

    /**
     * Sends it; false when that node certainly does not listen.
     *
     * @throws JedisException when Redis is away
     */
    boolean send(String to, String text) {
        String channel = PREFIX + to;
        byte[] message = text.getBytes(UTF_8);
        Object listeners = line.call(Command.PUBLISH, channel, signing.write(channel, message));
        return !countsListeners || !Long.valueOf(0).equals(listeners);
    }

    private void take(String channel, byte[] message) {
        try {
            if (channel.equals(ownChannel)) {
                onMessage.accept(ClusterText.read(signing.read(ownChannel, bounded(message))));
            } else {
                onOther.accept(bounded(message));
            }
        } catch (MalformedException e) {
            sparing.warn("malformed", "a message from another node is skipped: " + e.getMessage());
        }
    }

    private static byte[] bounded(byte[] message) throws MalformedException {
        if (message.length > MAX_BYTES) {
            throw new MalformedException("it is " + message.length + " bytes long, over the " + MAX_BYTES + " allowed");
        }
        return message;
    }

    @Override
    public void close() {
        channels.close();
    }
}

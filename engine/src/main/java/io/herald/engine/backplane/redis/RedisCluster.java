package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.SparingLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The nodes by their heartbeats, in one Redis hash: of each node's id, the time of Redis in milliseconds, a space, and the node as JSON.
 * Thread-safe.
 */
public final class RedisCluster implements Cluster {
    static final String KEY = "{herald}:nodes";
    private static final Logger log = LoggerFactory.getLogger(RedisCluster.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long BEAT_MILLIS = 2_000;
    private static final long DEAD_MILLIS = 8_000;
    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false); // newer nodes say more

    private final Line line;
    private final Supplier<ClusterNode> self;
    private final Lifetime lifetime = new Lifetime();
    private final SparingLog sparing = new SparingLog(log);
    private final Thread beating = new Thread(this::beat, "herald-redis-heartbeat");

    public RedisCluster(RedisSettings settings, Supplier<ClusterNode> self) {
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.self = self;
        beating.setDaemon(true);
    }

    @Override
    public void start() {
        beating.start();
    }

    @Override
    public List<ClusterNode> nodes() {
        ClusterNode own = self.get();
        List<ClusterNode> nodes = new ArrayList<>();
        try {
            long now = now();
            List<?> all = line.list(Command.HGETALL, KEY);
            for (int i = 0; i + 1 < all.size(); i += 2) {
                String id = new String((byte[]) all.get(i), UTF_8);
                node(id, new String((byte[]) all.get(i + 1), UTF_8), now)
                        .filter(node -> !node.id().equals(own.id()))
                        .ifPresent(nodes::add);
            }
        } catch (JedisException e) {
            throw new IllegalStateException("the other nodes can't be asked for: " + Trouble.say(e), e);
        }
        nodes.sort(Comparator.comparing(ClusterNode::name));
        nodes.add(0, own);
        return List.copyOf(nodes);
    }

    @Override
    public void close() {
        lifetime.end();
        try {
            beating.join(TIMEOUT.toMillis());
            line.call(Command.HDEL, KEY, self.get().id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JedisException e) {
            log.debug("this node's end could not be said: it shows by itself", e);
        }
        line.close();
    }

    private void beat() {
        try {
            do {
                try {
                    ClusterNode own = self.get();
                    line.call(Command.HSET, KEY, own.id(), now() + " " + JSON.writeValueAsString(own));
                } catch (RuntimeException | JsonProcessingException e) {
                    sparing.warn("beat", "the other nodes can't be told that this one is up: " + Trouble.say(e));
                }
            } while (!lifetime.pause(BEAT_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one clock that all nodes share. */
    private long now() {
        List<?> time = line.list(Command.TIME);
        long seconds = Long.parseLong(new String((byte[]) time.get(0), UTF_8));
        long micros = Long.parseLong(new String((byte[]) time.get(1), UTF_8));
        return seconds * 1000 + micros / 1000;
    }

    /** Empty, and forgotten, when it is dead or no node of ours. */
    private Optional<ClusterNode> node(String id, String value, long now) {
        try {
            int space = value.indexOf(' ');
            long seen = Long.parseLong(value.substring(0, Math.max(0, space)));
            if (now - seen <= DEAD_MILLIS) {
                return Optional.of(JSON.readValue(value.substring(space + 1), ClusterNode.class));
            }
        } catch (NumberFormatException | JsonProcessingException e) {
            sparing.warn("node", "an entry of " + KEY + " is dropped: " + e.getMessage());
        }
        line.call(Command.HDEL, KEY, id);
        return Optional.empty();
    }
}

package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.log.SparingLog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Which nodes are up, in one Redis hash: of each node's id, the time of Redis in milliseconds, a space, and the node as JSON.
 * Thread-safe.
 *
 * <p>While Redis was away nobody could say that it is up: for some seconds afterwards, those known before count as up.
 */
final class Heartbeats implements AutoCloseable {
    private static final String PREFIX = "{herald}:nodes:";
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);
    private static final long BEAT_MILLIS = 2_000;
    private static final long DEAD_MILLIS = 8_000;
    private static final int MAX_BYTES = 4096;
    private static final int MAX_ID = 64;

    private final Line line;
    private final String key;
    private final Supplier<ClusterNode> self;
    private final Runnable onBeat;
    private final Lifetime lifetime = new Lifetime();
    private final SparingLog sparing = new SparingLog(log);
    private final LongAdder failures = new LongAdder();
    private final Thread beating = new Thread(this::beat, "herald-redis-heartbeat");
    private volatile Map<String, ClusterNode> known = Map.of();
    private volatile long troubleNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(DEAD_MILLIS);
    private volatile long aheadMillis; // of Redis' clock before this process' own steady one
    private volatile boolean hasClock;

    /**
     * @param cluster name of the hash: of the cluster's stream
     * @param onBeat done beside every beat
     */
    Heartbeats(Line line, String cluster, Supplier<ClusterNode> self, Runnable onBeat) {
        this.onBeat = onBeat;
        this.line = line;
        this.key = PREFIX + cluster;
        this.self = self;
        beating.setDaemon(true);
    }

    /** When it returns, others see this node, if Redis answers. */
    void start() {
        beatOnce();
        beating.start();
    }

    /**
     * The other nodes, by name.
     *
     * @throws JedisException when Redis can't be asked
     */
    List<ClusterNode> others() {
        Map<String, ClusterNode> up = new TreeMap<>();
        try {
            long now = now();
            boolean sawSelf = false;
            List<?> all = line.list(Command.HGETALL, key);
            for (int i = 0; i + 1 < all.size(); i += 2) {
                String id = new String((byte[]) all.get(i), UTF_8);
                if (id.equals(self.get().id())) {
                    sawSelf = true;
                } else {
                    node(id, (byte[]) all.get(i + 1), now).ifPresent(node -> up.put(id, node));
                }
            }
            if (!sawSelf) {
                troubleNanos = System.nanoTime(); // Redis forgot, the others too
            }
        } catch (JedisException e) {
            troubleNanos = System.nanoTime();
            throw e;
        }
        if (System.nanoTime() - troubleNanos < TimeUnit.MILLISECONDS.toNanos(DEAD_MILLIS)) {
            known.forEach(up::putIfAbsent);
        } else {
            known = Map.copyOf(up);
        }
        return byName(up);
    }

    /** The others as they were when Redis was last asked. */
    List<ClusterNode> lastKnown() {
        return byName(known);
    }

    /** Beats that failed since the start. */
    long failures() {
        return failures.sum();
    }

    private static List<ClusterNode> byName(Map<String, ClusterNode> nodes) {
        return nodes.values().stream()
                .sorted(Comparator.comparing(ClusterNode::name).thenComparing(ClusterNode::id))
                .toList();
    }

    /** The time of Redis in milliseconds, about; empty before Redis answered once. */
    Optional<Long> clock() {
        return hasClock ? Optional.of(steadyMillis() + aheadMillis) : Optional.empty();
    }

    @Override
    public void close() {
        lifetime.end();
        try {
            beating.join(2 * BEAT_MILLIS);
            line.call(Command.HDEL, key, self.get().id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JedisException e) {
            log.debug("this node's end could not be said: it shows by itself", e);
        }
    }

    private void beat() {
        try {
            while (!lifetime.pause(BEAT_MILLIS)) {
                beatOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beatOnce() {
        try {
            onBeat.run();
            ClusterNode own = self.get();
            line.call(Command.HSET, key, own.id(), now() + " " + ClusterText.write(own));
            others();
        } catch (RuntimeException | Error e) { // whatever it is, the next beat is to come
            failures.increment();
            troubleNanos = System.nanoTime();
            sparing.warn("beat", "the other nodes can't be told that this one is up: " + Trouble.say(e));
        }
    }

    /** The one clock that all nodes share. */
    private long now() {
        List<?> time = line.list(Command.TIME);
        long seconds = Long.parseLong(new String((byte[]) time.get(0), UTF_8));
        long micros = Long.parseLong(new String((byte[]) time.get(1), UTF_8));
        long now = seconds * 1000 + micros / 1000;
        aheadMillis = now - steadyMillis();
        hasClock = true;
        return now;
    }

    private static long steadyMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Empty, and forgotten, when it is dead or no node of ours. */
    private Optional<ClusterNode> node(String id, byte[] value, long now) {
        try {
            if (value.length > MAX_BYTES || id.length() > MAX_ID) {
                throw new MalformedException("it is longer than a node's");
            }
            String text = new String(value, UTF_8);
            int space = text.indexOf(' ');
            long seen = Long.parseLong(text.substring(0, Math.max(0, space)));
            if (now - seen <= DEAD_MILLIS) {
                return Optional.of(ClusterText.node(id, text.substring(space + 1)));
            }
        } catch (NumberFormatException | MalformedException e) {
            sparing.warn("node", "an entry of " + key + " is dropped: " + e.getMessage());
        }
        line.call(Command.HDEL, key, id);
        return Optional.empty();
    }
}

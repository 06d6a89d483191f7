package io.herald.engine.backplane.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How this node uses the stream.
 *
 * @param key of the stream; the same on every node, and Node's {@code streamName}
 * @param timeout after which a silent Redis counts as away
 * @param replicas of Redis that must have a broadcast before it counts as sent; 0 for none beside the master
 * @param spool file that keeps what waits for Redis over a crash of this process; in memory only without it
 * @param secret with it, entries are signed, and others refused: then no Node server can be of the cluster
 */
public record StreamSettings(
        String key, Bounds bounds, Duration timeout, int replicas, Optional<Path> spool, Optional<Secret> secret) {
    private static final int MAX_REPLICAS = 100;

    /** 50,000 entries of 200 bytes take some 13 MB of Redis' memory. */
    public static final StreamSettings DEFAULTS = new StreamSettings(
            "socket.io",
            new Bounds(50_000, 1 << 20, 10_000, 16 << 20, 16 << 20),
            Duration.ofSeconds(2),
            0,
            Optional.empty(),
            Optional.empty());

    /**
     * How much is kept.
     *
     * @param length entries that Redis keeps, about: the peak rate times the longest outage of a node that shall lose nothing
     * @param entryBytes of one entry's data; larger ones of others are skipped
     * @param outboxEntries broadcasts that may wait for Redis
     * @param outboxBytes that they may take
     * @param historyBytes of what was read lately, kept for clients that were away
     */
    public record Bounds(int length, int entryBytes, int outboxEntries, long outboxBytes, long historyBytes) {
        public Bounds {
            if (length < 1 || entryBytes < 1 || outboxEntries < 1 || outboxBytes < 1) {
                throw new IllegalArgumentException("a stream's bounds must be positive");
            }
        }
    }

    public StreamSettings {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a stream must have a key");
        }
        if (replicas < 0 || replicas > MAX_REPLICAS) {
            throw new IllegalArgumentException(
                    "replicas to wait for must be 0 to " + MAX_REPLICAS + ", not " + replicas);
        }
        if (timeout.toMillis() < 100 || timeout.toMillis() > 60_000) {
            throw new IllegalArgumentException("a stream's timeout must be 100 ms to 1 min, not " + timeout);
        }
    }

    public StreamSettings withKey(String name) {
        return new StreamSettings(name, bounds, timeout, replicas, spool, secret);
    }

    public StreamSettings withBounds(Bounds others) {
        return new StreamSettings(key, others, timeout, replicas, spool, secret);
    }

    public StreamSettings withTimeout(Duration time) {
        return new StreamSettings(key, bounds, time, replicas, spool, secret);
    }

    public StreamSettings withReplicas(int count) {
        return new StreamSettings(key, bounds, timeout, count, spool, secret);
    }

    public StreamSettings withSpool(Path file) {
        return new StreamSettings(key, bounds, timeout, replicas, Optional.of(file), secret);
    }

    public StreamSettings withSecret(Secret shared) {
        return new StreamSettings(key, bounds, timeout, replicas, spool, Optional.of(shared));
    }
}

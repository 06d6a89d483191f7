package io.herald.server;

import io.herald.engine.Engine;
import io.herald.engine.Links;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.backplane.MemoryBackplane;
import io.herald.engine.backplane.MemoryCluster;
import io.herald.engine.backplane.MemoryIdempotency;
import io.herald.engine.backplane.MemoryStore;
import io.herald.engine.backplane.redis.RedisBackplane;
import io.herald.engine.backplane.redis.RedisChannels;
import io.herald.engine.backplane.redis.RedisCluster;
import io.herald.engine.backplane.redis.RedisIdempotency;
import io.herald.engine.backplane.redis.RedisSettings;
import io.herald.engine.backplane.redis.RedisStore;
import io.herald.engine.backplane.redis.Secret;
import io.herald.engine.backplane.redis.StreamSettings;
import io.herald.engine.delivery.Delivery;
import io.herald.engine.interop.ClassicDialect;
import io.herald.engine.interop.Dialect;
import io.herald.engine.interop.Gateway;
import io.herald.engine.interop.PythonDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What stands between this node and the others: parts over Redis where one is given, else this node's memory. */
final class Carrier implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(5);
    /** Of an entry beside the payload, which max-body bounds: rooms, and sockets left out. */
    private static final int ENTRY_OVERHEAD = 256 << 10;

    private final Settings settings;
    private final Optional<RedisSettings> redis;
    private final Delivery delivery;
    private final Idempotency idempotency;
    private final List<RedisChannels> channels = new ArrayList<>();

    /** @throws UsageException when Redis' settings can't be used */
    Carrier(Settings settings, Delivery delivery) {
        this.settings = settings;
        this.delivery = delivery;
        this.redis = settings.redis().map(url -> redis(url, settings));
        this.idempotency = redis.<Idempotency>map(RedisIdempotency::new).orElseGet(MemoryIdempotency::new);
    }

    private static RedisSettings redis(String url, Settings settings) {
        try {
            RedisSettings redis = RedisSettings.parse(url);
            if (settings.redisPasswordFile().isPresent()) {
                redis = withPassword(redis, settings.redisPasswordFile().get());
            }
            if (settings.redisCa().isPresent() && !redis.tls()) {
                throw new UsageException("redis-ca is of use only over TLS: start the Redis URL with rediss");
            }
            return settings.redisCa().map(redis::withAuthorities).orElse(redis);
        } catch (IllegalArgumentException e) {
            throw new UsageException("redis can't be used: " + e.getMessage());
        }
    }

    private static RedisSettings withPassword(RedisSettings redis, Path file) {
        if (redis.password().isPresent()) {
            throw new UsageException("redis and redis-password-file both give a password: keep one of them");
        }
        try {
            return redis.withPassword(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UsageException(
                    "redis-password-file " + file + " can't be read: check that it exists and is readable text");
        }
    }

    /**
     * What joins this node to the others.
     *
     * @param engine completes once it is there
     * @throws UsageException when its settings can't be used
     */
    Links links(CompletableFuture<Engine> engine) {
        Self self = new Self(settings.nodeName(), engine);
        if (redis.isEmpty()) {
            return new Links(new MemoryBackplane(settings.recoveryBytes()), new MemoryStore(), new MemoryCluster(self));
        }
        RedisBackplane backplane = backplane(redis.get());
        self.reads(backplane);
        return new Links(backplane, new RedisStore(redis.get()), new RedisCluster(redis.get(), stream(), self));
    }

    private RedisBackplane backplane(RedisSettings at) {
        try {
            RedisBackplane backplane = new RedisBackplane(at, stream(), gap -> delivery.cutAll(gap.reason()));
            backplane.obey(delivery::change);
            return backplane;
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private StreamSettings stream() {
        StreamSettings stream = StreamSettings.DEFAULTS
                .withKey(settings.stream())
                .withMaxLength(settings.streamLength())
                .withMaxEntryBytes(entryBytes())
                .withReplicas(settings.redisReplicas())
                .withOutbox(settings.outboxEntries(), settings.outboxBytes())
                .withHistoryBytes(settings.recoveryBytes());
        StreamSettings signed = settings.clusterSecret()
                .map(Secret::new)
                .map(stream::withSecret)
                .orElse(stream);
        return settings.isSpooled() ? signed.withSpool(settings.data().resolve("spool")) : signed;
    }

    private int entryBytes() {
        return settings.maxBodyBytes() + ENTRY_OVERHEAD;
    }

    Idempotency idempotency() {
        return idempotency;
    }

    /** Begins to give this node's clients what servers of other kinds broadcast. */
    void openGateways() {
        redis.ifPresent(at -> dialects().forEach(dialect -> {
            Gateway gateway = new Gateway(
                    dialect,
                    entryBytes(),
                    delivery::has,
                    broadcast -> delivery.deliver(broadcast).recipients());
            RedisChannels listening = new RedisChannels(at, SILENCE, dialect.pattern(), gateway);
            listening.start();
            channels.add(listening);
        }));
    }

    private List<Dialect> dialects() {
        return Stream.<Optional<Dialect>>of(
                        settings.classicKey().map(ClassicDialect::new),
                        settings.pythonChannel().map(channel -> new PythonDialect(channel, settings.readsPickles())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Takes nothing in any more. Backplane, store and idempotency are others' to close. */
    @Override
    public void close() {
        channels.forEach(RedisChannels::close);
    }
}

package io.herald.server.node;

import io.herald.engine.Engine;
import io.herald.engine.Links;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.backplane.MemoryBackplane;
import io.herald.engine.backplane.MemoryCluster;
import io.herald.engine.backplane.MemoryIdempotency;
import io.herald.engine.backplane.MemoryPresence;
import io.herald.engine.backplane.MemoryRoomHistory;
import io.herald.engine.backplane.MemoryStore;
import io.herald.engine.backplane.TriggerBacklog;
import io.herald.engine.backplane.redis.RedisBackplane;
import io.herald.engine.backplane.redis.RedisChannels;
import io.herald.engine.backplane.redis.RedisCluster;
import io.herald.engine.backplane.redis.RedisIdempotency;
import io.herald.engine.backplane.redis.RedisPresence;
import io.herald.engine.backplane.redis.RedisRoomHistory;
import io.herald.engine.backplane.redis.RedisSettings;
import io.herald.engine.backplane.redis.RedisStore;
import io.herald.engine.backplane.redis.Secret;
import io.herald.engine.backplane.redis.StreamSettings;
import io.herald.engine.backplane.redis.TriggerQueue;
import io.herald.engine.delivery.Delivery;
import io.herald.engine.interop.ClassicDialect;
import io.herald.engine.interop.Dialect;
import io.herald.engine.interop.Gateway;
import io.herald.engine.interop.PythonDialect;
import io.herald.server.http.Measure;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands between this node and others: parts over Redis where one is given, else this node's memory. */
final class Carrier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Carrier.class);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    /** Of an entry beside the payload, which max-body bounds: rooms, and sockets left out. */
    private static final int ENTRY_OVERHEAD = 256 << 10;

    private final Settings settings;
    private final Delivery delivery;
    private final Optional<RedisSettings> redis;
    private final Optional<RedisBackplane> backplane;
    private final Idempotency idempotency;
    private final Optional<TriggerQueue> queue;
    private final List<RedisChannels> channels = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();

    /** @throws UsageException when Redis' settings can't be used */
    Carrier(Settings settings, Delivery delivery) {
        this.settings = settings;
        this.delivery = delivery;
        this.redis = settings.redis().map(url -> RedisAccess.of(url, settings));
        this.backplane = redis.map(this::backplane);
        Optional<RedisIdempotency> keys = redis.map(at -> new RedisIdempotency(at, settings.stream()));
        this.idempotency = keys.<Idempotency>map(shared -> shared).orElseGet(MemoryIdempotency::new);
        this.queue = redis.flatMap(
                at -> settings.triggerStream().map(stream -> new TriggerQueue(at, stream, TriggerQueue.RETRY_AFTER)));
        backplane.ifPresent(counting -> measures.addAll(ClusterMeasures.of(counting)));
        keys.ifPresent(counting -> measures.add(ClusterMeasures.of(counting)));
        queue.ifPresent(counting -> measures.addAll(ClusterMeasures.of(counting)));
        redis.ifPresent(this::addGateways);
        redis.ifPresent(this::warnOfStrangers);
    }

    private void warnOfStrangers(RedisSettings at) {
        if (settings.clusterSecret().isEmpty() && !at.isLoopback()) {
            log.warn(
                    "without cluster-secret, whoever may write to {} may send to all clients, disconnect them and put them into"
                            + " rooms: see docs/cluster.md",
                    at);
        }
    }

    private RedisBackplane backplane(RedisSettings at) {
        try {
            RedisBackplane carrying = new RedisBackplane(at, stream(), gap -> delivery.cutAll(gap.reason()));
            carrying.obey(delivery::change);
            return carrying;
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private StreamSettings stream() {
        StreamSettings stream = StreamSettings.DEFAULTS
                .withKey(settings.stream())
                .withBounds(new StreamSettings.Bounds(
                        settings.streamLength(),
                        entryBytes(),
                        settings.outboxEntries(),
                        settings.outboxBytes(),
                        settings.recoveryBytes()))
                .withReplicas(settings.redisReplicas());
        StreamSettings signed = settings.clusterSecret()
                .map(Secret::new)
                .map(stream::withSecret)
                .orElse(stream);
        return settings.isSpooled() ? signed.withSpool(settings.data().resolve("spool")) : signed;
    }

    private int entryBytes() {
        return settings.maxBodyBytes() + ENTRY_OVERHEAD;
    }

    private void addGateways(RedisSettings at) {
        settings.classicKey().ifPresent(key -> addGateway(at, "classic", new ClassicDialect(key)));
        settings.pythonChannel()
                .ifPresent(channel -> addGateway(at, "python", new PythonDialect(channel, settings.readsPickles())));
    }

    private void addGateway(RedisSettings at, String name, Dialect dialect) {
        Gateway gateway = new Gateway(
                dialect,
                entryBytes(),
                delivery,
                broadcast -> delivery.deliver(broadcast).recipients());
        channels.add(new RedisChannels(at, SILENCE, dialect.pattern(), gateway));
        measures.addAll(ClusterMeasures.of(gateway, name));
    }

    /**
     * What joins this node to the others; the engine's to close.
     *
     * @param engine completes once it is there
     * @param edition number of the scripts in force, which this node tells the others
     */
    Links links(CompletableFuture<Engine> engine, LongSupplier edition) {
        Self self = new Self(settings.nodeName(), engine, edition);
        if (redis.isEmpty() || backplane.isEmpty()) {
            return new Links(
                    new MemoryBackplane(settings.recoveryBytes()),
                    new MemoryStore(),
                    new MemoryCluster(self),
                    new MemoryPresence(),
                    new MemoryRoomHistory(settings.historyBytes(), settings.historyTime()));
        }
        self.reads(backplane.get());
        RedisCluster cluster = new RedisCluster(redis.get(), stream(), self);
        RedisPresence presence = new RedisPresence(redis.get(), settings.stream());
        RedisRoomHistory history =
                new RedisRoomHistory(redis.get(), settings.stream(), settings.historyTime(), backplane.get()::isSilent);
        RedisStore store =
                new RedisStore(redis.get(), settings.stream(), stream().secret());
        measures.addAll(ClusterMeasures.of(cluster, presence, history, store));
        return new Links(backplane.get(), store, cluster, presence, history);
    }

    Idempotency idempotency() {
        return idempotency;
    }

    Optional<TriggerBacklog> backlog() {
        return queue.map(TriggerQueue::backlog);
    }

    /** Of all there is, once the links are made. */
    List<Measure> measures() {
        return List.copyOf(measures);
    }

    /** Begins to take in what servers of other kinds broadcast, and triggers that other processes left. */
    void open(TriggerQueue.Handler handler) {
        channels.forEach(RedisChannels::start);
        queue.ifPresent(taken -> taken.start(handler));
    }

    /** Takes nothing in any more; the idempotency is another's to close. */
    @Override
    public void close() {
        channels.forEach(RedisChannels::close);
        queue.ifPresent(TriggerQueue::close);
    }
}

package io.herald.server.node;

import io.herald.engine.Engine;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.redis.RedisBackplane;
import io.herald.engine.backplane.redis.RedisStats;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What this node says of itself to the cluster, now. Thread-safe. */
final class Self implements Supplier<ClusterNode> {
    private static final int MAX_HOST = 50;

    private final String id = ClusterNode.newId();
    private final long startedMillis = System.currentTimeMillis();
    private final String name;
    private final CompletableFuture<Engine> engine;
    private final LongSupplier edition;
    private volatile Optional<RedisBackplane> backplane = Optional.empty();

    /**
     * A new node.
     *
     * @param engine until it is there, the node has no scripts and no clients
     * @param edition number of the scripts that nodes share
     */
    Self(Optional<String> name, CompletableFuture<Engine> engine, LongSupplier edition) {
        this.edition = edition;
        this.name = name.orElseGet(() -> host() + "-" + id.substring(0, 4));
        this.engine = engine;
    }

    /** The node tells how far it has read with this. */
    void reads(RedisBackplane from) {
        backplane = Optional.of(from);
    }

    private static String host() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return host.substring(0, Math.min(host.length(), MAX_HOST));
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    @Override
    public ClusterNode get() {
        Optional<Engine> started = engine.isDone() ? Optional.of(engine.join()) : Optional.empty();
        Optional<RedisStats> stats = backplane.map(RedisBackplane::stats);
        return new ClusterNode(
                id,
                name,
                Build.version(),
                started.map(node -> node.catalog().hash()).orElse(""),
                edition.getAsLong(),
                startedMillis,
                started.map(Engine::clients).orElse(0),
                stats.map(RedisStats::position).orElse(""),
                stats.map(RedisStats::lagMillis).orElse(0L));
    }
}

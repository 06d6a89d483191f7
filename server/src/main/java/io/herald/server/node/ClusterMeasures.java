package io.herald.server.node;

import io.herald.engine.backplane.redis.RedisBackplane;
import io.herald.engine.backplane.redis.RedisCluster;
import io.herald.engine.backplane.redis.RedisIdempotency;
import io.herald.engine.backplane.redis.RedisPresence;
import io.herald.engine.backplane.redis.RedisRoomHistory;
import io.herald.engine.backplane.redis.RedisStats;
import io.herald.engine.backplane.redis.RedisStore;
import io.herald.engine.backplane.redis.TriggerQueue;
import io.herald.engine.interop.Gateway;
import io.herald.server.http.Measure;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What the parts over Redis count, under the names that operators see. */
final class ClusterMeasures {
    private ClusterMeasures() {}

    static List<Measure> of(RedisBackplane backplane) {
        Part<RedisStats> part = new Part<>(backplane::stats);
        return List.of(
                part.count("backplane.written", RedisStats::written, "broadcasts that Redis confirmed"),
                part.count(
                        "backplane.retries", RedisStats::retries, "writes to Redis that failed and were tried again"),
                part.count(
                        "backplane.rewritten",
                        RedisStats::rewritten,
                        "broadcasts that Redis confirmed and lost, written again"),
                part.count(
                        "backplane.read.failures",
                        RedisStats::readFailures,
                        "reads from Redis that failed and were tried again"),
                part.count("backplane.delivered", RedisStats::delivered, "broadcasts handed to this node's clients"),
                part.count("backplane.unwanted", RedisStats::unwanted, "broadcasts for rooms without a client here"),
                part.count("backplane.duplicates", RedisStats::duplicates, "entries read before, dropped"),
                part.count("backplane.malformed", RedisStats::malformed, "entries that broke the format, skipped"),
                part.count(
                        "backplane.refused", RedisStats::refused, "entries without the cluster's signature, skipped"),
                part.count("backplane.ignored", RedisStats::ignored, "entries of kinds that Herald has no use for"),
                part.count("backplane.gaps", RedisStats::gaps, "times that broadcasts were missed"),
                part.count("backplane.lost", RedisStats::lost, "broadcasts missed, as far as they can be counted"),
                part.level("backplane.away", stats -> stats.away() ? 1 : 0, "1 while Redis is away"),
                part.level(
                        "backplane.lag.seconds",
                        stats -> stats.lagMillis() / 1000.0,
                        "how far behind the last read was"),
                part.level("outbox.entries", RedisStats::queued, "broadcasts waiting for Redis"),
                part.level("outbox.bytes", RedisStats::queuedBytes, "bytes of broadcasts waiting for Redis"),
                part.count(
                        "spool.failures",
                        RedisStats::unspooled,
                        "broadcasts waiting for Redis that a crash would lose, for the spool could not take them"));
    }

    static List<Measure> of(TriggerQueue queue) {
        Part<TriggerQueue.Stats> part = new Part<>(queue::stats);
        return List.of(
                part.count("triggers.taken", TriggerQueue.Stats::done, "triggers from Redis that this node did"),
                part.count("triggers.failed", TriggerQueue.Stats::failed, "tries of them that failed"),
                part.count("triggers.buried", TriggerQueue.Stats::dead, "triggers that this node gave up"),
                part.count(
                        "triggers.read.failures",
                        TriggerQueue.Stats::failures,
                        "times that no triggers could be taken from Redis"),
                part.level("triggers.waiting", stats -> stats.depth().waiting(), "triggers waiting in Redis"),
                part.level("triggers.running", stats -> stats.depth().running(), "triggers begun and not ended"),
                part.level("triggers.dead", stats -> stats.depth().dead(), "triggers given up, kept in Redis"));
    }

    static List<Measure> of(RedisCluster cluster, RedisPresence presence, RedisRoomHistory history, RedisStore store) {
        return List.of(
                new Part<>(() -> cluster)
                        .count(
                                "cluster.failures",
                                RedisCluster::failures,
                                "times that other nodes could not be told that this one is up, asked or answered"),
                new Part<>(() -> presence)
                        .count(
                                "presence.failures",
                                RedisPresence::failures,
                                "times that Redis could not be told or asked who is present"),
                new Part<>(() -> history)
                        .count(
                                "history.failures",
                                RedisRoomHistory::failures,
                                "times that Redis could not keep or tell what rooms were sent"),
                new Part<>(() -> store)
                        .count(
                                "recovery.failures",
                                RedisStore::failures,
                                "times that Redis could not keep or tell what clients need to come back as the same"));
    }

    static Measure of(RedisIdempotency keys) {
        return new Part<>(() -> keys)
                .count(
                        "idempotency.unkept",
                        RedisIdempotency::unkept,
                        "keys whose answer Redis could not be told, so that it may be given anew");
    }

    /** @param name of its dialect */
    static List<Measure> of(Gateway gateway, String name) {
        Part<Gateway.Stats> part = new Part<>(gateway::stats);
        return List.of(
                part.count("gateway.received", Gateway.Stats::received, "messages of servers of other kinds")
                        .tagged("gateway", name),
                part.count("gateway.recipients", Gateway.Stats::recipients, "clients here that got one")
                        .tagged("gateway", name),
                part.count("gateway.malformed", Gateway.Stats::malformed, "messages that broke the format, skipped")
                        .tagged("gateway", name));
    }

    private record Part<S>(Supplier<S> stats) {
        Measure count(String name, ToDoubleFunction<S> value, String description) {
            return Measure.count("herald." + name, description, () -> value.applyAsDouble(stats.get()));
        }

        Measure level(String name, ToDoubleFunction<S> value, String description) {
            return Measure.level("herald." + name, description, () -> value.applyAsDouble(stats.get()));
        }
    }
}

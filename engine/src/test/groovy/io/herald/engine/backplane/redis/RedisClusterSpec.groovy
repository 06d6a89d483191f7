package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.BackplaneContract
import io.herald.engine.backplane.Edition
import io.herald.engine.model.Trigger
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import redis.clients.jedis.Jedis
import redis.clients.jedis.util.JedisClusterCRC16
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.util.concurrent.PollingConditions

/** The stream lies on the second node of a cluster, and only the first is configured. */
class RedisClusterSpec extends BackplaneContract {

    @Shared
    @AutoCleanup
    RedisServer first = RedisServer.started("--cluster-enabled", "yes")
    @Shared
    @AutoCleanup
    RedisServer second = RedisServer.started("--cluster-enabled", "yes")

    def setupSpec() {
        int streamSlot = JedisClusterCRC16.getSlot("socket.io")
        second.call { it.clusterAddSlots(streamSlot) }
        first.call { it.clusterAddSlots(((0..16383) - streamSlot) as int[]) }
        first.call { it.clusterMeet("127.0.0.1", second.port) }
        new PollingConditions(timeout: 30).eventually {
            [first, second].each { RedisServer server -> assert server.call { Jedis jedis -> jedis.clusterInfo() }.contains("cluster_state:ok") }
        }
    }

    @Override
    Backplane create() {
        new RedisBackplane(RedisSettings.parse("redis-cluster://127.0.0.1:$first.port"), StreamSettings.DEFAULTS, { })
    }

    def "keys, what is kept, triggers and channels are found wherever they lie"() {
        given:
        RedisSettings settings = RedisSettings.parse("redis-cluster://127.0.0.1:$second.port")
        RedisIdempotency idempotency = new RedisIdempotency(settings, "socket.io")
        RedisStore store = new RedisStore(settings, "socket.io", Optional.empty())
        RedisEditionStore editions = new RedisEditionStore(settings, "socket.io", Optional.empty())
        Edition edition = new Edition(1, "a", ["x.groovy": ""], "me", "API")
        TriggerQueue queue = new TriggerQueue(settings, TriggerQueue.STREAM, TriggerQueue.RETRY_AFTER)
        HeraldClient client = new HeraldClient(settings)
        List<String> said = new CopyOnWriteArrayList<>()
        RedisChannels channels = new RedisChannels(settings, Duration.ofSeconds(2), "socket.io#*", { channel, message -> said << channel })
        PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

        when:
        queue.start { trigger, key -> said << key; CompletableFuture.failedFuture(new IllegalArgumentException("no")) }
        channels.start()
        client.trigger(new Trigger("UpdateChat", [:]), "job")
        store.put("a", "kept", Duration.ofMinutes(1))
        editions.propose(edition)

        then:
        idempotency.once("a") { CompletableFuture.completedFuture("1") }.toCompletableFuture().join() == "1"
        editions.commit(edition, "") && editions.current() == Optional.of(edition)
        store.find("a").toCompletableFuture().join() == Optional.of("kept")
        eventually.eventually { assert queue.backlog().dead(1)*.key() == ["job"] }
        eventually.eventually {
            assert first.call { it.publish("socket.io#/#", "x") } >= 0 // only the listeners of its own node are counted
            assert said.containsAll(["job", "socket.io#/#"])
        }

        cleanup:
        [idempotency, store, editions, queue, client, channels].each { it.close() }
    }
}

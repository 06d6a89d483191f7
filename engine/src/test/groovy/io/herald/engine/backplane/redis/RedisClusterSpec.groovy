package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.BackplaneContract
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
        new PollingConditions(timeout: 20).eventually {
            [first, second].each { RedisServer server -> assert server.call { Jedis jedis -> jedis.clusterInfo() }.contains("cluster_state:ok") }
        }
    }

    @Override
    Backplane create() {
        new RedisBackplane(RedisSettings.parse("redis-cluster://127.0.0.1:$first.port"), StreamSettings.DEFAULTS, { })
    }
}

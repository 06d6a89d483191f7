package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Receipt
import java.time.Duration
import redis.clients.jedis.Jedis
import redis.clients.jedis.util.JedisClusterCRC16
import spock.util.concurrent.PollingConditions

/** Three masters, of which the second has the stream and what is kept, and a replica. */
class RedisClusterFailoverSpec extends OpeningSpec {

    PollingConditions eventually = new PollingConditions(timeout: 60, delay: 0.05)

    private RedisServer server() {
        open(RedisServer.started("--cluster-enabled", "yes", "--cluster-node-timeout", "1000"))
    }

    private void join(List<RedisServer> servers) {
        servers.drop(1).each { RedisServer server -> servers[0].call { it.clusterMeet("127.0.0.1", server.port) } }
        eventually.eventually {
            servers.each { RedisServer server ->
                String info = server.call { Jedis jedis -> jedis.clusterInfo() }
                assert info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:${servers.size()}")
            }
        }
    }

    def "when the master that has the stream dies and a replica takes over, nothing is lost, and what is kept is found again"() {
        given:
        List<RedisServer> masters = (1..3).collect { server() }
        RedisServer replica = server()
        List<Integer> ours = ["socket.io", "{herald}"].collect { JedisClusterCRC16.getSlot(it) }
        masters[0].call { it.clusterAddSlots(((1..16383) - ours) as int[]) }
        masters[1].call { it.clusterAddSlots(ours as int[]) }
        masters[2].call { it.clusterAddSlots(0) }
        join(masters + replica)
        replica.call { it.clusterReplicate(masters[1].call { master -> master.clusterMyId() }) }
        eventually.eventually { assert masters[1].call { it.info("replication") }.contains("state=online") }

        and:
        RedisSettings settings = RedisSettings.parse("redis-cluster://127.0.0.1:${masters[0].port}")
        RecordingNode a = open(new RecordingNode("a", settings)).start()
        RecordingNode b = open(new RecordingNode("b", settings)).start()
        RedisStore store = open(new RedisStore(settings, "socket.io", Optional.empty()))
        a.publish(1).join()
        eventually.eventually { assert b.heard == ["a-1"] }

        when: "all say CLUSTERDOWN, until the replica has taken over"
        masters[1].kill()
        (2..50).each { a.publish(it) }
        a.answers()

        then:
        eventually.eventually { assert b.tally(a, 1..50) == FaultSpec.NOTHING_WRONG && !a.backplane.away() }
        replica.call { it.info("replication") }.contains("role:master")
        a.publish(51).join() == new Receipt(false, 1)
        [a, b].every { it.gaps.empty }

        and:
        eventually.eventually {
            store.put("after", "kept", Duration.ofMinutes(1))
            assert store.find("after").toCompletableFuture().join() == Optional.of("kept")
        }
    }
}

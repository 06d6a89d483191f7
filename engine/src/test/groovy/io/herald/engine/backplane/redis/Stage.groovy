package io.herald.engine.backplane.redis

import java.util.concurrent.TimeUnit
import redis.clients.jedis.Jedis
import spock.util.concurrent.PollingConditions

/** The Redis of a fault, what stands between it and two nodes, and how long the fault lasts. */
class Stage implements AutoCloseable {

    private static final String DELETE_READ = """\
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1][1]
        for _, position in ipairs(ARGV) do if position ~= last then return 0 end end
        return redis.call('DEL', KEYS[1])"""

    final long outageMillis
    final List<AutoCloseable> opened = []
    StreamSettings settings = ServingNode.QUICK
    RedisServer redis
    RedisServer sentinel
    List<RedisServer> replicas = []
    TcpProxy link
    String padding = ""
    Rig rig

    Stage(long outageMillis) { this.outageMillis = outageMillis }

    <T extends AutoCloseable> T open(T resource) {
        opened << resource
        resource
    }

    Stage durable() { on("--appendonly", "yes", "--appendfsync", "always") }

    Stage on(String... arguments) {
        redis = open(RedisServer.started(arguments))
        this
    }

    /** Node b reaches Redis by a link of its own. */
    Stage linked() {
        link = open(new TcpProxy(redis.port))
        this
    }

    Stage watched(int replicaCount, String... arguments) {
        on(arguments)
        replicas = (1..replicaCount).collect { open(RedisServer.started((["--replicaof", "127.0.0.1", redis.port.toString()] + arguments.toList()) as String[])) }
        sentinel = open(RedisServer.sentinelOf(redis))
        new PollingConditions(timeout: 30, delay: 0.05).eventually {
            assert sentinel.call { Jedis jedis -> jedis.sentinelReplicas("main") }.size() == replicaCount && replicas.every { it.log.contains("Finished with success") }
        }
        this
    }

    String url(String node) {
        sentinel != null ? sentinel.sentinelUrl : node == "b" && link != null ? link.url : redis.url
    }

    /** In a moment in which no node has anything of it left to read: that would be lost, for the stream goes on as if nothing were. */
    void deleteWhatIsRead() {
        new PollingConditions(timeout: 30, delay: 0.001).eventually {
            assert redis.call { Jedis jedis -> jedis.eval(DELETE_READ, ["socket.io"], rig.nodes*.backplane*.stats()*.position()) } == 1
        }
    }

    void pause(long millis = outageMillis) { TimeUnit.MILLISECONDS.sleep(millis) }

    /** Until the sentinel names another master than the first. */
    void awaitFailover() {
        new PollingConditions(timeout: 30, delay: 0.05).eventually {
            assert sentinel.call { Jedis jedis -> jedis.sentinelGetMasterAddrByName("main") }[1] != redis.port.toString()
        }
    }

    @Override
    void close() { opened.reverse().each { it.close() } }
}

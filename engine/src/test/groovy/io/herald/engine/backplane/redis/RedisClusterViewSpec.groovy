package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Cluster
import io.herald.engine.backplane.ClusterContract
import io.herald.engine.backplane.ClusterNode
import spock.lang.AutoCleanup
import spock.util.concurrent.PollingConditions

class RedisClusterViewSpec extends ClusterContract {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    @AutoCleanup
    TcpProxy link = new TcpProxy(redis.port)
    PollingConditions eventually = new PollingConditions(timeout: 12, delay: 0.1)

    @Override
    Cluster create(ClusterNode self) {
        new RedisCluster(RedisSettings.parse(redis.url), { self })
    }

    def "nodes see each other, and who left is gone at once, who died within ten seconds"() {
        given:
        Cluster a = create(node("a"))
        Cluster leaving = create(node("leaving"))
        Cluster dying = new RedisCluster(RedisSettings.parse(link.url), { node("dying") })
        [a, leaving, dying]*.start()

        expect:
        eventually.eventually { assert a.nodes()*.name() == ["a", "dying", "leaving"] }
        dying.nodes()*.name() == ["dying", "a", "leaving"]

        when:
        leaving.close()

        then:
        a.nodes()*.name() == ["a", "dying"]

        when:
        link.cut()

        then:
        new PollingConditions(timeout: 10).eventually { assert a.nodes() == [node("a")] }

        when:
        dying.nodes()

        then:
        thrown(IllegalStateException)

        when: "it was only cut off"
        link.heal()

        then:
        eventually.eventually { assert a.nodes()*.name() == ["a", "dying"] }

        cleanup:
        [a, dying]*.close()
    }

    def "what is no node is dropped from the list, and what a newer one says beside is not minded"() {
        given:
        Cluster a = create(node("a"))
        redis.call { it.hset(RedisCluster.KEY, [junk: "junk", old: "5 {}", newer: "${System.currentTimeMillis()} {\"id\":\"n\",\"name\":\"n\",\"more\":1}".toString()]) }

        expect:
        a.nodes()*.name() == ["a", "n"]
        redis.call { it.hkeys(RedisCluster.KEY) } == ["newer"] as Set

        cleanup:
        a.close()
    }
}

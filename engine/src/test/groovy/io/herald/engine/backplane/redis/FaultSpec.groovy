package io.herald.engine.backplane.redis

import redis.clients.jedis.StreamEntryID
import redis.clients.jedis.params.XAddParams
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** What becomes of broadcasts when Redis, a link or a node fails; told with the seed of its dice, which {@code -Dfaults.seed} sets. */
class FaultSpec extends OpeningSpec {

    static final Map<String, Integer> NOTHING_WRONG = FaultTrial.NOTHING_WRONG
    static final long SEED = Long.getLong("faults.seed", System.currentTimeMillis())

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    @Unroll("#fault")
    def "nothing is lost, doubled or out of order when"(Fault fault) {
        when:
        FaultTrial.brief(SEED).run(fault)

        then:
        noExceptionThrown()

        where:
        fault << Fault.values()
    }

    def "a node that read nothing yet misses nothing of a cut"() {
        given:
        RedisServer redis = open(RedisServer.started())
        TcpProxy link = open(new TcpProxy(redis.port))
        RecordingNode a = open(RecordingNode.started("a", redis.url))
        RecordingNode b = open(RecordingNode.started("b", link.url))

        when:
        link.cut()
        (1..20).each { a.publish(it) }
        a.answers()
        link.heal()

        then:
        eventually.eventually { assert b.tally(a, 1..20) == NOTHING_WRONG }
    }

    def "a node that starts in a burst hears all that is published once it has started"() {
        given:
        RedisServer redis = open(RedisServer.started())
        RecordingNode a = open(RecordingNode.started("a", redis.url))
        AutoCloseable burst = open(a.burst(2))
        eventually.eventually { assert a.receipts.size() > 100 }

        when:
        RecordingNode late = open(RecordingNode.started("late", redis.url))
        int first = a.receipts.size() + 2
        eventually.eventually { assert a.receipts.size() > first + 100 }
        burst.close()

        then:
        eventually.eventually { assert late.tally(a, first..a.receipts.size()) == NOTHING_WRONG }
    }

    def "a node that Redis trimmed away from is told, and how much it lost"() {
        given:
        RedisServer redis = open(RedisServer.started())
        TcpProxy link = open(new TcpProxy(redis.port))
        RecordingNode a = open(RecordingNode.started("a", redis.url))
        RecordingNode b = open(RecordingNode.started("b", link.url))
        a.publish(1)
        eventually.eventually { assert b.heard == ["a-1"] }

        when:
        link.cut()
        (2..100).each { a.publish(it) }
        a.answers()
        redis.call { it.xtrim("socket.io", 10, false) }
        link.heal()

        then:
        eventually.eventually { assert b.heard == ["a-1"] + (91..100).collect { "a-$it".toString() } }
        eventually.eventually { assert b.gaps*.kind().contains(Gap.Kind.MISSING) && b.backplane.stats().lost() == 89 }
    }

    def "a Redis that comes back empty costs what Node servers wrote: clients are cut, and told why"() {
        given:
        RedisServer redis = open(RedisServer.started())
        Rig rig = open(new Rig(SEED, 2))
        rig.node(ServingNode.started("a", redis.url))
        rig.node(ServingNode.started("b", redis.url))
        rig.audience(2, 2)
        Map<String, String> ofNode = [uid: "0123456789abcdef", nsp: "/", type: "3", data: '{"opts":{"rooms":["tick.0"]},"packet":{"type":2,"data":["Other"]}}']
        redis.call { it.xadd("socket.io", ofNode, new XAddParams()) }

        when:
        rig.publishThrough(100, 10, 200) {
            redis.kill()
            redis.start()
        }

        then:
        eventually.eventually { assert rig.nodes.every { it.gaps*.kind() == [Gap.Kind.REGRESSED] } && rig.clients.every { it.begunAnew.get() == 1 } }
    }

    def "a stream whose ids went back, as by a clock set back, is read on from its beginning"() {
        given:
        RedisServer redis = open(RedisServer.started())
        RecordingNode a = open(RecordingNode.started("a", redis.url))
        a.publish(1).join()
        List<Map<String, String>> later = (1..3).collect {
            [uid: "0123456789abcdef", nsp: "/", type: "3", seq: "$it".toString(), bid: "b-$it".toString(), data: '{"opts":{"rooms":["room"]},"packet":{"type":2,"data":["Tick",1]}}']
        }

        when:
        redis.call { jedis ->
            jedis.del("socket.io")
            later.eachWithIndex { fields, index -> jedis.xadd("socket.io", fields, new XAddParams().id(new StreamEntryID(index + 5, 0))) }
        }

        then:
        eventually.eventually { assert a.heard == ["a-1", "b-1", "b-2", "b-3"] }
        a.backplane.stats().gaps() == 1

        when: "what this node wrote is there again, and is not heard twice"
        a.publish(2).join()

        then:
        a.heard == ["a-1", "b-1", "b-2", "b-3", "a-2"]
        eventually.eventually { assert redis.call { it.xlen("socket.io") } == 5 }
    }

    def "all nodes can be restarted one after another, and nobody misses anything"() {
        given:
        RedisServer redis = open(RedisServer.started())
        Rig rig = open(new Rig(SEED, 6))
        ["a", "b", "c"].each { rig.node(ServingNode.started(it, redis.url)) }
        rig.audience(3, 3)

        when:
        rig.publishInTurn(400, 5) {
            eventually.eventually { assert rig.clients.every { !it.heard.isEmpty() } } // who heard nothing yet can't say from where on
            3.times {
                rig.restart(it, redis.url)
                eventually.eventually { assert rig.clients.every { client -> client.connected } } // as an operator waits
            }
        }

        then:
        eventually.eventually { assert rig.tally() == NOTHING_WRONG }
        rig.clients.every { it.begunAnew.get() == 0 && it.recovered.get() >= 1 }
        rig.nodes.every { it.gaps.empty }
    }

    def "a node that is killed takes nothing with it that it acknowledged, not even what was only queued"() {
        given:
        RedisServer redis = open(RedisServer.durable())
        Rig rig = open(new Rig(SEED, 1))
        ServingNode b = rig.node(ServingNode.started("b", redis.url))
        RoomClient client = rig.client([b.port], 1)
        File spool = new File(redis.folder.toFile(), "spool")

        when: "it dies while Redis is away"
        NodeProcess dying = open(NodeProcess.started("dying", redis.url, spool))
        eventually.eventually { assert dying.said("SENT").size() > 20 }
        redis.kill()
        eventually.eventually { assert dying.said("QUEUED").size() > 20 }
        dying.kill()
        redis.start()
        NodeProcess reborn = open(NodeProcess.started("reborn", redis.url, spool))

        then: "of its last one nobody knows whether it was sent"
        List<Integer> acknowledged = dying.said("SENT") + dying.said("QUEUED")
        eventually.eventually { assert client.heard["dying/0"]?.containsAll(acknowledged) && client.heard["reborn/0"]?.size() > 20 }
        client.heard["dying/0"] == (1..client.heard["dying/0"].size()).toList()
        client.heard["dying/0"].size() <= acknowledged.size() + 1

        when: "it dies in full flight"
        reborn.kill()

        then:
        eventually.eventually { assert client.heard["reborn/0"].containsAll(reborn.said("SENT")) }
        client.heard["reborn/0"] == (1..client.heard["reborn/0"].size()).toList()
        b.gaps.empty && client.begunAnew.get() == 0
    }
}

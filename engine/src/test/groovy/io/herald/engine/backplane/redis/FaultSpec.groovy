package io.herald.engine.backplane.redis

import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** Two nodes publish through a fault; every broadcast is counted at both. */
class FaultSpec extends Specification {

    static final Map<String, Integer> NOTHING_WRONG = [lost: 0, twice: 0, disordered: 0]
    static final IntRange NUMBERS = 1..300

    PollingConditions eventually = new PollingConditions(timeout: 15, delay: 0.05)
    List<AutoCloseable> opened = []

    def cleanup() {
        opened.reverse().each { it.close() }
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened << resource
        resource
    }

    private static void pause(long millis) {
        TimeUnit.MILLISECONDS.sleep(millis)
    }

    private void everyoneHeardEverything(RecordingNode... nodes) {
        eventually.eventually {
            nodes.each { hearer -> nodes.each { publisher -> assert hearer.tally(publisher, NUMBERS) == NOTHING_WRONG } }
        }
    }

    @Unroll("#fault")
    def "nothing is lost, doubled or out of order when"(String fault, Closure<?> happens) {
        given:
        RedisServer redis = open(RedisServer.durable())
        RecordingNode a = open(RecordingNode.started("a", redis.url))
        RecordingNode b = open(RecordingNode.started("b", redis.url))

        when:
        RecordingNode.publishThrough([a, b], NUMBERS) { happens(redis) }

        then:
        everyoneHeardEverything(a, b)
        a.answers().every { it.recipients() == 1 }
        a.gaps.empty && b.gaps.empty
        eventually.eventually { assert !a.backplane.stats().away() && a.backplane.stats().queued() == 0 }

        where:
        fault                                          | happens
        "Redis is killed and back after 3 s"           | { RedisServer it -> it.kill(); pause(3000); it.start() }
        "Redis hangs for 3 s"                          | { RedisServer it -> it.freeze(); pause(3000); it.thaw() }
        "Redis cuts all connections five times"        | { RedisServer it -> 5.times { n -> it.cutClients(); pause(200) } }
        "Redis refuses writes for a second"            | { RedisServer it -> it.call { j -> j.configSet("maxmemory", "1") }; pause(1000); it.call { j -> j.configSet("maxmemory", "0") } }
    }

    @Unroll("#fault")
    def "nothing is lost, doubled or out of order when one node's link is"(String fault, boolean queued, Closure<?> happens) {
        given:
        RedisServer redis = open(RedisServer.durable())
        TcpProxy link = open(new TcpProxy(redis.port))
        RecordingNode a = open(RecordingNode.started("a", redis.url))
        RecordingNode b = open(RecordingNode.started("b", link.url))

        when:
        RecordingNode.publishThrough([a, b], NUMBERS) { happens(link) }

        then:
        everyoneHeardEverything(a, b)
        a.answers().every { !it.queued() }
        b.answers().any { it.queued() } == queued
        a.gaps.empty && b.gaps.empty

        where:
        fault               | queued | happens
        "cut for 2 s"       | true   | { TcpProxy it -> it.cut(); pause(2000); it.heal() }
        "half-open for 2 s" | true   | { TcpProxy it -> it.stall(); pause(2000); it.heal() }
        "slow"              | false  | { TcpProxy it -> it.delayMillis = 50 }
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
        Thread burst = a.burst(NUMBERS, 2)

        when:
        pause(200)
        RecordingNode late = open(RecordingNode.started("late", redis.url))
        int first = a.receipts.size() + 2
        burst.join()

        then:
        first < 300
        eventually.eventually { assert late.tally(a, first..300) == NOTHING_WRONG }
    }

    def "a slow node gets everything, and holds nobody up"() {
        given:
        RedisServer redis = open(RedisServer.started())
        RecordingNode a = open(RecordingNode.started("a", redis.url))
        RecordingNode slow = open(RecordingNode.started("slow", redis.url))
        slow.slownessMillis = 5

        when:
        a.burst(NUMBERS, 1).join()
        a.answers()

        then:
        a.tally(a, NUMBERS) == NOTHING_WRONG
        slow.heard.size() < 300
        eventually.eventually { assert slow.tally(a, NUMBERS) == NOTHING_WRONG }
    }

    def "a Redis that comes back empty costs only what was not read, and every node is told"() {
        given:
        RedisServer redis = open(RedisServer.started())
        RecordingNode a = open(RecordingNode.started("a", redis.url))
        RecordingNode b = open(RecordingNode.started("b", redis.url))

        when:
        RecordingNode.publishThrough([a, b], NUMBERS) {
            redis.kill()
            pause(1000)
            redis.start()
        }

        then: "what is not heard was counted as lost"
        eventually.eventually {
            [[a, b], [b, a]].each { RecordingNode hearer, RecordingNode publisher ->
                assert hearer.tally(hearer, NUMBERS) == NOTHING_WRONG
                Map<String, Integer> others = hearer.tally(publisher, NUMBERS)
                assert others == NOTHING_WRONG + [lost: hearer.backplane.stats().lost() as int]
                assert hearer.heard.contains(publisher.name + "-300")
            }
        }
        [a, b].every { node -> node.gaps.any { it.kind() != Gap.Kind.MISSING } }
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
        b.gaps*.kind() == [Gap.Kind.TRIMMED, Gap.Kind.MISSING]
        b.backplane.stats().lost() == 89
    }

    def "a master's failover is followed through the sentinels, and what it lost is counted"() {
        given:
        RedisServer master = open(RedisServer.started())
        RedisServer replica = open(RedisServer.started("--replicaof", "127.0.0.1", master.port.toString()))
        RedisServer sentinel = open(RedisServer.sentinelOf(master))
        eventually.eventually { assert sentinel.call { it.sentinelReplicas("main") }.size() == 1 && replica.log.contains("Finished with success") }
        RecordingNode a = open(RecordingNode.started("a", sentinel.sentinelUrl))
        RecordingNode b = open(RecordingNode.started("b", sentinel.sentinelUrl))

        when:
        RecordingNode.publishThrough([a, b], NUMBERS) { master.kill() }

        then:
        eventually.eventually {
            [[a, b], [b, a]].each { RecordingNode hearer, RecordingNode publisher ->
                assert hearer.tally(hearer, NUMBERS) == NOTHING_WRONG
                assert hearer.tally(publisher, NUMBERS) == NOTHING_WRONG + [lost: hearer.backplane.stats().lost() as int]
                assert hearer.heard.contains(publisher.name + "-300")
            }
        }
        a.backplane.stats().lost() <= 20
    }
}

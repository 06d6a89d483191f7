package io.herald.engine.backplane.redis

import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** The faults that take half a minute each: run with the Maven profile {@code faults}. */
class LongFaults extends Specification {

    static final IntRange NUMBERS = 1..3500

    @AutoCleanup
    RedisServer redis = RedisServer.durable()
    @AutoCleanup
    TcpProxy link = new TcpProxy(redis.port)
    @AutoCleanup
    RecordingNode a = RecordingNode.started("a", redis.url)
    @AutoCleanup
    RecordingNode b = RecordingNode.started("b", link.url)

    private static void pause() {
        TimeUnit.SECONDS.sleep(30)
    }

    @Unroll("#fault")
    def "nothing is lost, doubled or out of order when"(String fault, Closure<?> happens) {
        when:
        RecordingNode.publishThrough([a, b], NUMBERS) { happens(redis, link) }

        then:
        new PollingConditions(timeout: 30, delay: 0.2).eventually {
            [a, b].each { hearer -> [a, b].each { publisher -> assert hearer.tally(publisher, NUMBERS) == FaultSpec.NOTHING_WRONG } }
        }
        a.gaps.empty && b.gaps.empty

        where:
        fault                                        | happens
        "Redis is killed and back after 30 s"        | { RedisServer redis, TcpProxy link -> redis.kill(); pause(); redis.start() }
        "Redis hangs for 30 s"                       | { RedisServer redis, TcpProxy link -> redis.freeze(); pause(); redis.thaw() }
        "one node's link is cut for 30 s"            | { RedisServer redis, TcpProxy link -> link.cut(); pause(); link.heal() }
        "one node's link is half-open for 30 s"      | { RedisServer redis, TcpProxy link -> link.stall(); pause(); link.heal() }
        "Redis is killed ten times"                  | { RedisServer redis, TcpProxy link -> 10.times { redis.kill(); redis.start(); TimeUnit.SECONDS.sleep(2) } }
    }
}

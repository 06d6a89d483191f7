package io.herald.engine.backplane.redis

import redis.clients.jedis.Jedis
import redis.clients.jedis.Protocol.Command
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** Anybody may write into the stream; whatever it is, the good entries between arrive. */
class PoisonSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()

    def "bad entries are counted and skipped, and the good ones between them arrive"() {
        given:
        RecordingNode a = RecordingNode.started("a", redis.url)
        RecordingNode b = RecordingNode.started("b", redis.url)
        Random random = new Random(7)
        List<Closure<List<Object>>> kinds = [
            { ["foo", "bar"] },
            { ["uid", "x", "nsp", "/", "type", "3", "data", "{" * (1 + random.nextInt(2000))] },
            { ["uid", "x", "nsp", "/", "type", "3", "data", "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA=="] },
            { byte[] noise = new byte[random.nextInt(300)]; random.nextBytes(noise); ["uid", noise, "nsp", noise, "type", "3", "data", noise] },
            { ["uid", "x", "nsp", "/", "type", "3", "seq", "0x1", "data", "{}"] },
        ]

        when:
        redis.call { Jedis jedis ->
            (1..500).each { int number ->
                jedis.sendCommand(Command.XADD, (["socket.io", "*"] + kinds[number % kinds.size()].call()).collect { it instanceof byte[] ? it : it.toString().bytes } as byte[][])
                if (number % 10 == 0) {
                    a.publish(number.intdiv(10)).join()
                }
            }
        }

        then:
        new PollingConditions(timeout: 10).eventually { assert b.tally(a, 1..50) == FaultSpec.NOTHING_WRONG }
        b.backplane.stats().malformed() == 500
        b.gaps.empty

        when: "an entry of ten megabytes"
        redis.call { it.xadd("socket.io", [uid: "x", nsp: "/", type: "3", data: "{" * 10_000_000], new redis.clients.jedis.params.XAddParams()) }
        a.publish(51).join()

        then:
        new PollingConditions(timeout: 10).eventually { assert b.heard.contains("a-51") && b.backplane.stats().malformed() == 501 }

        cleanup:
        [a, b].each { it.close() }
    }

    def "of twenty thousand entries that somebody else made up, none stops a node, and all good ones between them arrive"() {
        given: "what a Node server writes, mutilated"
        RecordingNode a = RecordingNode.started("a", redis.url)
        RecordingNode b = RecordingNode.started("b", redis.url)
        Random random = new Random(13)
        String good = '{"opts":{"rooms":["elsewhere"],"except":[],"flags":{}},"packet":{"type":2,"data":["ev",{"n":[1,null]}],"nsp":"/"}}'
        List<Closure<Object>> kinds = [
            { byte[] flipped = good.bytes; (1..2).each { flipped[random.nextInt(flipped.length)] = random.nextInt(256) as byte }; flipped },
            { good.substring(0, random.nextInt(good.length())) },
            { '{"opts":' + "[" * 10_000 },
            { good.replace('["elsewhere"]', ['"elsewhere"', "[1]", "{}", "null", "[[]]"][random.nextInt(5)]) },
            { good.replace('["ev",{"n":[1,null]}]', ['"ev"', "[]", "[1]", "[null]", "{}", "7"][random.nextInt(6)]) },
            { byte[] noise = new byte[random.nextInt(300)]; random.nextBytes(noise); noise.encodeBase64().toString() },
        ]

        when:
        redis.call { Jedis jedis ->
            (1..20).each { int round ->
                jedis.pipelined().withCloseable { pipeline ->
                    1_000.times { int number ->
                        Object data = kinds[number % kinds.size()].call()
                        List<Object> fields = ["socket.io", "*", "uid", "somebody", "nsp", "/", "type", "3", "data", data]
                        pipeline.sendCommand(Command.XADD, fields.collect { it instanceof byte[] ? it : it.toString().bytes } as byte[][])
                    }
                }
                a.publish(round).join()
            }
        }

        then:
        new PollingConditions(timeout: 30).eventually { assert b.tally(a, 1..20) == FaultSpec.NOTHING_WRONG }
        b.backplane.stats().malformed() > 10_000
        b.gaps.empty

        cleanup:
        [a, b].each { it.close() }
    }
}

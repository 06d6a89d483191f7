package io.herald.engine.backplane.redis

import redis.clients.jedis.Jedis
import redis.clients.jedis.Protocol.Command
import redis.clients.jedis.params.XAddParams
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** Anybody may write into the stream; whatever it is, the good entries between arrive. */
class PoisonSpec extends Specification {

    static final int ROUNDS = 100
    static final int PER_ROUND = 1_000
    static final int BAD = ROUNDS * PER_ROUND
    static final int SEED = 13
    static final String OF_NODE = '{"opts":{"rooms":["elsewhere"],"except":[],"flags":{}},"packet":{"type":2,"data":["ev",{"n":[1,null]}],"nsp":"/"}}'

    @AutoCleanup
    RedisServer redis = RedisServer.started()

    Random random = new Random(SEED)
    List<RecordingNode> nodes = []

    def cleanup() {
        nodes.each { it.close() }
    }

    /** Its stream is long enough that none of all this is trimmed before a slow machine has read it. */
    private RecordingNode node(String name, StreamSettings settings = RecordingNode.QUICK) {
        StreamSettings.Bounds bounds = settings.bounds()
        RecordingNode node = RecordingNode.started(name, redis.url, settings.withBounds(
                new StreamSettings.Bounds(3 * BAD, bounds.entryBytes(), bounds.outboxEntries(), bounds.outboxBytes(), bounds.historyBytes())))
        nodes << node
        node
    }

    private byte[] noise(int most) {
        byte[] noise = new byte[random.nextInt(most)]
        random.nextBytes(noise)
        noise
    }

    private byte[] flipped() {
        byte[] flipped = OF_NODE.bytes
        (1..2).each { flipped[random.nextInt(flipped.length)] = random.nextInt(256) as byte }
        flipped
    }

    /** Of what a Node server writes. */
    private static List<Object> entry(Object data, List<Object> more = []) {
        ["uid", "somebody", "nsp", "/", "type", "3", "data", data] + more
    }

    private <T> T any(T... choices) { choices[random.nextInt(choices.length)] }

    /** Fields of an entry that is bad, or was good before bits of it were flipped. */
    private List<Object> bad(int number) {
        switch (number % 10) {
            case 0: return entry(flipped())
            case 1: return entry(OF_NODE.substring(0, random.nextInt(OF_NODE.length())))
            case 2: return entry(OF_NODE.replace('["elsewhere"]', any('"elsewhere"', "[1]", "{}", "null", "[[]]")))
            case 3: return entry(OF_NODE.replace('["ev",{"n":[1,null]}]', any('"ev"', "[]", "[1]", "[null]", "{}", "7")))
            case 4: return entry(noise(300).encodeBase64().toString())
            case 5: return ["uid", noise(100), "nsp", noise(100), "type", "3", "data", noise(300)]
            case 6: return entry("\u00ac\u00ed\u0000\u0005sr".getBytes("ISO-8859-1"))
            case 7: return entry(OF_NODE, ["seq", any("0x1", "-1", "9" * 19)])
            case 8: return any(["foo", "bar"], ["uid", "", "nsp", "/", "type", "3", "data", "{}"], ["uid", "x", "nsp", "side", "type", "3", "data", OF_NODE])
            default: return number % 1_000 < 10 ? entry('{"opts":' + "[" * 10_000) : entry(OF_NODE[0..-2])
        }
    }

    /** An entry as this cluster's own, but for its signature. */
    private List<Object> forged(int number) {
        String signature = any(noise(64).encodeBase64().toString(), "A" * 43 + "=", "")
        entry(OF_NODE, ["seq", number, "bid", "forged-$number", "sig", signature])
    }

    private void write(Closure<List<Object>> fields) {
        redis.call { Jedis jedis ->
            jedis.pipelined().withCloseable { pipeline ->
                PER_ROUND.times { int number ->
                    List<Object> words = ["socket.io", "*"] + fields(number)
                    pipeline.sendCommand(Command.XADD, words.collect { it instanceof byte[] ? it : it.toString().bytes } as byte[][])
                }
            }
        }
    }

    /** Each entry that a node read is one of these. */
    private static long counted(RecordingNode node) {
        node.backplane.stats().with { delivered() + unwanted() + duplicates() + malformed() + refused() + ignored() }
    }

    def "of a hundred thousand entries that somebody else made up none stops a node, each is counted, and all good ones between them arrive"() {
        given:
        RecordingNode a = node("a")
        RecordingNode b = node("b")

        when:
        (1..ROUNDS).each { int round ->
            write { int number -> bad(number) }
            if (round % 25 == 0) {
                redis.call { Jedis jedis -> jedis.xadd("socket.io", [uid: "x", nsp: "/", type: "3", data: "{" * 10_000_000], new XAddParams()) }
            }
            a.publish(round).join()
        }

        then: "of those whose bits were flipped some are as good as before"
        new PollingConditions(timeout: 120).eventually { assert b.tally(a, 1..ROUNDS) == FaultSpec.NOTHING_WRONG }
        counted(b) == BAD + 4 + ROUNDS
        b.backplane.stats().malformed() >= 0.9 * BAD + 4
        b.gaps.empty
    }

    def "of entries with a forged signature, or none, each is refused, and all signed ones between them arrive"() {
        given:
        StreamSettings signing = RecordingNode.QUICK.withSecret(SignatureSpec.SECRET)
        RecordingNode a = node("a", signing)
        RecordingNode b = node("b", signing)

        when:
        (1..10).each { int round ->
            write { int number -> forged(number) }
            a.publish(round).join()
        }

        then:
        new PollingConditions(timeout: 60).eventually { assert b.tally(a, 1..10) == FaultSpec.NOTHING_WRONG }
        b.heard.size() == 10
        b.backplane.stats().refused() == 10 * PER_ROUND
        b.gaps.empty
    }
}

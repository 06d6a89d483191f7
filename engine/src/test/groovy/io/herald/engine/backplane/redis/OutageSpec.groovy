package io.herald.engine.backplane.redis

import ch.qos.logback.classic.Level
import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import io.herald.engine.backplane.Receipt
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletionException
import java.util.concurrent.TimeUnit
import org.slf4j.LoggerFactory
import redis.clients.jedis.Jedis
import redis.clients.jedis.Protocol
import redis.clients.jedis.StreamEntryID
import redis.clients.jedis.Transaction
import redis.clients.jedis.resps.StreamEntry
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** What callers are told while Redis is away, and what becomes of it. */
class OutageSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)
    List<RecordingNode> nodes = []

    @TempDir
    Path folder

    def cleanup() {
        nodes.each { it.close() }
    }

    private RecordingNode node(String name, StreamSettings settings = RecordingNode.QUICK, String url = redis.url) {
        RecordingNode node = RecordingNode.started(name, url, settings)
        nodes << node
        node
    }

    def "a broadcast is queued while Redis is away, heard here at once, and elsewhere and never again once it is back"() {
        given:
        RecordingNode a = node("a")
        RecordingNode b = node("b")
        redis.kill()

        when:
        Receipt receipt = a.publish(1).join()

        then:
        receipt == new Receipt(true, 1)
        a.heard == ["a-1"]
        a.backplane.stats().away()
        eventually.eventually { assert nodes.every { it.backplane.stats().readFailures() > 0 } }

        when:
        redis.start()
        a.publish(2)

        then:
        eventually.eventually { assert b.heard == ["a-1", "a-2"] && a.heard == ["a-1", "a-2"] }
        eventually.eventually { assert a.publish(3).join() == new Receipt(false, 1) && !a.backplane.stats().away() }
    }

    def "what waits for a replica is heard at once, and is queued while there is none"() {
        given:
        redis.call { it.configSet("repl-diskless-sync-delay", "0") }
        RecordingNode a = node("a", RecordingNode.QUICK.withReplicas(1))

        when:
        Receipt receipt = a.publish(1).get(30, TimeUnit.SECONDS)

        then:
        receipt == new Receipt(true, 1)
        a.heard == ["a-1"]
        redis.call { it.xlen("socket.io") } == 1

        when:
        RedisServer replica = RedisServer.started("--replicaof", "127.0.0.1", redis.port.toString())

        then:
        eventually.eventually { assert a.backplane.stats().queued() == 0 && !a.backplane.away() }

        when:
        receipt = a.publish(2).get(30, TimeUnit.SECONDS)

        then: "a replica has it before it counts as sent"
        receipt == new Receipt(false, 1)
        replica.call { it.xlen("socket.io") } == 2
        a.heard == ["a-1", "a-2"]

        cleanup:
        replica?.close()
    }

    def "a Redis that gave the ids of what it lost to other entries is seen through"() {
        given:
        RecordingNode a = node("a")
        RecordingNode b = node("b")
        a.publish(1).join()
        eventually.eventually { assert b.heard == ["a-1"] }
        StreamEntry lost = redis.call { it.xrange("socket.io", "-", "+") }[0]

        when: "another becomes the master, where a third node wrote in the same milliseconds"
        redis.call { Jedis jedis ->
            Transaction together = jedis.multi()
            together.del("socket.io")
            [(new StreamEntryID(lost.ID.time - 1, 0)): 1, (lost.ID): 2].each { StreamEntryID id, int seq ->
                together.xadd("socket.io", id, lost.fields + [uid: "c" * 16, seq: "$seq".toString(), bid: "c-$seq".toString()])
            }
            together.exec()
        }
        redis.cutClients()

        then:
        eventually.eventually { nodes.each { assert it.heard == ["a-1", "c-1", "c-2"] } }
        eventually.eventually { assert a.backplane.stats().rewritten() == 1 && redis.call { it.xlen("socket.io") } == 3 }
        nodes.every { it.gaps.empty }
    }

    def "a dead connection that is met in the middle of a broadcast, or of many, ends no writer"() {
        given:
        RecordingNode a = node("a")
        RecordingNode b = node("b")
        int last = 0

        when: "what fills the driver's buffer of 8 KiB is sent twice, and the second time fails"
        3.times {
            eventually.eventually { assert !a.publish(++last).get(30, TimeUnit.SECONDS).queued() }
            redis.kill()
            a.publish(++last, 8190).get(30, TimeUnit.SECONDS)
            redis.start()
            eventually.eventually { assert !a.publish(++last).get(30, TimeUnit.SECONDS).queued() }
            redis.kill()
            200.times { a.publish(++last) }
            a.answers()
            redis.start()
        }

        then:
        eventually.eventually { assert b.tally(a, 1..last) == FaultSpec.NOTHING_WRONG && !a.backplane.stats().away() }
        a.tally(a, 1..last) == FaultSpec.NOTHING_WRONG
    }

    def "an id that only fits a number without a sign, as anybody may give an entry, stops nobody"() {
        given:
        List<RecordingNode> both = [node("a"), node("b")]
        both[0].publish(1).join()

        when:
        redis.call { Jedis jedis ->
            jedis.sendCommand(Protocol.Command.XADD, "socket.io", "9223372036854775808-7", "uid", "c" * 16, "nsp", "/", "type", "3", "seq", "1", "bid", "c-1",
                    "data", '{"opts":{"rooms":["room"]},"packet":{"type":2,"data":["Tick",1]}}')
        }

        then:
        !both[0].publish(2).get(30, TimeUnit.SECONDS).queued()
        both.each { node -> eventually.eventually { assert node.heard == ["a-1", "c-1", "a-2"] } }

        when:
        redis.cutClients()
        both[0].publish(3).get(30, TimeUnit.SECONDS)

        then:
        both.each { node -> eventually.eventually { assert node.heard == ["a-1", "c-1", "a-2", "a-3"] && node.gaps.empty } }
        both[1].backplane.stats().position().startsWith("9223372036854775808-")
    }

    def "a node that started since hears nothing of what Redis loses and others write again"(long historyBytes) {
        given:
        RecordingNode a = node("a")
        (1..20).each { a.publish(it).join() }
        StreamSettings.Bounds bounds = RecordingNode.QUICK.bounds()
        RecordingNode b = node("b", RecordingNode.QUICK.withBounds(new StreamSettings.Bounds(bounds.length(), bounds.entryBytes(), bounds.outboxEntries(), bounds.outboxBytes(), historyBytes)))

        when:
        redis.kill()
        redis.start()

        then:
        eventually.eventually { assert a.backplane.stats().rewritten() == 20 && b.backplane.stats().duplicates() == 20 }

        when:
        a.publish(21).join()

        then:
        eventually.eventually { assert b.heard == ["a-21"] }
        b.gaps.empty

        where:
        historyBytes << [16 << 20, 0]
    }

    def "at its bound the queue takes no more, and says so"(int entries, int bytes) {
        given:
        RecordingNode a = node("a", RecordingNode.QUICK.withBounds(new StreamSettings.Bounds(1000, 1 << 20, entries, bytes, 1 << 20)))
        redis.kill()
        (1..3).each { a.publish(it).join() }

        when:
        a.publish(4).join()

        then:
        CompletionException failure = thrown()
        failure.cause instanceof BroadcastException.BackplaneFull
        failure.cause.code() == "backplane-full"
        a.backplane.stats().queued() == 3
        a.heard == ["a-1", "a-2", "a-3"]

        where:
        entries | bytes
        3       | 1_000_000
        1_000   | 1200
    }

    def "what is published together is taken together, or not at all"() {
        given:
        RecordingNode a = node("a", RecordingNode.QUICK.withBounds(new StreamSettings.Bounds(1000, 1 << 20, 5, 2_000, 1 << 20)))
        redis.kill()

        expect:
        a.publishTogether(1..3).join() == new Receipt(true, 3)

        when:
        a.publishTogether(4..6).join()

        then:
        CompletionException full = thrown()
        full.cause instanceof BroadcastException.BackplaneFull
        a.backplane.stats().queued() == 3

        when: "more than ever may wait"
        a.publishTogether(4..10).join()

        then:
        CompletionException large = thrown()
        large.cause instanceof BroadcastException.TooLarge

        when:
        a.publishTogether(4..5).join()

        then:
        a.heard == (1..5).collect { "a-$it".toString() }
    }

    def "a broadcast that other nodes would skip for its size is refused, and what was to go with it"() {
        given:
        RecordingNode a = node("a")
        Closure<Broadcast> sized = { String id, int bytes -> new Broadcast(id, Namespace.ROOT, "Tick", ["room"] as Set, Payload.of('"' + "x" * bytes + '"')) }

        when:
        a.backplane.publish([sized("1", 1), sized("2", 1 << 20)]).toCompletableFuture().join()

        then:
        CompletionException failure = thrown()
        failure.cause instanceof BroadcastException.TooLarge

        when:
        a.publish(3).join()

        then:
        a.heard == ["a-3"]
    }

    def "with a spool, what was queued outlives the node"() {
        given: "a node that is cut off until it dies: its file is all that is left"
        Path file = folder.resolve("spool")
        TcpProxy link = new TcpProxy(redis.port)
        RecordingNode dying = node("dying", RecordingNode.QUICK.withSpool(file), link.url)
        dying.publish(1).join()
        link.cut()
        (2..20).each { dying.publish(it).join() }
        Path left = Files.copy(file, folder.resolve("left"))
        List<String> queued = (2..20).collect { "dying-$it".toString() }

        when:
        RecordingNode b = node("b")
        RecordingNode reborn = node("reborn", RecordingNode.QUICK.withSpool(left))

        then:
        eventually.eventually { assert b.heard == queued && reborn.heard == queued && Files.size(left) == 0 }

        when: "it was not dead"
        link.heal()

        then:
        eventually.eventually { assert Files.size(file) == 0 && dying.publish(21).join() == new Receipt(false, 1) }
        eventually.eventually { assert b.heard.contains("dying-21") }
        b.heard.findAll { it in queued } == queued
        b.gaps.empty

        cleanup:
        link?.close()
    }

    @Unroll("#code")
    def "what Redis refuses to nodes that run is counted, told once with what to do, and lost to nobody once that is done"(String code, String advice, Closure<?> spoil, Closure<?> mend) {
        given:
        List<RecordingNode> both = [node("a"), node("b")]
        RecordingNode a = both[0]
        a.publish(1).join()
        ListAppender<ILoggingEvent> told = new ListAppender<>()
        told.start()
        Logger log = LoggerFactory.getLogger(StreamWriter) as Logger
        log.addAppender(told)

        when:
        redis.call(spoil)
        (2..20).each { a.publish(it) }

        then:
        a.answers()*.queued().drop(1).every()
        a.tally(a, 1..20) == FaultSpec.NOTHING_WRONG
        eventually.eventually { assert a.backplane.stats().retries() >= 5 && a.backplane.stats().away() }
        List<String> warnings = told.list.findAll { it.level == Level.WARN }*.formattedMessage
        warnings.size() == 1 && warnings[0].contains("$code ") && warnings[0].endsWith("; $advice")

        when:
        redis.call(mend)
        eventually.eventually { assert both.every { !it.backplane.stats().away() } }
        Receipt next = a.publish(21).join()

        then:
        !next.queued()
        both.each { node -> eventually.eventually { assert node.tally(a, 1..21) == FaultSpec.NOTHING_WRONG } }
        both.every { it.gaps.empty }

        cleanup:
        log?.detachAppender(told)

        where:
        code        | advice                                                                       | spoil                                       | mend
        "WRONGTYPE" | "the key holds something else: name another stream"                          | { Jedis it -> it.set("socket.io", "mine") } | { Jedis it -> it.del("socket.io") }
        "READONLY"  | "this Redis is a replica: name its master, or the sentinels"                 | { Jedis it -> it.replicaof("127.0.0.1", 1) } | { Jedis it -> it.replicaofNoOne() }
        "OOM"       | "Redis is at its maxmemory: raise it, or keep fewer entries"                 | { Jedis it -> it.configSet("maxmemory", "1") } | { Jedis it -> it.configSet("maxmemory", "0") }
        "NOPERM"    | "give this Redis user the rights that docs/cluster.md lists"                 | { Jedis it -> it.aclSetUser("default", "-xadd") } | { Jedis it -> it.aclSetUser("default", "+xadd") }
    }

    def "a node does not start while Redis refuses it, and says why without its password"(String password, Closure<?> spoil, String said) {
        given:
        spoil(redis)

        when:
        new RecordingNode("a", "redis://:$password@127.0.0.1:$redis.port").backplane.start { 0 }

        then:
        IllegalStateException refusal = thrown()
        refusal.message.contains(said)
        !refusal.message.contains("s3cret")

        where:
        password | spoil                                                                    || said
        "s3cret" | { RedisServer it -> it.call { j -> j.configSet("requirepass", "x") } }   || "check the user and password"
        ""       | { RedisServer it -> it.call { j -> j.set("socket.io", "mine") } }        || "name another stream"
    }
}

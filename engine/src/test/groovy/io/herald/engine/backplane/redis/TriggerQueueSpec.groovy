package io.herald.engine.backplane.redis

import io.herald.engine.backplane.DeadLetter
import io.herald.engine.backplane.TriggerBacklog
import io.herald.engine.model.Trigger
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import redis.clients.jedis.Jedis
import redis.clients.jedis.params.XAddParams
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

class TriggerQueueSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.durable()
    @AutoCleanup
    HeraldClient client = new HeraldClient(RedisSettings.parse(redis.url), TriggerQueue.STREAM, Duration.ofSeconds(5))
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)
    List<String> ran = new CopyOnWriteArrayList<>()
    List<TriggerQueue> queues = []

    def cleanup() {
        queues.each { it.close() }
    }

    private TriggerQueue queue(Duration retryAfter = Duration.ofMillis(200), TriggerQueue.Handler handler) {
        TriggerQueue queue = new TriggerQueue(RedisSettings.parse(redis.url), TriggerQueue.STREAM, retryAfter)
        queues << queue
        queue.start(handler)
        queue
    }

    private static List<Long> counts(TriggerQueue queue) {
        queue.stats().with { [it.done(), it.failed(), it.dead()] }
    }

    private TriggerQueue running(Duration retryAfter = Duration.ofMillis(200)) {
        queue(retryAfter) { trigger, key -> ran << "${trigger.inputs().n}:$key".toString(); CompletableFuture.completedFuture("done") }
    }

    def "what was sent before a node was up is run, each on one node, and then forgotten"() {
        given:
        (1..100).each { client.trigger(new Trigger("UpdateChat", [n: it]), "job-$it") }

        when:
        List<TriggerQueue> nodes = [running(TriggerQueue.RETRY_AFTER), running(TriggerQueue.RETRY_AFTER)]

        then:
        eventually.eventually { assert nodes*.stats()*.done().sum() == 100 }
        ran.sort() == (1..100).collect { "$it:job-$it".toString() }.sort()
        eventually.eventually { assert redis.call { it.xlen(TriggerQueue.STREAM) } == 0 }
    }

    def "three words of Redis do it from any language"() {
        given:
        List<Trigger> triggers = new CopyOnWriteArrayList<>()
        queue { trigger, key -> triggers << trigger; CompletableFuture.completedFuture("") }

        when:
        redis.call { it.xadd("herald:triggers", [event: "UpdateChat", inputs: '{"chat":{"id":42,"tags":[null]}}'], new XAddParams()) }

        then:
        eventually.eventually { assert triggers == [new Trigger("UpdateChat", [chat: [id: 42, tags: [null]]])] }
    }

    def "a trigger that fails is tried again, under the same key"() {
        given:
        TriggerQueue queue = queue { trigger, key ->
            ran << key
            ran.size() < 3 ? CompletableFuture.failedFuture(new IllegalStateException("not yet")) : CompletableFuture.completedFuture("")
        }

        when:
        client.trigger(new Trigger("UpdateChat", [:]), "job")

        then:
        eventually.eventually { assert counts(queue) == [1, 2, 0] }
        ran == ["job"] * 3
        queue.backlog().dead(10).empty
    }

    def "a trigger that fails for good becomes a dead letter with its reason, and holds up nobody"() {
        given:
        TriggerQueue queue = queue { trigger, key ->
            trigger.event() == "Bad" ? CompletableFuture.failedFuture(new IllegalStateException("no such event")) : CompletableFuture.completedFuture("")
        }

        when:
        client.trigger(new Trigger("Bad", [n: 1]), "job")
        client.trigger(new Trigger("Good", [:]))

        then:
        eventually.eventually { assert counts(queue) == [1, 5, 1] }
        with(queue.backlog().dead(10)) {
            size() == 1
            with(get(0)) {
                [event(), inputs(), key(), reason(), tries()] == ["Bad", '{"n":1}', "job", "no such event", 5]
            }
        }
    }

    def "an error of the JVM over one trigger holds up no other"() {
        given:
        TriggerQueue queue = queue { trigger, key ->
            if (trigger.event() == "Bad") {
                throw new StackOverflowError()
            }
            CompletableFuture.completedFuture("")
        }

        when:
        client.trigger(new Trigger("Bad", [:]))
        client.trigger(new Trigger("Good", [:]))

        then:
        eventually.eventually { assert counts(queue) == [1, 5, 1] }
        queue.backlog().dead(1)*.reason() == ["StackOverflowError"]
    }

    @Unroll("#reason")
    def "an entry that is no trigger becomes a dead letter at once"(Map<String, String> fields, String reason) {
        given:
        TriggerQueue queue = running()

        when:
        redis.call { it.xadd(TriggerQueue.STREAM, fields, new XAddParams()) }

        then:
        eventually.eventually { assert queue.stats().dead() == 1 }
        queue.backlog().dead(1)[0].reason().contains(reason)
        ran.empty

        where:
        fields                                          || reason
        [foo: "bar"]                                    || "field 'event' must have 1 to 256"
        [event: "E", inputs: "[1]"]                     || "no JSON object"
        [event: "E", inputs: "[" * 5000]                || "no JSON object"
        [event: "E", inputs: '{"a":' * 100]             || "no JSON object"
        [event: "E", key: "k" * 101]                    || "100 characters"
        [event: "e" * 257]                              || "256 characters"
        [event: "E", inputs: "null"]                    || "no JSON object"
        [event: "E", except: '"room"']                  || "no JSON array of texts"
        [event: "E", except: "[null]"]                  || "JSON array of at most 1000 texts"
        [event: "E", inputs: "x" * ((1 << 20) + 1)]     || "over the 1048576 allowed"
    }

    def "a node that dies in the midst leaves its trigger to another"() {
        given:
        TriggerQueue dying = queue { trigger, key -> ran << "dying"; new CompletableFuture<String>() }
        client.trigger(new Trigger("UpdateChat", [n: 1]), "job")
        eventually.eventually { assert ran == ["dying"] }

        when:
        running()

        then:
        eventually.eventually { assert ran == ["dying", "1:job"] }
    }

    def "a trigger that fails here after another node took it over and did it is no dead letter"() {
        given:
        CompletableFuture<String> late = new CompletableFuture<>()
        TriggerQueue slow = queue { trigger, key ->
            ran << "slow"
            trigger.inputs().n == 1 ? late : CompletableFuture.completedFuture("")
        }
        client.trigger(new Trigger("UpdateChat", [n: 1]), "job")
        eventually.eventually { assert ran == ["slow"] }
        TriggerQueue other = running()
        eventually.eventually { assert ran == ["slow", "1:job"] && counts(other) == [1, 0, 0] }
        other.close()

        when:
        late.completeExceptionally(new IllegalStateException("too late"))
        client.trigger(new Trigger("UpdateChat", [n: 2]))

        then:
        eventually.eventually { assert counts(slow) == [1, 1, 0] }
        slow.backlog().dead(10).empty
    }

    def "a slow trigger does not hold up what becomes of its neighbours"() {
        given:
        CompletableFuture<String> slow = new CompletableFuture<>()
        (1..3).each { client.trigger(new Trigger("UpdateChat", [n: it])) }

        when:
        TriggerQueue queue = queue(TriggerQueue.RETRY_AFTER) { trigger, key ->
            trigger.inputs().n == 1 ? slow : CompletableFuture.failedFuture(new IllegalArgumentException("no"))
        }

        then:
        eventually.eventually { assert counts(queue) == [0, 2, 2] }

        when:
        slow.complete("")

        then:
        eventually.eventually { assert counts(queue) == [1, 2, 2] }
    }

    def "a slow trigger does not hold up those that come after it"() {
        given:
        CompletableFuture<String> slow = new CompletableFuture<>()
        TriggerQueue queue = queue(TriggerQueue.RETRY_AFTER) { trigger, key ->
            ran << key
            key == "slow" ? slow : CompletableFuture.completedFuture("")
        }
        client.trigger(new Trigger("UpdateChat", [:]), "slow")
        eventually.eventually { assert ran == ["slow"] }

        when:
        (1..200).each { client.trigger(new Trigger("UpdateChat", [n: it])) }

        then:
        eventually.eventually { assert counts(queue) == [200, 0, 0] }

        when:
        slow.complete("")

        then:
        eventually.eventually { assert counts(queue) == [201, 0, 0] && redis.call { it.xlen(TriggerQueue.STREAM) } == 0 }
    }

    def "of slow triggers a bounded number runs at once, and each once, however long it takes"() {
        given:
        CompletableFuture<String> end = new CompletableFuture<>()
        (1..300).each { client.trigger(new Trigger("UpdateChat", [n: it])) }

        when:
        TriggerQueue queue = queue { trigger, key -> ran << key; end }

        then: "for longer than after which another node would take it over"
        eventually.eventually { assert queue.stats().depth() == new TriggerBacklog.Depth(204, 96, 0) }
        ran.size() == 96

        when:
        end.complete("")

        then:
        eventually.eventually { assert counts(queue) == [300, 0, 0] }
        ran.size() == 300
    }

    def "an outage of Redis loses no trigger that was taken"() {
        given:
        running()

        when:
        (1..20).each { client.trigger(new Trigger("UpdateChat", [n: it]), "job") }
        redis.kill()
        client.trigger(new Trigger("UpdateChat", [n: 21]))

        then:
        IllegalStateException refusal = thrown()
        refusal.message.contains("'UpdateChat' did not reach redis://127.0.0.1:$redis.port/0")

        when:
        redis.start()
        client.trigger(new Trigger("UpdateChat", [n: 22]), "job")

        then:
        eventually.eventually { assert ran.toSet() == ((1..20) + 22).collect { "$it:job".toString() }.toSet() }
        queues[0].stats().failures() > 0
    }

    @Unroll("#code")
    def "what Redis refuses for a while loses no trigger that was taken, and stops no node"(String code, Closure<?> spoil, Closure<?> mend) {
        given:
        running()

        when:
        (1..20).each { client.trigger(new Trigger("UpdateChat", [n: it]), "job") }
        redis.call(spoil)
        client.trigger(new Trigger("UpdateChat", [n: 21]), "job")

        then:
        IllegalStateException refusal = thrown()
        refusal.message.contains("'UpdateChat' did not reach") && refusal.message.contains(code)

        when:
        redis.call(mend)
        client.trigger(new Trigger("UpdateChat", [n: 22]), "job")

        then: "what was done and could not be forgotten is done anew, under its key"
        eventually.eventually { assert ran.toSet() == ((1..20) + 22).collect { "$it:job".toString() }.toSet() }
        eventually.eventually { assert redis.call { Jedis jedis -> jedis.xlen(TriggerQueue.STREAM) } == 0 }

        where:
        code        | spoil                                                                                         | mend
        "READONLY"  | { Jedis it -> it.replicaof("127.0.0.1", 1) }                                                  | { Jedis it -> it.replicaofNoOne() }
        "WRONGTYPE" | { Jedis it -> it.rename(TriggerQueue.STREAM, "aside"); it.set(TriggerQueue.STREAM, "mine") } | { Jedis it -> it.rename("aside", TriggerQueue.STREAM) }
    }

    def "whom a trigger leaves out is carried with it"() {
        given:
        List<Trigger> triggers = new CopyOnWriteArrayList<>()
        queue { trigger, key -> triggers << trigger; CompletableFuture.completedFuture("") }
        Trigger sent = new Trigger("UpdateChat", [text: 'é😀"\\\n\u0001', n: [1, 2.5d, true, null]], ["socket-1", "room"] as Set)

        when:
        client.trigger(sent)

        then:
        eventually.eventually { assert triggers == [sent] }
    }

    def "a dead letter is put back in line under its key, or dropped"() {
        given:
        boolean mended = false
        TriggerQueue queue = queue { trigger, key ->
            mended ? CompletableFuture.completedFuture(ran << key) : CompletableFuture.failedFuture(new IllegalArgumentException("no"))
        }
        client.trigger(new Trigger("UpdateChat", [n: 1]), "job")
        redis.call { it.xadd(TriggerQueue.STREAM, [event: "Bare"], new XAddParams()) }
        eventually.eventually { assert queue.stats().dead() == 2 && queue.stats().depth() == new TriggerBacklog.Depth(0, 0, 2) }
        List<DeadLetter> dead = queue.backlog().dead(10)
        mended = true

        when:
        List<Optional<String>> again = (dead*.id() + ["1-1", "18446744073709551616-0", "x"]).collect { queue.backlog().retry(it) }

        then:
        again*.present == [true, true, false, false, false]
        eventually.eventually { assert ran.toSet() == dead*.key().toSet() && queue.backlog().depth() == new TriggerBacklog.Depth(0, 0, 0) }
        dead*.event() == ["Bare", "UpdateChat"]
        dead*.key().every { it == "job" || it.startsWith("trigger-") }

        when:
        mended = false
        redis.call { it.xadd(TriggerQueue.STREAM, [event: "Bare"], new XAddParams()) }
        eventually.eventually { assert queue.backlog().dead(10).size() == 1 }
        String id = queue.backlog().dead(10)[0].id()

        then:
        [id, id, "x"].collect { queue.backlog().delete(it) } == [true, false, false]
        queue.backlog().dead(10).empty
    }

    def "of large dead letters no more is told at once than fits in an answer"() {
        given:
        TriggerQueue queue = queue { trigger, key -> CompletableFuture.failedFuture(new IllegalArgumentException("no")) }
        12.times { redis.call { it.xadd(TriggerQueue.STREAM, [event: "Large$it" as String, inputs: '{"a":"' + "x" * 1_000_000 + '"}'], new XAddParams()) } }
        eventually.eventually { assert queue.stats().dead() == 12 }

        expect:
        queue.backlog().dead(1000).size() in 4..8
        queue.backlog().dead(2).size() == 2
    }

    def "a node that closes leaves the group"() {
        given:
        TriggerQueue queue = running()
        Closure<Integer> consumers = { redis.call { it.xinfoConsumers(TriggerQueue.STREAM, TriggerQueue.GROUP) }.size() }
        client.trigger(new Trigger("UpdateChat", [n: 1]))
        eventually.eventually { assert consumers() == 1 }

        when:
        queue.close()

        then:
        consumers() == 0
    }

    def "a full line takes no more, and says so"() {
        given:
        redis.call { jedis -> jedis.pipelined().withCloseable { all -> 100_000.times { all.xadd(TriggerQueue.STREAM, [event: "E"], new XAddParams()) } } }

        when:
        client.trigger(new Trigger("UpdateChat", [:]))

        then:
        IllegalStateException refusal = thrown()
        refusal.message.contains("100000 triggers wait")
    }
}

package io.herald.engine.backplane.redis

import io.herald.engine.model.Namespace
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

class SignatureSpec extends Specification {

    static final Secret SECRET = new Secret("a secret of the cluster")

    PollingConditions eventually = new PollingConditions(timeout: 30)
    List<AutoCloseable> opened = []

    @AutoCleanup
    RedisServer redis = RedisServer.started()

    def cleanup() {
        opened.each { it.close() }
    }

    private RecordingNode node(String name, StreamSettings settings) {
        RecordingNode node = RecordingNode.started(name, redis.url, settings)
        opened << node
        node
    }

    def "nodes with the secret hear each other, and nobody else"() {
        given:
        RecordingNode a = node("a", RecordingNode.QUICK.withSecret(SECRET))
        RecordingNode b = node("b", RecordingNode.QUICK.withSecret(SECRET))
        RecordingNode foreign = node("foreign", RecordingNode.QUICK.withSecret(new Secret("another cluster's secret")))
        RecordingNode bare = node("bare", RecordingNode.QUICK)

        when:
        [foreign, bare].each { it.publish(1).join() }
        redis.call { it.xadd("socket.io", [uid: "x", nsp: "/", type: "5", data: "{}"], new redis.clients.jedis.params.XAddParams()) }
        a.publish(1).join()

        then:
        eventually.eventually { assert b.heard == ["a-1"] && b.backplane.stats().refused() == 3 }
        eventually.eventually { assert foreign.backplane.stats().refused() == 3 }
        foreign.heard == ["foreign-1"]
        a.backplane.stats().malformed() == 0
    }

    def "a signed entry that somebody copies into the stream is not heard again, not by a node that started since either"() {
        given:
        RecordingNode a = node("a", RecordingNode.QUICK.withSecret(SECRET))
        (1..2).each { a.publish(it).join() }
        RecordingNode late = node("late", RecordingNode.QUICK.withSecret(SECRET))

        when:
        redis.call { it.xadd("socket.io", it.xrange("socket.io", "-", "+")[0].fields, new redis.clients.jedis.params.XAddParams()) }

        then:
        eventually.eventually { [a, late].each { assert it.backplane.stats().duplicates() == 1 } }
        a.heard == ["a-1", "a-2"]
        late.heard.empty
    }

    @Unroll("#what")
    def "a signature does not fit an entry with another"(Map<String, Object> change, String what) {
        given:
        Map<String, Object> fields = [uid: "u", seq: 1L, nsp: Namespace.ROOT, bid: "b", data: "{}"]
        Signature signature = new Signature(SECRET)
        byte[] right = signature.of(new Outbox.Draft("u", 1, "b", "/", "{}".bytes))
        Closure<WireEntry> entry = { Map it -> new WireEntry("1-0", it.uid, it.seq, "3", it.nsp, it.bid, it.data.bytes, right) }

        expect:
        signature.isOn(entry(fields))
        !signature.isOn(entry(fields + change))

        where:
        change                        || what
        [uid: "v"]                    || "node"
        [seq: 2L]                     || "sequence"
        [nsp: new Namespace("/chat")] || "namespace"
        [bid: "c"]                    || "id"
        [data: "{ }"]                 || "content"
        [uid: "u1", seq: 0L]          || "cut between its fields"
    }

    def "a secret must be long, and is not told"() {
        when:
        new Secret("short")

        then:
        IllegalArgumentException refusal = thrown()
        !refusal.message.contains("short")
        !RecordingNode.QUICK.withSecret(SECRET).toString().contains("a secret of")
    }
}

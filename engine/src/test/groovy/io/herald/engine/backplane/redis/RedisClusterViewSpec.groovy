package io.herald.engine.backplane.redis

import static io.herald.engine.backplane.ListedSockets.socket

import io.herald.engine.backplane.Cluster
import io.herald.engine.backplane.ClusterContract
import io.herald.engine.backplane.ClusterNode
import io.herald.engine.backplane.Gathered
import io.herald.engine.backplane.ListedSockets
import io.herald.engine.backplane.NodeScripts
import io.herald.engine.backplane.Objection
import io.herald.engine.backplane.SocketPlace
import io.herald.engine.model.AckCount
import io.herald.engine.model.Change
import io.herald.engine.model.Namespace
import io.herald.engine.model.NodeSockets
import io.herald.engine.model.Page
import io.herald.engine.model.Problem
import io.herald.engine.model.Selection
import io.herald.engine.model.Slice
import io.herald.engine.model.SocketInfo
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.CountDownLatch
import spock.lang.AutoCleanup
import spock.util.concurrent.PollingConditions

class RedisClusterViewSpec extends ClusterContract {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    @AutoCleanup
    TcpProxy link = new TcpProxy(redis.port)
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.1)

    @Override
    Cluster create(ClusterNode self) {
        at(redis.url, self)
    }

    private static Cluster at(String url, ClusterNode self, String secret = null) {
        StreamSettings stream = secret ? StreamSettings.DEFAULTS.withSecret(new Secret(secret)) : StreamSettings.DEFAULTS
        new RedisCluster(RedisSettings.parse(url), stream, { self })
    }

    /** Starts it, and waits until others can ask it. */
    private Cluster started(String name, NodeSockets sockets, String url = redis.url, String secret = null) {
        Cluster cluster = at(url, node(name), secret)
        cluster.start(sockets)
        eventually.eventually { assert heard(name) }
        cluster
    }

    private boolean heard(String name) {
        redis.call { it.publish("herald:node:id-of-$name".toString(), '{"id":"nobody asked","from":"the spec"}') } > 0
    }

    def "nodes see each other, and who left is gone at once"() {
        given:
        Cluster a = create(node("a"))
        Cluster b = create(node("b"))
        Cluster leaving = create(node("leaving"))
        [a, b, leaving]*.start(sockets)

        expect:
        a.nodes().answer()*.name() == ["a", "b", "leaving"]
        b.nodes().answer()*.name() == ["b", "a", "leaving"]

        when:
        leaving.close()

        then:
        a.nodes() == new Gathered<>([node("a"), node("b")], [])

        cleanup:
        [a, b]*.close()
    }

    def "what is no node is dropped from the list, and what a newer one says beside is not minded"() {
        given:
        Cluster a = create(node("a"))
        long now = System.currentTimeMillis()
        Map<String, String> entries = [
            junk: "junk", old: "5 {}", number: "$now 7".toString(), huge: "$now {\"name\":\"${"x" * 5000}\"}".toString(),
            newer: "$now {\"name\":\"n\",\"more\":1,\"clients\":\"many\"}".toString(),
        ]
        redis.call { it.hset("{herald}:nodes:socket.io", entries) }

        expect:
        a.nodes().answer().collect { [it.id(), it.name(), it.clients()] } == [["id-of-a", "a", 0], ["newer", "n", 0]]
        redis.call { it.hkeys("{herald}:nodes:socket.io") } == ["newer"] as Set

        cleanup:
        a.close()
    }

    def "a node that said nothing for ten seconds is gone, by the clock of Redis"() {
        given:
        Cluster a = create(node("a"))
        Closure<String> silent = { int millis -> redis.call { it.eval("local t = redis.call('TIME') return string.format('%d', t[1] * 1000 - ARGV[1])", [], ["$millis".toString()]) } + ' {"name":"n"}' }
        redis.call { it.hset("{herald}:nodes:socket.io", [gone: silent(10_000), late: silent(3_000)]) }

        expect:
        a.nodes().answer()*.id() == ["id-of-a", "late"]

        cleanup:
        a.close()
    }

    def "answers are put together from all nodes"() {
        given:
        ListedSockets there = new ListedSockets()
        Cluster a = started("a", sockets)
        Cluster b = started("b", there)
        sockets.all.addAll([socket("s1", ["chat"], "ann"), socket("s3", ["news"])])
        there.all.addAll([socket("s2", ["chat"], "ann"), socket("s4", ["chat"], "bob"), socket("s5", ["chat"])])

        expect:
        [a, b].each {
            assert counts(told(it.rooms(Namespace.ROOT, Slice.FIRST)).answer()) == [["chat", 4], ["news", 1]]
            assert counts(told(it.users(room("chat"), Slice.FIRST)).answer()) == [["ann", 2], ["bob", 1]]
            Page<SocketPlace> members = told(it.sockets(room("chat"), new Slice("", 3))).answer()
            assert members.items().collect { [it.node(), it.socket()] } == [["a", sockets.all[0]], ["b", there.all[0]], ["b", there.all[1]]]
            assert members.sockets() == 4 && members.next() == Optional.of("s4")
            assert told(it.sockets(room("chat"), new Slice("s4", 3))).answer().items()*.key() == ["s5"]
        }

        and:
        told(a.change(room("chat"), Change.join("vip"))) == new Gathered<Integer>(4, [])
        counts(told(b.rooms(Namespace.ROOT, Slice.FIRST)).answer()) == [["chat", 4], ["news", 1], ["vip", 4]]
        told(a.change(room("s4"), Change.DISCONNECT)) == new Gathered<Integer>(1, [])
        there.all*.id().sort() == ["s2", "s5"]

        cleanup:
        [a, b]*.close()
    }

    def "a list is cut where one node's part ends, so that no later one is passed over"() {
        given:
        ListedSockets there = new ListedSockets()
        Cluster a = started("a", sockets)
        Cluster b = started("b", there)
        (100..199).each { (it % 10 ? sockets : there).all << socket("s$it", []) }

        when:
        List<String> ids = []
        Optional<String> after = Optional.of("")
        while (after.present) {
            Page<SocketPlace> page = told(a.sockets(Selection.all(Namespace.ROOT), new Slice(after.get(), 7))).answer()
            ids.addAll(page.items()*.key())
            after = page.next()
        }

        then:
        ids == (100..199).collect { "s$it".toString() }

        cleanup:
        [a, b]*.close()
    }

    def "a node that does not answer in time is named, and the answers of the others are there"() {
        given:
        CountDownLatch end = new CountDownLatch(1)
        ListedSockets stuck = new ListedSockets() {
            @Override
            Page<SocketInfo> sockets(Selection selection, Slice slice) {
                end.await()
                super.sockets(selection, slice)
            }
        }
        ListedSockets there = new ListedSockets()
        Cluster a = started("a", sockets)
        Cluster b = started("b", there)
        Cluster c = started("stuck", stuck)
        there.all << socket("s1", ["chat"])
        stuck.all << socket("s2", ["chat"])

        when:
        Gathered<Page<SocketPlace>> members = told(a.sockets(room("chat"), Slice.FIRST))

        then:
        members.missing() == ["stuck"]
        members.answer().items()*.key() == ["s1"]

        when:
        end.countDown()

        then:
        eventually.eventually { assert told(a.sockets(room("chat"), Slice.FIRST)).with { !it.isPartial() && it.answer().sockets() == 2 } }

        cleanup:
        end.countDown()
        [a, b, c]*.close()
    }

    def "a node that died is named until it is gone from the list, and its sockets with it"() {
        given:
        ListedSockets there = new ListedSockets()
        there.all << socket("s1", ["chat"])
        Cluster a = started("a", sockets)
        Cluster dying = started("dying", there, link.url)

        expect:
        told(a.sockets(room("chat"), Slice.FIRST)).with { it.answer().sockets() == 1 && !it.isPartial() }

        when:
        link.cut()

        then:
        told(a.sockets(room("chat"), Slice.FIRST)).with { it.answer().sockets() == 0 && it.missing() == ["dying"] }
        dying.nodes() == new Gathered<>([node("dying")], ["a"])

        and:
        eventually.eventually { assert a.nodes().answer() == [node("a")] }
        told(a.sockets(room("chat"), Slice.FIRST)) == new Gathered<>(new Page<>(0, [], false), [])
        dying.failures() > 0 && a.failures() == 0

        when: "it was only cut off"
        link.heal()

        then:
        eventually.eventually { assert told(a.sockets(room("chat"), Slice.FIRST)).with { it.answer().sockets() == 1 && !it.isPartial() } }

        cleanup:
        [a, dying]*.close()
    }

    def "while Redis is away a node answers for itself, and says whom it could not ask; nobody counts as dead for that"() {
        given:
        ListedSockets there = new ListedSockets()
        Cluster a = started("a", sockets)
        Cluster b = started("b", there)
        sockets.all << socket("s1", ["chat"])
        there.all << socket("s2", ["chat"])
        eventually.eventually { assert told(a.sockets(room("chat"), Slice.FIRST)).answer().sockets() == 2 }

        when:
        redis.kill()

        then:
        told(a.sockets(room("chat"), Slice.FIRST)).with { it.answer().items()*.key() == ["s1"] && it.missing() == ["b"] }
        told(a.change(room("chat"), Change.join("news"))).with { it.answer() == 1 && it.isPartial() }

        when: "it comes back, without its data"
        redis.start()

        then: "from the first answer on, b is in it, or said to be missing"
        eventually.eventually {
            assert told(a.sockets(room("chat"), Slice.FIRST)).with { it.missing() == ["b"] || it.answer().sockets() == 2 }
            assert told(a.sockets(room("chat"), Slice.FIRST)).answer().sockets() == 2
        }

        cleanup:
        [a, b]*.close()
    }

    def "with a secret, nodes without it are not believed"() {
        given:
        String secret = "0123456789abcdef"
        ListedSockets there = new ListedSockets()
        ListedSockets foreign = new ListedSockets()
        [there, foreign].each { it.all << socket("s${it == there ? 1 : 2}", ["chat"]) }
        Cluster a = started("a", sockets, redis.url, secret)
        Cluster b = started("b", there, redis.url, secret)
        Cluster stranger = started("stranger", foreign)

        expect:
        told(a.sockets(room("chat"), Slice.FIRST)).with { it.answer().items()*.key() == ["s1"] && it.missing() == ["stranger"] }

        when:
        Gathered<Integer> changed = told(stranger.change(room("chat"), Change.DISCONNECT))

        then:
        changed.missing() == ["a", "b"]
        there.changes == [] && there.all.size() == 1

        cleanup:
        [a, b, stranger]*.close()
    }

    def "nodes are asked about editions, and say what they have against them, while they answer for their sockets"() {
        given:
        CompletableFuture<List<Problem>> thinking = new CompletableFuture<>()
        Problem problem = new Problem("chat.groovy", 3, 5, "unknown plugin 'db'", "add it", "    db.title()\n    ^")
        NodeScripts against = [tryOut: { String id -> id == "p" ? thinking : CompletableFuture.failedFuture(new IllegalStateException("busy")) },
                               catchUp: { String version -> CompletableFuture.completedFuture([problem] * 30) }] as NodeScripts
        Cluster a = started("a", sockets)
        Cluster b = started("b", sockets)
        Cluster c = started("c", sockets)
        b.answerFor(NodeScripts.NONE)
        c.answerFor(against)
        eventually.eventually { assert a.nodes().answer().size() == 3 }

        when:
        CompletionStage<Gathered<List<Objection>>> asked = a.tryOut("p", Duration.ofSeconds(30))

        then:
        told(a.sockets(room("chat"), Slice.FIRST)) == new Gathered<>(new Page<>(0, [], false), [])
        !asked.toCompletableFuture().done

        when:
        thinking.complete([problem])

        then:
        told(asked) == new Gathered<>([new Objection("c", [problem])], [])
        told(a.catchUp("1-p", Duration.ofSeconds(30))).answer()*.problems() == [[problem] * 20]
        told(a.tryOut("q", Duration.ofSeconds(30))).answer()[0].problems()*.message() == ["busy"]
        a.lastKnown()*.name() == ["a", "b", "c"]

        and: "one that takes too long is missing"
        told(c.tryOut("p", Duration.ofSeconds(30))) == new Gathered<>([], [])
        c.answerFor([tryOut: { String id -> new CompletableFuture<>() }] as NodeScripts)
        told(a.tryOut("p", Duration.ofSeconds(2))).missing() == ["c"]

        cleanup:
        [a, b, c]*.close()
    }

    def "junk on a node's channel does it no harm"() {
        given:
        ListedSockets there = new ListedSockets()
        Cluster a = started("a", sockets)
        Cluster b = started("b", there)
        there.all << socket("s1", ["chat"])
        String question = '{"id":"q","from":"id-of-a","ask":"change","namespace":"/","rooms":["chat"],"except":[],"after":"","most":1000,"change":"leave","targets":["chat"]}'

        when:
        [
            "", "junk", "7", "[]", "{}", '{"ask":7}', '{"ask":"all"}', '{"id":"nobody asked","from":"x","items":[]}', "{" * 1000, '{"ask":' + "[" * 5000,
            question.replace('"/"', '"x"'), question.replace('["chat"],"except"', '"chat","except"'), question.replace('["chat"],"except"', '[["chat"]],"except"'),
            question.replace("1000", "1001"), question.replace('"leave"', '"burn"'), question.replace('"targets":["chat"]', '"targets":[]'),
            question.replace('"targets":["chat"]', '"targets":["' + "x" * 200 + '"]'), question.replace('"id":"q"', '"id":["q"]'),
            question.replace('"ask"', '"at":5,"ask"'), " " * 5_000_000,
        ].each { junk -> redis.call { it.publish("herald:node:id-of-b", junk) } }

        then:
        eventually.eventually { assert told(a.sockets(room("chat"), Slice.FIRST)).with { !it.isPartial() && it.answer().items()*.key() == ["s1"] } }
        there.changes == []

        cleanup:
        [a, b]*.close()
    }

    def "acknowledgements of all nodes are summed up, and those that are to come are waited for"() {
        given:
        ListedSockets others = new ListedSockets()
        Cluster a = started("a", sockets)
        Cluster b = started("b", others)
        sockets.acks.x = new AckCount(1, 1)
        others.acks.x = new AckCount(2, 0)
        eventually.eventually { assert a.nodes().answer().size() == 2 }

        when:
        CompletionStage<Gathered<AckCount>> sum = a.acks("x", Duration.ofSeconds(30))
        CompletionStage<Gathered<AckCount>> hasty = a.acks("x", Duration.ofMillis(1))

        then: "the time of one is over before they come"
        told(hasty).answer() == new AckCount(3, 1)

        when:
        others.acks.x = new AckCount(2, 2)

        then:
        told(sum) == new Gathered<>(new AckCount(3, 3), [])

        cleanup:
        [a, b]*.close()
    }
}

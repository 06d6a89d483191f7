package io.herald.server.shared

import io.herald.dsl.HostOptions
import io.herald.dsl.ScriptRefusedException
import io.herald.dsl.ScriptRefusedException.Reason
import io.herald.dsl.versions.Author
import io.herald.dsl.versions.Author.Way
import io.herald.engine.backplane.Edition
import io.herald.engine.backplane.redis.RedisServer
import io.herald.engine.backplane.redis.TcpProxy
import io.herald.engine.model.NodeSockets
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CyclicBarrier
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** Three nodes in one process, over a real Redis. */
@Timeout(120)
class SharedScriptsSpec extends Specification {
    static final String ONE = "event Hello { on { 'one' } }"
    static final String TWO = "event Hello { on { 'two' } }"
    static final String TRUSTED = "event Hello { on { System.getProperty('user.name') } }"
    static final String KEY = "{herald}:scripts:socket.io"

    @TempDir
    Path home

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    @AutoCleanup
    TcpProxy link = new TcpProxy(redis.port)
    List<SharedNode> nodes = []
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    def cleanup() {
        nodes*.close()
    }

    private SharedNode node(String name, Map<String, Object> given = [:]) {
        SharedNode node = new SharedNode(name, given.url ?: redis.url, home, given.options ?: HostOptions.DEFAULT, given.seed ?: [:], given.secret)
        nodes << node
        node
    }

    /** Started, and able to ask each other. */
    private List<SharedNode> started(SharedNode... all) {
        all*.started()
        eventually.eventually {
            all.each { asking -> assert asking.cluster.nodes().answer().size() == all.size() }
            assert redis.call { it.pubsubChannels("herald:node:*") }.size() == all.size()
        }
        all as List
    }

    private static void settled(PollingConditions eventually, Map<String, String> texts, SharedNode... all) {
        eventually.eventually {
            all.each { assert it.texts() == texts }
            assert all*.catalog*.hash().unique().size() == 1
        }
    }

    def "a change on one node is in force on all when it is answered, with its author, and is taken back in the same way"() {
        given:
        List<SharedNode> all = started(node("a"), node("b"), node("c"))

        when:
        all[0].put("hello.groovy", ONE)
        String first = all[0].editor.script("hello.groovy").version()

        then:
        all.every { it.catalog.events().containsKey("Hello") && it.editor.versions("hello.groovy")*.author() == [SharedNode.ANN] }
        all*.catalog*.hash().unique().size() == 1

        when: "on another, with what is in force there"
        all[1].editor.write("hello.groovy", TWO, Optional.of(first), SharedNode.ANN)

        then:
        all.every { it.texts() == ["hello.groovy": TWO] }

        when:
        all[2].editor.rollback("hello.groovy", first, new Author("bob", Way.ROLLBACK))

        then:
        all.every { it.texts() == ["hello.groovy": ONE] && it.editions.inForce().number() == 3 }
        all[1].editor.versions("hello.groovy")*.author()*.way() == [Way.ROLLBACK, Way.API, Way.API]

        when:
        all[0].editor.write("hello.groovy", TWO, Optional.of("0" * 12), SharedNode.ANN)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.STALE_VERSION

        when: "all at once, which leaves nothing of before"
        all[1].editor.replaceAll(["b/two.groovy": TWO, "c/room.groovy": 'room chatRoom { id -> "chat.$id" }'], SharedNode.ANN)
        all[2].editor.delete("c/room.groovy", Optional.empty(), SharedNode.ANN)

        then:
        all.every { it.texts() == ["b/two.groovy": TWO] }
    }

    def "what one node refuses comes in force on none, and the node and the place are named"() {
        given: "one that trusts scripts less"
        HostOptions trusting = HostOptions.DEFAULT.withTrustScripts(true)
        List<SharedNode> all = started(node("a", [options: trusting]), node("b", [options: trusting]), node("strict"))
        all[0].put("hello.groovy", ONE)

        when:
        all[0].put("hello.groovy", TRUSTED)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.INVALID_SCRIPT
        refusal.message.startsWith("nothing was changed on any node, for node 'strict' refuses: hello.groovy:1:27: ")
        refusal.problems()[0].with { [file(), line(), column()] } == ["hello.groovy", 1, 27]
        refusal.problems()[0].message().startsWith("on node 'strict': the class System is not allowed")
        all.every { it.texts() == ["hello.groovy": ONE] && it.catalog.problems() == [] }
        redis.call { it.hget(KEY, "version") }.startsWith("1-")

        when: "the one that is asked refuses before anybody else is"
        all[0].put("hello.groovy", "event Hello { on { nope(1) } }")

        then:
        ScriptRefusedException own = thrown()
        own.problems()*.headline() == ["hello.groovy:1:20: unknown room or resource 'nope'; no script declares it"]
        own.problems().size() == 1
    }

    def "a node that is silent keeps a change from all, until it counts as dead"() {
        given:
        List<SharedNode> all = started(node("hasty"), node("cut", [url: link.url]))
        all[1].put("hello.groovy", ONE)

        when:
        link.stall()
        all[0].put("hello.groovy", TWO)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.NODE_SILENT
        refusal.message.endsWith(": cut")
        all[0].texts() == ["hello.groovy": ONE]

        and:
        eventually.eventually {
            all[0].put("hello.groovy", TWO)
            assert all[0].texts() == ["hello.groovy": TWO]
        }

        when: "its link is back"
        link.heal()

        then:
        settled(eventually, ["hello.groovy": TWO], *all)
    }

    def "of two changes at once on two nodes, one wins, and the other is told so"() {
        given:
        List<SharedNode> all = started(node("a"), node("b"), node("c"))
        CyclicBarrier together = new CyclicBarrier(2)

        when:
        List<Object> ends = (1..5).collect { round ->
            [all[0], all[1]].collect { writer ->
                CompletableFuture.supplyAsync {
                    together.await()
                    writer.put("${writer.name}.groovy", "event By${writer.name.toUpperCase()} { on { 'round $round' } }")
                    "done"
                }
            }.collect {
                try {
                    it.join()
                } catch (CompletionException e) {
                    (e.cause as ScriptRefusedException).reason()
                }
            }
        }

        then: "each round somebody, and no edition but by one of them"
        ends.every { it.contains("done") && (it - "done").every { it == Reason.SCRIPTS_CHANGED } }
        settled(eventually, all[0].texts(), *all)
        all[0].editions.inForce().number() == ends.flatten().count("done")
    }

    def "the first node puts its folder where nothing is, who comes later has what is there before it is ready"() {
        given:
        List<SharedNode> all = started(node("a", [seed: ["hello.groovy": ONE]]))

        expect:
        all[0].texts() == ["hello.groovy": ONE]

        when:
        all[0].put("hello.groovy", TWO)
        SharedNode late = node("late", [seed: ["hello.groovy": ONE, "more.groovy": "event More { on { 'x' } }"]])
        late.editions.load()

        then:
        late.texts() == ["hello.groovy": TWO] && late.catalog.hash() == all[0].catalog.hash()

        when: "another comes in force before others know of it"
        all[0].put("hello.groovy", ONE)
        late.cluster.start(NodeSockets.NONE)
        late.editions.join()

        then:
        late.texts() == ["hello.groovy": ONE]

        when:
        node("broken", [seed: [:], options: HostOptions.DEFAULT.withTrustScripts(true)]).started().put("hello.groovy", TRUSTED)

        then: "for late and a are there"
        thrown(ScriptRefusedException)
    }

    def "a node that can't have the current scripts in force does not start with others, and a broken folder is not put there"() {
        given:
        SharedNode trusting = node("trusting", [options: HostOptions.DEFAULT.withTrustScripts(true)]).started()
        trusting.put("hello.groovy", TRUSTED)

        when:
        node("strict").editions.load()

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.startsWith("edition 1 of the cluster's scripts can't be put in force on this node: hello.groovy:1:27: the class System")

        when:
        nodes.remove(trusting)
        trusting.close()
        redis.call { it.flushAll() }
        node("seeding", [seed: ["hello.groovy": "event {"]]).editions.load()

        then:
        IllegalArgumentException broken = thrown()
        broken.message.contains("those of the folder can't be put there: hello.groovy:1:")
        redis.call { it.exists(KEY) } == false
    }

    def "what is damaged in Redis changes nothing in force, is told, and is replaced by who puts all anew"() {
        given:
        List<SharedNode> all = started(node("a"), node("b"))
        all[0].put("hello.groovy", ONE)

        when:
        redis.call { it.hset(KEY, damage) }

        then:
        eventually.eventually { assert all.every { it.catalog.problems()*.message().any { it.startsWith("what Redis has of them can't be used: ") } } }
        all.every { it.texts() == ["hello.groovy": ONE] && it.catalog.events().containsKey("Hello") }

        when:
        all[0].put("hello.groovy", TWO)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.SCRIPTS_CHANGED

        when:
        all[1].editor.replaceAll(["hello.groovy": ONE], SharedNode.ANN)

        then:
        all.every { it.catalog.problems() == [] && it.editions.inForce().number() > 1 }

        where:
        damage << [[version: "7-x", scripts: "junk"], [version: "junk"]]
    }

    def "what Redis lost, the nodes put there again"() {
        given:
        List<SharedNode> all = started(node("a"), node("b"))
        all[0].put("hello.groovy", ONE)
        Map<String, String> before = redis.call { it.hgetAll(KEY) }
        all[0].put("hello.groovy", TWO)
        Edition edition = all[0].editions.inForce()

        when:
        redis.call { loss.call(it, before) }

        then:
        eventually.eventually { assert all[0].store.current() == Optional.of(edition) }
        all.every { it.editions.inForce() == edition && it.catalog.problems() == [] }

        where:
        loss << [{ jedis, old -> jedis.del(KEY) }, { jedis, old -> jedis.hset(KEY, old) }]
    }

    def "while Redis is away what is in force stays so, and changes are refused; then nodes catch up"() {
        given:
        List<SharedNode> all = started(node("a"), node("cut", [url: link.url]))
        all[0].put("hello.groovy", ONE)
        link.cut()
        eventually.eventually { assert all[0].cluster.nodes().answer().size() == 1 }

        when:
        all[1].put("hello.groovy", TWO)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.BACKPLANE_AWAY
        all[1].texts() == ["hello.groovy": ONE]

        when:
        all[0].put("hello.groovy", TWO)
        link.heal()

        then:
        settled(eventually, ["hello.groovy": TWO], *all)
        !all[1].editions.isBehind()
    }

    def "with a secret, scripts that somebody else put into Redis are never in force"() {
        given:
        String secret = "0123456789abcdef"
        List<SharedNode> all = started(node("a", [secret: secret]), node("b", [secret: secret]))
        all[0].put("hello.groovy", ONE)
        Edition forged = new Edition(9, "f", ["evil.groovy": "event Evil { on { 'x' } }"], "me", "API")
        SharedNode stranger = node("stranger")

        when:
        stranger.store.propose(forged)

        then:
        stranger.store.commit(forged, stranger.store.version())
        eventually.eventually { assert all.every { it.catalog.problems()*.message().any { it.contains("not signed") } } }
        all.every { it.texts() == ["hello.groovy": ONE] }

        when:
        node("late", [secret: secret]).editions.load()

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.contains("not signed with this cluster's secret")
    }

    def "a change that passes a bound, or is none, is refused before anybody is asked"() {
        given:
        SharedNode alone = started(node("a"))[0]

        when:
        alone.editor.replaceAll(texts, SharedNode.ANN)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == reason
        alone.store.version() == ""

        where:
        texts                                                                       || reason
        ["../x.groovy": ONE]                                                        || Reason.INVALID_PATH
        ["x.groovy": "//" + "x" * (1 << 20)]                                        || Reason.PAYLOAD_TOO_LARGE
        (0..10_000).collectEntries { ["s${it}.groovy".toString(), ""] }              || Reason.PAYLOAD_TOO_LARGE
        (0..16).collectEntries { ["s${it}.groovy".toString(), "//" + "x" * 1_040_000] } || Reason.PAYLOAD_TOO_LARGE
    }
}

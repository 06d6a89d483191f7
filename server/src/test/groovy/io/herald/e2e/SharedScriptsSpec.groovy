package io.herald.e2e

import io.herald.engine.backplane.redis.RedisServer
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import redis.clients.jedis.Jedis
import redis.clients.jedis.Protocol.Command
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Two nodes that share their scripts, with a secret, and a Redis user who may do what docs/cluster.md says and no more. */
class SharedScriptsSpec extends Specification {
    static final String ONE = "event Hello { on { 'one' } }"
    static final String TWO = "event Hello { on { 'two' } }"

    @Shared @TempDir
    Path home

    @Shared @AutoCleanup
    RedisServer redis = RedisServer.started()

    @Shared
    List<HeraldProcess> nodes = []

    PollingConditions eventually = new PollingConditions(timeout: 60, delay: 0.05)

    def setupSpec() {
        String acl = Files.readString(Path.of("..", "docs", "cluster.md")).readLines().find { it.startsWith("ACL SETUSER herald ") }
        redis.call { Jedis jedis -> jedis.sendCommand(Command.ACL, acl.replace(">PASSWORD", ">pa55word").split(" ").drop(1) as String[]) }
        Path events = Files.createDirectories(home.resolve("events"))
        Files.writeString(events.resolve("hello.groovy"), ONE)
        start("one", events)
        start("two", Files.createDirectories(home.resolve("empty")))
    }

    def cleanupSpec() {
        nodes*.close()
        assert nodes.every { node -> node.output.every { !it.contains("NOPERM") && !it.contains("pa55word") } }
    }

    private HeraldProcess start(String name, Path events, String... more) {
        HeraldProcess node = new HeraldProcess(events, home.resolve(name), "--redis", "redis://herald:pa55word@127.0.0.1:$redis.port", "--scripts-in", "redis",
                "--script-writes", "--node-name", name, "--cluster-secret", "0123456789abcdef", *more)
        nodes << node
        node.awaitReady()
    }

    private static List<String> room(HeraldProcess node) {
        (HeraldProcess.json(node.post("/api/events/Hello/preview", "{}")) as Map).rooms*.room
    }

    private int push(Path folder) {
        Tuple2<Integer, String> end = HeraldProcess.run("push", folder.toString(), "--admin-port", nodes[1].adminPort, "--data", nodes[1].data.toString())
        pushed = end.v2
        end.v1
    }

    String pushed

    def "the first node's folder is every node's, a change on one is in force on the other, and a node that comes back has it before it is ready"() {
        expect:
        nodes.every { room(it) == ["one"] }

        when:
        eventually.eventually { assert nodes.every { (HeraldProcess.json(it.get("/api/cluster")) as Map).nodes.size() == 2 } }
        HttpResponse<String> put = nodes[1].put("/api/scripts/hello.groovy", TWO)

        then:
        put.statusCode() == 200
        nodes.every { room(it) == ["two"] }
        eventually.eventually {
            Map<String, Object> cluster = HeraldProcess.json(nodes[0].get("/api/cluster")) as Map<String, Object>
            assert cluster.nodes*.edition == [2, 2] && cluster.isSameCatalog
            assert nodes[0].get("/metrics").body().contains("herald_cluster_catalogs 1.0")
        }

        when:
        nodes[0].close()
        nodes.remove(0)
        assert nodes[0].put("/api/scripts/hello.groovy", ONE).statusCode() == 200
        HeraldProcess again = start("again", home.resolve("events"))

        then:
        room(again) == ["one"]
    }

    def "a folder is pushed to all nodes or to none"() {
        given:
        Path folder = Files.createDirectories(home.resolve("pushed/chat"))
        Files.writeString(folder.resolve("hello.groovy"), "event Hello { on { 'pushed' } }")
        eventually.eventually { assert nodes.every { (HeraldProcess.json(it.get("/api/cluster")) as Map).nodes.size() == 2 } }

        expect:
        push(folder.parent) == 0
        pushed.startsWith("1 script in force, catalog ")
        nodes.every { room(it) == ["pushed"] }

        when: "one node wants more of scripts than the others"
        HeraldProcess wary = start("wary", home.resolve("events"), "--require-examples")
        eventually.eventually { assert (HeraldProcess.json(nodes[1].get("/api/cluster")) as Map).nodes.size() == 3 }
        Files.writeString(folder.resolve("hello.groovy"), "event Hello {\n  on { 'other' }\n  example('x') { expect rooms: ['this'] }\n}")
        int refused = push(folder.parent)

        then:
        refused == 1
        pushed.contains("nothing was changed on any node, for node 'wary' refuses: chat/hello.groovy:3")
        pushed.contains("(invalid-script)\nchat/hello.groovy:3:")
        nodes.every { room(it) == ["pushed"] }

        cleanup:
        wary?.close()
    }
}

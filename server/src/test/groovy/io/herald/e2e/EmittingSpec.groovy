package io.herald.e2e

import com.google.gson.Gson
import io.herald.engine.backplane.redis.HeraldClient
import io.herald.engine.backplane.redis.Peer
import io.herald.engine.backplane.redis.RedisServer
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.apache.commons.pool2.PooledObject
import org.slf4j.Logger
import redis.clients.authentication.core.Token
import redis.clients.jedis.Jedis
import redis.clients.jedis.Protocol.Command
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** The snippets of docs/emitting.md, and other processes' real packages, at a node whose Redis user may do what docs/cluster.md says. */
class EmittingSpec extends Specification {

    static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize()
    static final String GUIDE = Files.readString(DOCS.resolve("emitting.md"))

    @Shared @TempDir
    Path home

    @Shared @AutoCleanup
    RedisServer redis = RedisServer.durable()

    @Shared @AutoCleanup
    HeraldProcess herald

    @AutoCleanup
    SocketClient client
    PollingConditions eventually = new PollingConditions(timeout: 60, delay: 0.05)

    def setupSpec() {
        Path events = Files.createDirectories(home.resolve("events"))
        Files.writeString(events.resolve("chat.groovy"), '''
            room chatRoom { id -> join anyone; "chat.$id" }
            room teamRoom { id -> namespace '/teams'; join anyone; "team.$id" }
            room openRoom { id -> join anyone; presence { user -> [id: 'somebody'] }; "open.$id" }
            event UpdateChat { on { chatRoom(chat.id) }; as { chat } }
            event Say { on { openRoom(id) }; as { text }; history 5 }
        '''.stripIndent())
        String acl = Files.readString(DOCS.resolve("cluster.md")).readLines().find { it.startsWith("ACL SETUSER herald ") }
        redis.call { Jedis jedis -> jedis.sendCommand(Command.ACL, words(acl.replace(">PASSWORD", ">pa55word")).drop(1) as String[]) }
        Path password = Files.writeString(home.resolve("password"), "pa55word\n")
        herald = new HeraldProcess(events, home.resolve("data"), "--redis", "redis://herald:@127.0.0.1:$redis.port", "--redis-password-file", password.toString(),
                "--trigger-stream", "herald:triggers", "--classic-key", "socket.io", "--python-channel", "socketio", "--python-pickle").awaitReady()
    }

    def cleanupSpec() {
        String said = herald.output.join("\n")
        assert !said.contains("NOPERM"): said
        assert !said.contains("pa55word")
    }

    private SocketClient listening(String room = "chatRoom", int id = 42, String namespace = "") {
        client = new JavaClient(herald.socketioUrl + namespace, "websocket")
        eventually.eventually { assert client.connected }
        assert client.ask("join", room, [id]).ok
        client
    }

    private static String snippet(String language) {
        (GUIDE =~ /(?s)```$language\n(.*?)```/)[0][1]
    }

    /** As a shell takes them apart. */
    private static List<String> words(String line) {
        (line =~ /'([^']*)'|(\S+)/).collect { it[1] ?: it[2] }
    }

    private void eventuallyHeard(String title) {
        eventually.eventually { assert client.received == [["UpdateChat", [id: 42, title: title]]] }
    }

    def "three commands of Redis trigger from any language"() {
        given:
        listening()
        List<String> lines = snippet("redis").readLines()

        when:
        redis.call { Jedis jedis -> jedis.sendCommand(Command.XADD, words(lines[0]).drop(1) as String[]) }

        then:
        eventuallyHeard("From a job")
        eventually.eventually { assert redis.call { Jedis jedis -> jedis.sendCommand(Command.XLEN, words(lines[1])[1]) } == 0 }

        when: "the same key, and one that nobody can run"
        redis.call { Jedis jedis ->
            jedis.sendCommand(Command.XADD, words(lines[0]).drop(1) as String[])
            jedis.sendCommand(Command.XADD, words(lines[0].replace("'{", "'[").replace("job-7", "job-bad")).drop(1) as String[])
        }

        then: "it is not done again, and the other one is a dead letter with its reason"
        eventually.eventually { assert (redis.call { Jedis jedis -> jedis.sendCommand(Command.XREVRANGE, words(lines[2]).drop(1) as String[]) } as List).size() == 1 }
        Map<String, Object> dead = (HeraldProcess.json(herald.get("/api/triggers/dead")) as Map).dead[0]
        [dead.event, dead.key, dead.tries] == ["UpdateChat", "job-bad", 1]
        (dead.reason as String).contains("no JSON object")

        when: "what comes later is heard next"
        herald.post("/api/events/UpdateChat", '{"chat": {"id": 42, "title": "Later"}}')

        then:
        eventually.eventually { assert client.received*.get(1)*.title == ["From a job", "Later"] }

        when:
        herald.post("/api/triggers/dead/$dead.id/retry", "")

        then: "it fails again"
        eventually.eventually {
            List<Map> now = (HeraldProcess.json(herald.get("/api/triggers/dead")) as Map).dead
            assert now.size() == 1 && now[0].id != dead.id
        }
        eventually.eventually { assert herald.get("/metrics").body().contains("herald_triggers_buried_total 2.0") }
    }

    def "Java needs Herald's jar and Jedis"() {
        given:
        listening()
        List<String> lines = snippet("java").replace("redis://127.0.0.1:6379", redis.url).readLines()
        Path job = Files.writeString(home.resolve("Job.java"), (lines.findAll { it.startsWith("import ") } + ["class Job { public static void main(String[] none) {"] +
                lines.findAll { !it.startsWith("import ") } + ["}}"]).join("\n"))
        String jars = [HeraldClient, Jedis, PooledObject, Gson, Logger, Token].collect { Path.of(it.protectionDomain.codeSource.location.toURI()) }.join(File.pathSeparator)

        when:
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", jars, job.toString()).redirectErrorStream(true).start()
        String said = java.inputStream.text

        then:
        java.waitFor(60, TimeUnit.SECONDS)
        [java.exitValue(), said.readLines().findAll { !it.startsWith("SLF4J") }] == [0, []]
        eventuallyHeard("From Java")
    }

    def "Node's emitter reaches Herald's clients"() {
        given:
        listening()

        when:
        Peer emitter = Peer.node("snippet.js", ["snippet.js": snippet("js").replace("redis://127.0.0.1:6379", redis.url)])

        then:
        eventuallyHeard("From Node")

        cleanup:
        emitter?.close()
    }

    def "two servers with Node's classic adapter reach Herald's clients as their own, and are not held up by it"() {
        given:
        listening()
        List<Peer> servers = [Peer.node("classic-server.js", redis.url), Peer.node("classic-server.js", redis.url)]
        servers.each { server -> eventually.eventually { assert server.heard == [["ready"]] } }

        when:
        (1..50).each { servers[it % 2].tell(to: ["chat.42"], nsp: "/", args: ["count", it]) }
        servers.each { server -> eventually.eventually { assert server.heard.findAll { it[0] == "count" }*.get(1).sort() == (1..50).toList() } }
        servers[0].tell(to: ["chat.41", "chat.42", "elsewhere"], volatile: true, nsp: "/", args: ["several", [text: "é😀", none: null], 2.5, ['$bytes': "AQID"]])
        servers[0].tell(to: ["chat.42"], except: ["chat.42"], nsp: "/", args: ["spared"])
        servers[0].tell(to: ["chat.42"], nsp: "/teams", args: ["of another namespace"])
        servers[0].tell(to: [], nsp: "/", args: ["for everybody"])
        servers[0].tell(in: "chat.42", do: "socketsLeave", args: ["chat.42"])
        servers[1].tell(fetch: "chat.41")
        servers[0].tell(to: ["chat.42"], nsp: "/", args: ["last", 1])

        then: "each server's in its order, each once; who left their room is in Herald's still"
        eventually.eventually { assert client.received.last() == ["last", 1] }
        [0, 1].every { server -> client.received.findAll { it[0] == "count" && (it[1] as int) % 2 == server }*.get(1) == (1..50).findAll { it % 2 == server } }
        client.received.findAll { it[0] != "count" } == [["several", [text: "é😀", none: null], 2.5d, "AQID"], ["for everybody"], ["last", 1]]

        and: "who is in their rooms is for them to know: they wait for no answer of Herald's"
        eventually.eventually { assert servers[1].heard.contains(["found", 0]) }

        cleanup:
        servers*.close()
    }

    def "a Python worker that only writes reaches Herald's clients"() {
        given:
        listening()

        when:
        Peer worker = Peer.python("snippet.py", ["snippet.py": snippet("python").replace("redis://127.0.0.1:6379", redis.url)])

        then:
        eventuallyHeard("From Python")

        cleanup:
        worker?.close()
    }

    def "rooms that tell who is there, and keep what was sent, need no more rights"() {
        given:
        listening("openRoom", 1)
        herald.post("/api/events/Say", '{"id": 1, "text": "kept"}')

        expect:
        with(client.ask("join", "openRoom", [1], [history: 5])) {
            it.ok && it.toString().contains("kept") && it.toString().contains("somebody")
        }

        cleanup:
        client.ask("leave", "openRoom", [1])
    }

    def "a Python worker reaches a room of another namespace, and spares whom it names"() {
        given:
        listening("teamRoom", 7, "/teams")
        Peer worker = Peer.python("worker.py", redis.url)

        when:
        eventually.eventually { assert worker.heard == [["ready"]] }
        worker.tell(event: "chat_updated", data: [id: 7, text: "é😀"], room: "team.7", namespace: "/teams")
        worker.tell(event: "elsewhere", data: 1, room: "team.7", namespace: "/")
        worker.tell(event: "several", arguments: [1, [2]], room: "team.7", namespace: "/teams")

        then:
        eventually.eventually { assert client.received == [["chat_updated", [id: 7, text: "é😀"]], ["several", 1, [2]]] }

        cleanup:
        worker.close()
    }

    @Unroll("#dialect")
    def "of ten thousand mutilated messages none harms a node, and all good ones between them arrive"(String dialect, String channel, Closure<byte[]> message) {
        given:
        listening()
        Random random = new Random(7)

        when:
        redis.call { Jedis jedis ->
            (1..100).each { int number ->
                jedis.pipelined().withCloseable { pipeline ->
                    100.times {
                        byte[] bad = message("bad", number)
                        bad = Arrays.copyOf(bad, random.nextInt(5) == 0 ? random.nextInt(bad.length) : bad.length)
                        (1..3).each { if (bad.length > 0) { bad[random.nextInt(bad.length)] = random.nextInt(256) as byte } }
                        pipeline.publish(channel.bytes, bad)
                    }
                    pipeline.publish(channel.bytes, message("good", number))
                }
            }
        }

        then:
        eventually.eventually { assert client.received.findAll { it[0] == "good" } == (1..100).collect { ["good", it] } }
        (herald.get("/metrics").body() =~ /herald_gateway_malformed_total\{gateway="$dialect"} (\S+)/)[0][1].toString().toDouble() > 1_000

        where:
        dialect   | channel        | message
        "classic" | "socket.io#/#" | { String event, int n -> classic(event, n) }
        "python"  | "socketio"     | { String event, int n -> """{"method":"emit","event":"$event","data":[$n],"binary":false,"namespace":"/","room":"chat.42"}""".bytes }
    }

    /** As Node's emitter packs it. */
    private static byte[] classic(String event, int number) {
        Closure<String> text = { String it -> String.format("%02x", 0xa0 | it.length()) + it.bytes.encodeHex() }
        ("93" + text("emitter") + "83" + text("type") + "02" + text("data") + "92" + text(event) + String.format("%02x", number) + text("nsp") + text("/") +
                "83" + text("rooms") + "91" + text("chat.42") + text("except") + "90" + text("flags") + "80").decodeHex()
    }
}

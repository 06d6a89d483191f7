package io.herald.e2e

import io.herald.engine.backplane.redis.RedisServer
import io.herald.engine.delivery.socketio.Polling
import io.herald.engine.delivery.socketio.SlowReader
import io.herald.engine.delivery.socketio.Wire
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import redis.clients.jedis.Jedis
import redis.clients.jedis.params.XAddParams
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** One node over Redis, with little memory: under more broadcasts than a client takes, and at its end. */
@Stepwise
@Timeout(180)
class EnduranceSpec extends Specification {

    static final int CHUNK = 500 // no more than may wait for a client that takes all in the end
    static final String TEXT = "x" * 1_000

    @Shared @TempDir
    Path home

    @Shared @AutoCleanup
    RedisServer redis = new RedisServer().start()

    @Shared @AutoCleanup
    HeraldProcess herald

    @Shared @AutoCleanup
    SlowReader stopped

    @Shared
    Wire healthy

    @Shared
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setupSpec() {
        Path events = Files.createDirectories(home.resolve("events"))
        Files.writeString(events.resolve("crowd.groovy"), '''
            room crowd { join anyone; 'crowd' }
            event Say { on { crowd() }; as { n } }
            event Later { on { crowd() }; as { n }; delay 1.hour }
        '''.stripIndent())
        List<String> heap = ["-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"] // all there is of it counts from the start
        herald = new HeraldProcess(heap, events, home.resolve("data"), "--redis", "redis://127.0.0.1:$redis.port").awaitReady()
        healthy = Wire.connected(herald.socketioPort as int)
        healthy.say('421["join","crowd",[]]')
        healthy.hear()
        stopped = new SlowReader(herald.socketioPort as int, "crowd")
        eventually.eventually { assert (HeraldProcess.json(herald.get("/api/rooms/crowd/sockets")).sockets as List).size() == 2 }
    }

    /** Lets others broadcast so often over Redis, and returns the most memory that the node had, in KiB, while its other client heard the last of each chunk. */
    private long mostMemory(int broadcasts, boolean isVolatile) {
        (1..broadcasts.intdiv(CHUNK)).collect {
            redis.call { Jedis jedis ->
                jedis.pipelined().withCloseable { pipeline ->
                    CHUNK.times { pipeline.xadd("socket.io", entry("Event", TEXT, isVolatile), new XAddParams().maxLen(10_000).approximateTrimming()) }
                    pipeline.xadd("socket.io", entry("Mark", it, false), new XAddParams())
                }
            }
            while (!(healthy.hear() as String).startsWith('42["Mark"')) {}
            memory()
        }.max()
    }

    /** As Node's streams adapter writes it. */
    private static Map<String, String> entry(String event, Object argument, boolean isVolatile) {
        String text = argument instanceof String ? "\"$argument\"" : "$argument"
        [uid: "another", nsp: "/", type: "3",
         data: """{"opts":{"rooms":["crowd"],"except":[],"flags":{"volatile":$isVolatile}},"packet":{"type":2,"data":["$event",$text],"nsp":"/"}}""".toString()]
    }

    private long memory() {
        Files.readAllLines(Path.of("/proc/${herald.process.pid()}/status")).findResult { (it =~ /VmRSS:\s+(\d+) kB/).with { it.find() ? it.group(1) as long : null } }
    }

    private int refused() { (herald.get("/metrics").body() =~ /herald_clients_refused_total\{limit="pending-bytes"} (\d+)/)[0][1] as int }

    def "200,000 broadcasts and a client that takes none of them leave a node as large as it was"() {
        given: "what a node needs once is there"
        long before = mostMemory(20_000, true)

        when: "200 MB, first of what a client may miss"
        long passing = mostMemory(100_000, true)

        then:
        refused() == 0

        when: "and of what it may not"
        long most = mostMemory(100_000, false)

        then:
        refused() == 1
        [passing, most].max() - before < 48 << 10
    }

    def "a node that stops takes nobody in, says so, and sends its clients away with all that was for them, in the time it was given"() {
        given: "stock clients, and one that polls only when it is told to"
        int port = herald.socketioPort as int
        List<JavaClient> clients = (1..40).collect { new JavaClient(herald.socketioUrl, it % 20 ? "websocket" : "polling") } // OkHttp polls a host five times at once, no more
        clients.each { client ->
            eventually.eventually { assert client.connected }
            assert client.ask("join", "crowd") == [ok: true, room: "crowd"]
        }
        Polling absent = new Polling(port)
        absent.say('421["join","crowd",[]]')
        assert absent.poll().contains('"ok":true')

        when: "it is told to stop, with something that is not due for an hour"
        assert HeraldProcess.json(herald.post("/api/events/Later", '{"n": 0}')).outcome == "DEFERRED"
        (1..20).each { assert herald.post("/api/events/Say", "{\"n\": $it}").statusCode() == 200 }
        herald.terminate()

        then: "it waits for the one that does not poll"
        eventually.eventually { assert herald.get("/ready").statusCode() == 503 && isTurnedAway(port) }

        when:
        List<String> last = []
        while (last.empty || last.last() != "1") { // its first poll may come before its turn to be told
            last.addAll(absent.poll().split("\u001e"))
        }
        boolean isOver = herald.process.waitFor(30, TimeUnit.SECONDS)

        then:
        last.count { it.contains('"Say"') } == 20
        last[-2].contains('"Later"')

        and: "all others had it, too, and went for reasons for which clients come back by themselves"
        clients.each { client ->
            eventually.eventually { assert client.ends.size() == 1 }
            assert client.received*.get(1) == (1..20).toList() + [0]
        }
        clients*.ends.flatten().toSet() - ["transport close", "transport error"] == [] as Set

        and:
        isOver
        eventually.eventually { assert herald.output.last() == "Herald has stopped" }

        when: "another node takes its place"
        ServerSocket next = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"))
        next.soTimeout = 20_000

        then:
        next.accept() != null

        cleanup:
        next?.close()
        clients*.close()
    }

    private static boolean isTurnedAway(int port) {
        HttpURLConnection handshake = new URL("http://127.0.0.1:$port/socket.io/?EIO=4&transport=websocket").openConnection() as HttpURLConnection
        handshake.responseCode == 503 // and no session begins where it is not
    }
}

package io.herald.e2e

import io.herald.engine.backplane.redis.RedisServer
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Redis goes away, a node dies meanwhile: what was answered is kept. */
class OutboxSpec extends Specification {

    static final int BOUND = 40

    @TempDir
    Path home

    @AutoCleanup
    RedisServer redis = RedisServer.durable()

    List<AutoCloseable> opened = []
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    def cleanup() {
        opened.reverse().each { it.close() }
    }

    private HeraldProcess node(String name, String... options) {
        Path events = Files.createDirectories(home.resolve("events"))
        Files.writeString(events.resolve("chat.groovy"),
                'room chatRoom { id -> join anyone; "chat.$id" }\nevent UpdateChat { on { chatRoom(1) }; as { [n: n] } }')
        HeraldProcess node = new HeraldProcess(events, home.resolve(name), "--redis", redis.url, *options)
        opened << node
        node.awaitReady()
    }

    private HeraldProcess spooling() {
        node("one", "--spool", "--outbox-entries", BOUND.toString(), "--cluster-secret", "a secret for this spec")
    }

    private SocketClient listener(HeraldProcess node) {
        SocketClient client = new JavaClient(node.socketioUrl, "websocket")
        opened << client
        eventually.eventually { assert client.connected }
        assert client.ask("join", "chatRoom", [1]) == [ok: true, room: "chat.1"]
        client
    }

    private static HttpResponse<String> trigger(HeraldProcess node, int number) {
        node.post("/api/events/UpdateChat", """{"n": $number}""")
    }

    private static List<Integer> numbers(SocketClient client) {
        client.received*.get(1)*.n
    }

    def "what was queued while Redis was away outlives kill -9, and reaches other nodes' clients once and in order"() {
        given:
        HeraldProcess one = spooling()
        HeraldProcess two = node("two", "--cluster-secret", "a secret for this spec")
        SocketClient here = listener(one)
        SocketClient there = listener(two)

        when: "Redis is up"
        HttpResponse<String> sent = trigger(one, 1)

        then:
        sent.statusCode() == 200 && sent.body().contains('"SENT"')
        eventually.eventually { assert numbers(there) == [1] }

        when: "Redis is away"
        redis.kill()
        List<HttpResponse<String>> queued = (2..BOUND + 1).collect { trigger(one, it) }
        HttpResponse<String> beyond = trigger(one, 1000)

        then: "this node's clients are served at once, the bound is told, and the node stays ready"
        queued*.statusCode().unique() == [202]
        queued.every { it.body().contains('"QUEUED"') }
        eventually.eventually { assert numbers(here) == (1..BOUND + 1).toList() }
        beyond.statusCode() == 503 && beyond.body().contains('"backplane-full"')
        one.get("/ready").with { statusCode() == 200 && body() == '{"ready":true,"backplane":"away"}' }
        String metrics = one.get("/metrics").body()
        metrics.contains("herald_outbox_entries ${BOUND}.0") && metrics.contains("herald_backplane_away 1.0")

        when: "the node dies, and all come back"
        one.process.destroyForcibly().waitFor()
        redis.start()
        HeraldProcess reborn = spooling()

        then:
        eventually.eventually { assert numbers(there) == (1..BOUND + 1).toList() }
        eventually.eventually { assert Files.size(home.resolve("one/spool")) == 0 }

        when: "Redis is away once more, and comes back"
        SocketClient again = listener(reborn)
        redis.kill()
        trigger(reborn, 2001)
        eventually.eventually { assert numbers(again) == [2001] }
        redis.start()
        eventually.eventually { assert numbers(there).contains(2001) }
        trigger(reborn, 2002)

        then: "nobody hears it twice"
        eventually.eventually { assert numbers(again) == [2001, 2002] }
        eventually.eventually { assert numbers(there) == (1..BOUND + 1).toList() + [2001, 2002] }
        eventually.eventually { assert reborn.get("/ready").body() == '{"ready":true,"backplane":"up"}' }
    }
}

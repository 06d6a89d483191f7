package io.herald.server.shared

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.dsl.EditionHost
import io.herald.dsl.HostOptions
import io.herald.dsl.ScriptEditor
import io.herald.dsl.versions.ScriptHistory
import io.herald.engine.Engine
import io.herald.engine.backplane.Edition
import io.herald.engine.backplane.EditionStore
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryIdempotency
import io.herald.engine.backplane.redis.RedisEditionStore
import io.herald.engine.backplane.redis.RedisServer
import io.herald.engine.backplane.redis.RedisSettings
import io.herald.engine.backplane.redis.StreamSettings
import io.herald.engine.backplane.redis.TcpProxy
import io.herald.engine.event.EventNaming
import io.herald.engine.event.Limits
import io.herald.server.http.AdminApi
import io.herald.server.http.NoSockets
import io.herald.server.http.NodeParts
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** A node whose Redis was away comes back to scripts that the others changed meanwhile. */
@Timeout(120)
class CatchingUpSpec extends Specification {
    static final Edition ONE = new Edition(1, "a", ["hello.groovy": "event Hello { on { 'one' } }"], "ann", "API")
    static final Edition TWO = new Edition(2, "b", ["hello.groovy": "event Hello { on { 'two' } }"], "ann", "API")

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    @AutoCleanup
    TcpProxy link = new TcpProxy(redis.port)
    @AutoCleanup
    EditionStore others = store(redis.url)
    @AutoCleanup
    Engine engine = new Engine(new MemoryBackplane(), new NoSockets(), EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    CountDownLatch release = new CountDownLatch(1)
    volatile boolean holds
    HeldStore kept = new HeldStore(store(link.url), { if (holds) release.await(60, TimeUnit.SECONDS) })
    @AutoCleanup
    NodeEditions editions = new NodeEditions(kept, new EditionHost(HostOptions.DEFAULT, ScriptHistory.none(), engine.&use), { [:] })
    @AutoCleanup
    AdminApi api = new AdminApi(
            new NodeParts(engine, editions.&reload, editions.&isBehind,
                    new ScriptEditor(new RollOut(kept, editions, { null }, RollOut.PATIENCE), ScriptHistory.none(), true), new MemoryIdempotency(), Optional.empty(), []),
            "the-token-of-the-spec", 10_000)

    PollingConditions eventually = new PollingConditions(timeout: 60, delay: 0.05)

    private static EditionStore store(String url) {
        new RedisEditionStore(RedisSettings.parse(url), StreamSettings.DEFAULTS.key(), StreamSettings.DEFAULTS.secret())
    }

    private HttpResponse<String> ready() {
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:${api.port()}/ready")).build(), HttpResponse.BodyHandlers.ofString())
    }

    private void put(Edition edition) {
        others.propose(edition)
        assert others.commit(edition, others.version())
    }

    def "it is not ready while it catches up, serves what it has meanwhile, and is ready with what the others have"() {
        given:
        put(ONE)
        editions.load()
        editions.watch()
        engine.start()
        api.start("127.0.0.1", 0)

        expect:
        ready().statusCode() == 200

        when: "Redis is away, as long as that lasts it is ready"
        link.cut()
        eventually.eventually { assert kept.wasAway }
        put(TWO)

        then:
        ready().statusCode() == 200

        when: "Redis is there again, and the new scripts take their time"
        holds = true
        link.heal()

        then:
        eventually.eventually { assert ready().statusCode() == 503 }
        new ObjectMapper().readValue(ready().body(), Map).ready == false
        editions.inForce() == ONE && editions.catalog().events().containsKey("Hello")

        when:
        release.countDown()

        then:
        eventually.eventually { assert ready().statusCode() == 200 }
        editions.inForce() == TWO
    }

    /** The store itself, which takes as long as the spec likes to say what is current. */
    static class HeldStore implements EditionStore {
        @Delegate
        private final EditionStore store
        private final Closure<?> before
        volatile boolean wasAway

        HeldStore(EditionStore store, Closure<?> before) {
            this.store = store
            this.before = before
        }

        @Override
        String version() {
            try {
                store.version()
            } catch (IllegalStateException away) {
                wasAway = true
                throw away
            }
        }

        @Override
        Optional<Edition> current() {
            before()
            store.current()
        }
    }
}

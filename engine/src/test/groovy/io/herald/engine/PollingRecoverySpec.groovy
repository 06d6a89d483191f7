package io.herald.engine

import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryCluster
import io.herald.engine.backplane.MemoryStore
import io.herald.engine.backplane.redis.Peer
import io.herald.engine.delivery.socketio.SocketIoDelivery
import io.herald.engine.delivery.socketio.SocketIoSettings
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.FixedEvent
import io.herald.engine.event.FixedRoom
import io.herald.engine.event.Limits
import io.herald.engine.model.Trigger
import java.time.Duration
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** The stock JavaScript client over polling, which closes its session whenever a request fails, and comes back. */
@Timeout(120)
class PollingRecoverySpec extends Specification {

    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))

    @AutoCleanup
    Engine engine = new Engine(new Links(new MemoryBackplane(), new MemoryStore(), new MemoryCluster({ null })), delivery, Duration.ofMinutes(2), EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setup() {
        FixedEvent event = new FixedEvent(on: { "chat" }, as: { it.n })
        engine.use(new EventCatalog("1", [(event.name()): event], [chat: new FixedRoom("chat")], [], []))
        engine.start()
    }

    private void say(int n) { engine.trigger(new Trigger("UpdateChat", [n: n], [] as Set)).toCompletableFuture().get(30, TimeUnit.SECONDS) }

    private static List<Object> heard(Peer client, String name) { client.heard.findAll { it[0] == name }*.get(1) }

    def "a client whose request failed comes back as the same, and has all it missed"() {
        given:
        Peer client = Peer.node("failing-client.js", "http://127.0.0.1:${delivery.port()}")
        eventually.eventually { assert heard(client, "joined") == [true] }
        say(1)
        eventually.eventually { assert heard(client, "UpdateChat") == [1] }

        when: "it is told of more before it comes back"
        client.tell([:])
        eventually.eventually { assert heard(client, "disconnected") == ["transport error"] }
        say(2)

        then:
        eventually.eventually { assert heard(client, "UpdateChat") == [1, 2] }
        client.heard.findAll { it[0] == "connected" }*.get(2) == [false, true]
        heard(client, "connected").toSet().size() == 1

        cleanup:
        client?.close()
    }
}

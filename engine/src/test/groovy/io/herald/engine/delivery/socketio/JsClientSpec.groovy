package io.herald.engine.delivery.socketio

import io.herald.engine.backplane.redis.Peer
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** The stock JavaScript client, over each transport: what is binary, and what comes while it upgrades. */
@Timeout(120)
class JsClientSpec extends Specification {

    static final Map<String, Object> DEEP = [list: [1, [bytes: buffer(3, 4)]], text: "ünï 🎉 \u2028\u0000"]

    @Shared @AutoCleanup
    SocketIoDelivery delivery = EchoingDelivery.start(new SocketIoSettings("127.0.0.1", 0, []).with(SocketLimit.EVENTS_PER_SECOND, 100_000))

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    /** As JavaScript writes it. */
    private static Map<String, Object> buffer(int... bytes) { [type: "Buffer", data: bytes.toList()] }

    private static List<List<Object>> heard(Peer client, String name) { client.heard.findAll { it[0] == name }*.tail() }

    private void broadcast(int number) {
        delivery.deliver(new Broadcast("$number", Namespace.ROOT, "Event", ["crowd"] as Set, Payload.of("$number")))
    }

    @Unroll("over #transports")
    def "binary values go both ways at any depth, and an upgrade in the midst of traffic loses, doubles and disorders nothing"(List<String> transports) {
        given:
        Peer client = Peer.node("echoed-client.js", "http://127.0.0.1:${delivery.port()}", *transports)
        int sent = 0

        when: "both sides talk all the time, until some time after the upgrade"
        eventually.eventually {
            assert heard(client, "joined") == [[true]]
            broadcast(++sent)
            assert heard(client, "upgraded").size() == transports.size() - 1
            assert heard(client, "said").size() > 100 && sent > 100
        }
        client.tell([:])

        then:
        eventually.eventually { assert heard(client, "counted").size() == 1 }
        int counted = heard(client, "counted")[0][0] as int
        heard(client, "said") == (1..counted).collect { [it, it % 256] }
        eventually.eventually { assert heard(client, "Event") == (1..sent).collect { [it] } }

        and:
        heard(client, "answer") == [[buffer(1, 2)], [DEEP], [200_000]]
        heard(client, "answered") == [[[DEEP, [length: 100_000]], buffer(3, 4)]]
        heard(client, "connected") == [[transports[0]]]
        heard(client, "disconnected") == []

        cleanup:
        client?.close()

        where:
        transports << [["websocket"], ["polling"], ["polling", "websocket"]]
    }
}

package io.herald.engine.delivery.socketio

import java.time.Duration
import spock.lang.Timeout

/** Clients that answer the heartbeat, and clients that do not. */
@Timeout(60)
class HeartbeatSpec extends ServedEngineIo {

    @Override
    SocketIoSettings settings() { super.settings().withHeartbeat(Duration.ofMillis(500), Duration.ofSeconds(3)) }

    def "a client that does not answer the heartbeat is gone"() {
        given:
        String sid = http.connected()

        expect:
        eventually.eventually { assert http.poll(sid).statusCode() == 400 }
    }

    def "a client that answers stays"() {
        given:
        String sid = http.connected()

        expect: "for longer than it may be silent"
        (1..8).every { http.poll(sid).body() == "2" && http.post(sid, "3").body() == "ok" }
    }

    def "a client that answers over a WebSocket stays"() {
        given:
        RawWebSocket client = new RawWebSocket(delivery.port())
        client.say("40")

        expect: "for longer than it may be silent"
        (1..8).every {
            while (client.read().text() != "2") {}
            client.say("3")
            true
        }

        cleanup:
        client?.close()
    }

    def "a client that does not answer over a WebSocket is gone, and told why"() {
        given:
        RawWebSocket silent = new RawWebSocket(delivery.port())
        silent.say("40")

        expect:
        silent.closeStatus() == 1000

        cleanup:
        silent?.close()
    }
}

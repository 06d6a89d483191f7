package io.herald.engine.delivery.socketio

import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

@Timeout(60)
class SlowClientSpec extends Specification {

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))

    PollingConditions eventually = new PollingConditions(timeout: 5, delay: 0.02)

    def "a client that takes nothing is closed, and the others hear everything"() {
        given:
        delivery.start(new OpenGate())
        Wire healthy = Wire.connected(delivery.port())
        healthy.say('421["join","crowd",[]]')
        healthy.hear()
        Socket stopped = new Socket()
        stopped.receiveBufferSize = 4096
        stopped.connect(new InetSocketAddress("127.0.0.1", delivery.port()))
        stopped.outputStream << "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        ['40', '421["join","crowd",[]]'].each { stopped.outputStream << masked(it) }
        stopped.outputStream.flush()
        Payload large = Payload.of('"' + "x" * 100_000 + '"')
        eventually.eventually { assert delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, Payload.of("0"))) == 2 }

        when:
        int sent = 0
        while (delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, large)) == 2 && sent < 1_000) {
            sent++
            assert (healthy.hear() as String) != null
        }

        then:
        sent < 1_000
        delivery.deliver(new Broadcast("2", Namespace.ROOT, "Last", ["crowd"] as Set, Payload.of("1"))) == 1
        eventually.eventually { assert healthy.hear() == '42["Last",1]' }

        cleanup:
        stopped?.close()
        healthy?.socket?.abort()
    }

    private static byte[] masked(String text) {
        byte[] bytes = text.bytes
        [(byte) 0x81, (byte) (0x80 | bytes.length), 0, 0, 0, 0, *bytes] as byte[]
    }
}

package io.herald.engine.delivery.socketio

import io.herald.engine.model.Namespace
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** A delivery whose clients are bytes, one for all features of a spec. */
abstract class ServedEngineIo extends Specification {

    @Shared @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []).withHeartbeat(Duration.ofMillis(500), Duration.ofMillis(1_500)).with(SocketLimit.MESSAGE_BYTES, 10_000).with(SocketLimit.CONNECT_MILLIS, 2_000))

    @Shared
    Http http

    PollingConditions eventually = new PollingConditions(timeout: 5, delay: 0.02)

    def setupSpec() {
        delivery.namespaces([new Namespace("/custom")] as Set)
        delivery.start(new OpenGate())
        http = new Http(delivery.port())
    }

    Wire wire(String query = "?EIO=4&transport=websocket") { Wire.open(delivery.port(), query) }

    Wire connectedWire() { Wire.connected(delivery.port()) }
}

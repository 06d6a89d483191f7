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
    SocketIoDelivery delivery = new SocketIoDelivery(settings())

    @Shared
    Http http

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    /** Without a heartbeat while a feature lasts. */
    SocketIoSettings settings() { new SocketIoSettings("127.0.0.1", 0, []).withHeartbeat(Duration.ofMinutes(1), Duration.ofMinutes(1)).with(SocketLimit.MESSAGE_BYTES, 10_000) }

    def setupSpec() {
        delivery.namespaces([new Namespace("/custom")] as Set)
        delivery.start(new OpenGate())
        http = new Http(delivery.port())
    }

    Wire wire(String query = "?EIO=4&transport=websocket") { Wire.open(delivery.port(), query) }

    Wire connectedWire() { Wire.connected(delivery.port()) }
}

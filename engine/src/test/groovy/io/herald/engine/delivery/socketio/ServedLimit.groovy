package io.herald.engine.delivery.socketio

import io.herald.engine.delivery.Recovery
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** A delivery of each feature's own, with one limit set. */
abstract class ServedLimit extends Specification {

    OpenGate gate = new OpenGate()

    @AutoCleanup
    SocketIoDelivery delivery

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    void start(SocketLimit limit, int value, Recovery recovery = Recovery.OFF) {
        delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []).with(limit, value))
        delivery.start(gate, recovery)
    }

    long refusals(SocketLimit limit) { delivery.refusals()[limit.key()] }

    /** Sends bytes as they are, and returns the first line of the answer; empty when the connection is closed without one. */
    String answer(String request) {
        try (Socket socket = new Socket("127.0.0.1", delivery.port())) {
            socket.soTimeout = 30_000
            socket.outputStream << request
            socket.outputStream.flush()
            return socket.inputStream.newReader().readLine() ?: ""
        }
    }
}

package io.herald.e2e

import io.herald.engine.backplane.Offset

/** A stock Socket.IO client: what a browser or an app would run. */
interface SocketClient extends AutoCloseable {
    /** Connected now. */
    boolean isConnected()

    /** Emits, and waits for the acknowledgement. */
    Object ask(String event, Object... arguments)

    /** What arrived, in its order: `[name, argument, ...]`, without the offset that a node puts last. */
    List<List<Object>> getReceived()

    @Override
    void close()

    static List<Object> withoutOffset(List<Object> event) {
        event.size() > 2 && event.last() instanceof String && Offset.parse(event.last() as String).present ? event.init() : event
    }
}

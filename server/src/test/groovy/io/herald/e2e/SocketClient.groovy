package io.herald.e2e

/** A stock Socket.IO client: what a browser or an app would run. */
interface SocketClient extends AutoCloseable {
    /** Connected now. */
    boolean isConnected()

    /** Emits, and waits for the acknowledgement. */
    Object ask(String event, Object... arguments)

    /** What arrived, in its order: `[name, argument, ...]`. */
    List<List<Object>> getReceived()

    @Override
    void close()
}

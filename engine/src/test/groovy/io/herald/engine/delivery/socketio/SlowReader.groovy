package io.herald.engine.delivery.socketio

/** A WebSocket client in one room that reads nothing until it is asked what came. */
class SlowReader implements AutoCloseable {
    private final RawWebSocket socket
    String last

    SlowReader(int port, String room) {
        socket = new RawWebSocket(port, null, 4096)
        socket.readTimeout(1_000)
        ["40", "421[\"join\",\"$room\",[]]"].each { socket.say(it) }
    }

    /** Reads until nothing comes any more; returns how many broadcasts there were but the last message. */
    int messages() {
        int count = 0
        try {
            while (true) {
                last = socket.read().text()
                count += last.startsWith('42["Event"') ? 1 : 0
            }
        } catch (SocketTimeoutException | EOFException end) {
            return count
        }
    }

    @Override
    void close() { socket.close() }
}

package io.herald.engine.delivery.socketio

/** A WebSocket client in one room that reads nothing until it is asked what came. */
class SlowReader implements AutoCloseable {
    private final RawWebSocket socket

    SlowReader(int port, String room) {
        socket = new RawWebSocket(port, null, 4096)
        ["40", "421[\"join\",\"$room\",[]]"].each { socket.say(it) }
    }

    /** Reads until a message begins so; returns how many broadcasts came before it. */
    int messagesUntil(String last) {
        int count = 0
        String message
        while (!(message = socket.read().text()).startsWith(last)) {
            count += message.startsWith('42["Event"') ? 1 : 0
        }
        count
    }

    @Override
    void close() { socket.close() }
}

package io.herald.engine.delivery.socketio;

/** What one session's Engine.IO messages carry: Socket.IO in Herald, anything else in a test. On the session's event loop. */
interface Packets {
    void text(String text);

    void binary(byte[] attachment);

    /** Frees what is unfinished: the session is over. */
    void forget();
}

package io.herald.engine.delivery.socketio

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpClient
import java.net.http.WebSocket
import java.nio.ByteBuffer
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** A WebSocket whose messages are read one by one; it answers heartbeats. */
class Wire implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient()

    final LinkedBlockingQueue<Object> received = new LinkedBlockingQueue<>()
    final CompletableFuture<Void> closed = new CompletableFuture<>()
    private final StringBuilder text = new StringBuilder()
    WebSocket socket
    String id
    int code // that it was closed with
    String reason

    @Override
    CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part)
        if (last) {
            String message = text.toString()
            text.length = 0
            message == "2" ? from.sendText("3", true) : received.add(message)
        }
        from.request(1)
        null
    }

    @Override
    CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()]
        part.get(bytes)
        received.add(bytes)
        from.request(1)
        null
    }

    @Override
    CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        this.code = code
        this.reason = reason
        closed.complete(null)
        null
    }

    @Override
    void onError(WebSocket from, Throwable failure) { closed.complete(null) }

    static Wire open(int port, String query = "?EIO=4&transport=websocket") {
        Wire wire = new Wire()
        wire.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:$port/socket.io/$query"), wire).get(30, TimeUnit.SECONDS)
        wire
    }

    /** Connected to the root namespace. */
    static Wire connected(int port) {
        Wire wire = open(port)
        assert (wire.hear() as String).startsWith("0{")
        wire.say("40")
        String welcome = wire.hear()
        assert welcome.startsWith("40{")
        wire.id = new ObjectMapper().readValue(welcome.substring(2), Map).sid
        wire
    }

    void say(String message) { socket.sendText(message, true).join() }

    /** Says it so often, or until nobody listens any more. */
    void flood(String message, int times) {
        try {
            times.times { say(message) }
        } catch (CompletionException end) {
            assert end.cause instanceof IOException
        }
    }

    Object hear() {
        Object heard = received.poll(30, TimeUnit.SECONDS)
        assert heard != null
        heard
    }

    boolean isClosed() { closed.done }
}

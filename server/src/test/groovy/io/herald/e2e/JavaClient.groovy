package io.herald.e2e

import com.fasterxml.jackson.databind.ObjectMapper
import io.socket.client.Ack
import io.socket.client.IO
import io.socket.client.Socket
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import org.json.JSONArray
import org.json.JSONObject

/** The stock Java client. */
class JavaClient implements SocketClient {
    final List<List<Object>> received = new CopyOnWriteArrayList<>()
    /** Why it was disconnected, each time. */
    final List<String> ends = new CopyOnWriteArrayList<>()
    private final Socket socket

    JavaClient(String url, String... transports) {
        IO.Options options = IO.Options.builder().setForceNew(true).setTransports(transports).build()
        socket = IO.socket(url, options)
        socket.onAnyIncoming { Object... args -> received << SocketClient.withoutOffset(args.collect { plain(it) }) }
        socket.on(Socket.EVENT_DISCONNECT) { Object... reason -> ends << reason[0].toString() }
        socket.connect()
    }

    @Override
    boolean isConnected() { socket.connected() }

    @Override
    Object ask(String event, Object... arguments) {
        CompletableFuture<Object> answer = new CompletableFuture<>()
        Object[] sent = arguments.collect { it instanceof List ? new JSONArray(it) : it instanceof Map ? new JSONObject(it) : it }
        socket.emit(event, sent, { Object... args -> answer.complete(plain(args[0])) } as Ack)
        answer.get(30, TimeUnit.SECONDS)
    }

    @Override
    void close() { socket.close() }

    private static Object plain(Object value) {
        value instanceof JSONObject || value instanceof JSONArray ? new ObjectMapper().readValue(value.toString(), Object) : value
    }
}

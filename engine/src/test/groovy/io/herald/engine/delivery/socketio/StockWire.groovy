package io.herald.engine.delivery.socketio

import com.corundumstudio.socketio.AckMode
import com.corundumstudio.socketio.AuthTokenResult
import com.corundumstudio.socketio.Configuration
import com.corundumstudio.socketio.SocketIONamespace
import com.corundumstudio.socketio.SocketIOServer
import java.net.http.HttpClient
import java.time.Duration
import java.util.function.Supplier

/** netty-socketio's own wire. Its fault 13 would hide others: each request has a connection of its own. */
class StockWire implements ServedWire.Server {
    private final Supplier<HttpClient> sharing = Http.client
    private SocketIOServer server

    @Override
    void start(Duration heartbeat, boolean asksForToken) {
        Http.client = { HttpClient.newHttpClient() }
        Configuration configuration = new Configuration(hostname: "127.0.0.1", port: freePort(), pingInterval: heartbeat.toMillis(), pingTimeout: heartbeat.toMillis(),
                maxHttpContentLength: ServedWire.MAX_BYTES, maxFramePayloadLength: ServedWire.MAX_BYTES, ackMode: AckMode.MANUAL)
        server = new SocketIOServer(configuration)
        server.addNamespace("/custom")
        if (asksForToken) {
            namespace("").addAuthTokenListener { token, client -> new AuthTokenResult(false, [message: "bring a token"]) }
        }
        server.start()
    }

    private static int freePort() { new ServerSocket(0).withCloseable { it.localPort } }

    @Override
    int port() { server.configuration.port }

    @Override
    SocketIONamespace namespace(String name) { server.getNamespace(name) }

    @Override
    void close() {
        Http.client = sharing
        server?.stop()
        server = null
    }
}

package io.herald.engine.delivery.socketio

import com.corundumstudio.socketio.AckMode
import com.corundumstudio.socketio.AuthTokenResult
import com.corundumstudio.socketio.Configuration
import com.corundumstudio.socketio.SocketIONamespace
import com.corundumstudio.socketio.SocketIOServer
import java.net.http.HttpClient
import java.util.function.Supplier
import spock.lang.Shared

/** netty-socketio's own wire: every feature fails. Run by hand alone, see docs/wire.md. */
class StockWire extends WireFaultsContract {

    @Shared
    Supplier<HttpClient> sharing = Http.client

    /** Its fault 13 would hide others: each request has a connection of its own. */
    def setupSpec() { Http.client = { HttpClient.newHttpClient() } }

    def cleanupSpec() { Http.client = sharing }

    SocketIOServer server

    @Override
    void start(boolean asksForToken) {
        Configuration configuration = new Configuration(hostname: "127.0.0.1", port: freePort(), pingInterval: heartbeat.toMillis(), pingTimeout: heartbeat.toMillis(),
                maxHttpContentLength: MAX_BYTES, maxFramePayloadLength: MAX_BYTES, ackMode: AckMode.MANUAL)
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
    void stop() {
        server?.stop()
        server = null
    }
}

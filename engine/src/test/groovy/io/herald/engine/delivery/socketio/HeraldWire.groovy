package io.herald.engine.delivery.socketio

import com.corundumstudio.socketio.SocketIONamespace
import io.herald.engine.auth.ClientAuth
import io.herald.engine.auth.Expected
import io.herald.engine.auth.JwtAuth
import java.time.Duration

/** Herald's wire. */
class HeraldWire implements ServedWire.Server {
    private WireServer server
    private Map<String, SocketIONamespace> namespaces

    @Override
    void start(Duration heartbeat, boolean asksForToken) {
        SocketIoSettings settings = new SocketIoSettings("127.0.0.1", 0, [])
                .withHeartbeat(heartbeat, heartbeat).withCompression(1).with(SocketLimit.MESSAGE_BYTES, ServedWire.MAX_BYTES)
        ClientAuth auth = asksForToken ? JwtAuth.bySecret("s" * 32, Expected.NOTHING) : ClientAuth.ANONYMOUS
        server = new WireServer(settings, "/socket.io", auth, SocketPackets::new)
        namespaces = ["", "/custom"].collectEntries { [it, server.open(it)] }
        server.start()
    }

    @Override
    int port() { server.port() }

    @Override
    SocketIONamespace namespace(String name) { namespaces[name] }

    @Override
    void close() { server?.close() }
}

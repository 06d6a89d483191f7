package io.herald.engine.delivery.socketio

import com.corundumstudio.socketio.SocketIONamespace
import io.herald.engine.auth.ClientAuth
import io.herald.engine.auth.Expected
import io.herald.engine.auth.JwtAuth

/** Herald's wire. */
class WireFaultsSpec extends WireFaultsContract {

    WireServer server
    Map<String, SocketIONamespace> namespaces

    @Override
    void start(boolean asksForToken) {
        SocketIoSettings settings = new SocketIoSettings("127.0.0.1", 0, [])
                .withHeartbeat(heartbeat, heartbeat).with(SocketLimit.MESSAGE_BYTES, MAX_BYTES)
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
    void stop() { server?.close() }
}

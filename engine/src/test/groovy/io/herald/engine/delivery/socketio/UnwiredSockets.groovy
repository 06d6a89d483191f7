package io.herald.engine.delivery.socketio

import com.corundumstudio.socketio.Configuration
import com.corundumstudio.socketio.HandshakeData
import com.corundumstudio.socketio.Transport
import com.corundumstudio.socketio.namespace.NamespacesHub
import io.herald.engine.auth.ClientAuth
import io.herald.engine.model.Namespace
import io.netty.channel.DefaultEventLoop
import java.util.concurrent.TimeUnit

/** Sockets of sessions that no client has. */
class UnwiredSockets implements AutoCloseable {
    private final DefaultEventLoop loop = new DefaultEventLoop()
    private final Configuration configuration = new Configuration()
    private final WireContext wire = new WireContext(new SocketIoSettings("127.0.0.1", 0, []), configuration, new NamespacesHub(configuration),
            ClientAuth.ANONYMOUS, SocketPackets::new)

    ClientSocket make(String id) {
        EngineSession session = new EngineSession(wire, "session of $id", new HandshakeData(), Transport.POLLING, [:], loop)
        new ClientSocket(session, Namespace.ROOT, id, "key of $id", Optional.empty())
    }

    @Override
    void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly()
        wire.stop()
    }
}

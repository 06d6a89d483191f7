package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in one line what fails for one client, and closes its connection: nothing of it reaches others. */
final class ClientFailures implements ExceptionListener {
    private static final Logger log = LoggerFactory.getLogger(ClientFailures.class);

    @Override
    public void onEventException(Exception failure, List<Object> arguments, SocketIOClient client) {
        log.warn("an event of a client failed: {}", failure.toString());
    }

    @Override
    public void onDisconnectException(Exception failure, SocketIOClient client) {
        log.warn("a client's end failed: {}", failure.toString());
    }

    @Override
    public void onConnectException(Exception failure, SocketIOClient client) {
        log.warn("a client's connect failed: {}", failure.toString());
    }

    @Override
    @SuppressWarnings("deprecation") // deprecated, and still abstract
    public void onPingException(Exception failure, SocketIOClient client) {
        log.debug("a client's ping failed: {}", failure.toString());
    }

    @Override
    public void onPongException(Exception failure, SocketIOClient client) {
        log.debug("a client's pong failed: {}", failure.toString());
    }

    @Override
    public boolean exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        log.debug("a connection failed: {}", failure.toString());
        var unused = context.close();
        return true;
    }

    @Override
    public void onAuthException(Throwable failure, SocketIOClient client) {
        log.warn("a client's authorization failed: {}", failure.toString());
    }
}

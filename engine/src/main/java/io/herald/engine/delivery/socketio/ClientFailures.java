package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListener;
import io.herald.engine.log.SparingLog;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what fails for one client, and closes its connection: nothing of it reaches others. What a client makes fail again and again does not
 * fill the log.
 */
final class ClientFailures implements ExceptionListener {
    private static final Logger log = LoggerFactory.getLogger(ClientFailures.class);

    private final SparingLog sparing = new SparingLog(log);

    @Override
    public void onEventException(Exception failure, List<Object> arguments, SocketIOClient client) {
        sparing.warn("event", "an event of a client failed: " + failure);
    }

    @Override
    public void onDisconnectException(Exception failure, SocketIOClient client) {
        sparing.warn("end", "a client's end failed: " + failure);
    }

    @Override
    public void onConnectException(Exception failure, SocketIOClient client) {
        sparing.warn("connect", "a client's connect failed: " + failure);
    }

    @Override
    public void onAuthException(Throwable failure, SocketIOClient client) {
        sparing.warn("authorization", "a client's authorization failed: " + failure);
    }

    void onReturnException(Throwable failure) {
        sparing.warn("return", "a client that came back begins anew: " + failure);
    }

    void onEnterException(Throwable failure) {
        sparing.error("enter", "a client that came back could not be let in", failure);
    }

    void onBroadcastException(Throwable failure) {
        sparing.error("broadcast", "a client's session ends, for a broadcast could not be written to it", failure);
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
}

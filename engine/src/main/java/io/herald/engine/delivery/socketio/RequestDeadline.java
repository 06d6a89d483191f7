package io.herald.engine.delivery.socketio;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection whose request does not come in whole in time, and one that is not used again. One connection. */
final class RequestDeadline extends ChannelDuplexHandler {
    private static final long IDLE_MILLIS = 60_000;

    private final WireContext wire;
    private @Nullable ScheduledFuture<?> end;

    RequestDeadline(WireContext wire) {
        this.wire = wire;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        long millis = wire.settings().limit(SocketLimit.REQUEST_MILLIS);
        schedule(millis, context, () -> {
            wire.refused(SocketLimit.REQUEST_MILLIS);
            var unused = context.close();
        });
        context.fireChannelActive();
    }

    private void schedule(long millis, ChannelHandlerContext context, Runnable task) {
        stop();
        end = context.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private void stop() {
        if (end != null) {
            end.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpRequest) {
            stop();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse) {
            schedule(IDLE_MILLIS, context, () -> {
                var unused = context.close();
            });
        }
        var unusedToo = context.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    /** A WebSocket has heartbeats of its own. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }
}

package io.herald.engine.delivery.socketio;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request does not come in whole in time, one that is not used again, and one that asks anew before it is answered
 * or takes no answers: clients ask for one thing at a time. One connection.
 */
final class RequestDeadline extends ChannelDuplexHandler {
    private static final long IDLE_MILLIS = 60_000;

    /** Of a request and its answer. */
    private enum Phase {
        COMING,
        ASKED,
        IDLE
    }

    private final WireContext wire;
    private Phase phase = Phase.COMING;
    private boolean cameWhole; // in this read
    private @Nullable ScheduledFuture<?> end;

    RequestDeadline(WireContext wire) {
        this.wire = wire;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest(context);
        context.fireChannelActive();
    }

    private void awaitRequest(ChannelHandlerContext context) {
        phase = Phase.COMING;
        schedule(
                wire.settings().limit(SocketLimit.REQUEST_MILLIS),
                context,
                () -> refuse(SocketLimit.REQUEST_MILLIS, context));
    }

    private void refuse(SocketLimit limit, ChannelHandlerContext context) {
        wire.refused(limit);
        var unused = context.close();
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
        if (!(message instanceof FullHttpRequest request) || mayAsk(context)) {
            context.fireChannelRead(message);
        } else {
            request.release();
        }
    }

    /** Whether the answer before is given, and those before it taken; else the connection is closed. */
    private boolean mayAsk(ChannelHandlerContext context) {
        boolean isAnswered = phase != Phase.ASKED;
        phase = Phase.ASKED;
        cameWhole = true;
        stop();
        if (!isAnswered) {
            var unused = context.close();
        } else if (!context.channel().isWritable()) {
            refuse(SocketLimit.PENDING_BYTES, context);
        } else {
            return true;
        }
        return false;
    }

    /** Something came: unless it was a request, one begins. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (phase == Phase.IDLE && !cameWhole) {
            awaitRequest(context);
        }
        cameWhole = false;
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse) {
            phase = Phase.IDLE;
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

package io.herald.engine.delivery.socketio;

import io.herald.engine.delivery.socketio.HttpAnswer.Refusal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;

/** Makes one request of its parts; of one that is too large, an answer that says so. */
final class RequestAggregator extends HttpObjectAggregator {
    private final WireContext wire;

    RequestAggregator(WireContext wire) {
        super(wire.settings().limit(SocketLimit.MESSAGE_BYTES), true);
        this.wire = wire;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        wire.refused(SocketLimit.MESSAGE_BYTES);
        new HttpAnswer(context, (HttpRequest) oversized, wire.origins()).refuse(Refusal.TOO_LARGE);
    }
}

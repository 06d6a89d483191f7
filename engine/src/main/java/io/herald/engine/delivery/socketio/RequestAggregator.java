package io.herald.engine.delivery.socketio;

import io.herald.engine.delivery.socketio.HttpAnswer.Refusal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Makes one request of its parts; of one that is too large, an answer that says so. */
final class RequestAggregator extends HttpObjectAggregator {
    private final WireContext wire;

    RequestAggregator(WireContext wire) {
        super(wire.settings().limit(SocketLimit.MESSAGE_BYTES), true);
        this.wire = wire;
    }

    /** One that asks first whether it may be too large is told as any other. */
    @Override
    protected @Nullable Object newContinueResponse(HttpMessage begun, int maxBytes, ChannelPipeline pipeline) {
        return isContentLengthInvalid(begun, maxBytes) ? null : super.newContinueResponse(begun, maxBytes, pipeline);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        wire.refused(SocketLimit.MESSAGE_BYTES);
        new HttpAnswer(context, (HttpRequest) oversized, wire.origins()).refuse(Refusal.TOO_LARGE);
    }
}

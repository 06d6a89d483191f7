package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Counts what one connection has sent of a request or message that is not whole yet. First in its pipeline. */
final class ReceivedBytes extends ChannelInboundHandlerAdapter {
    private final Unfinished.Part part;

    ReceivedBytes(WireContext wire, Channel channel) {
        this.part = wire.unfinished().new Part(() -> {
            var unused = channel.close();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        part.came(((ByteBuf) bytes).readableBytes());
        context.fireChannelRead(bytes);
    }

    /** A request or message came out of them. */
    void whole() {
        part.ended();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        part.ended();
    }
}

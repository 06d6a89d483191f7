package io.herald.engine.delivery.socketio;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;

/** Gives each connection its handlers. */
final class WirePipeline extends ChannelInitializer<Channel> {
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 8192;

    private final WireContext wire;

    WirePipeline(WireContext wire) {
        this.wire = wire;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline()
                .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_HEADERS))
                .addLast(new HttpObjectAggregator(wire.settings().maxMessageBytes()))
                .addLast(new ClientConnection(wire));
    }
}

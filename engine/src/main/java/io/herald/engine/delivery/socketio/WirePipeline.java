package io.herald.engine.delivery.socketio;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Gives each connection its handlers. */
final class WirePipeline extends ChannelInitializer<Channel> {
    private final WireContext wire;
    private final ChannelGroup connections;

    /** @param connections all that are open */
    WirePipeline(WireContext wire, ChannelGroup connections) {
        this.wire = wire;
        this.connections = connections;
    }

    @Override
    protected void initChannel(Channel channel) {
        connections.add(channel);
        SocketIoSettings settings = wire.settings();
        int headers = settings.limit(SocketLimit.HEADER_BYTES);
        channel.pipeline()
                .addLast(new HttpServerCodec(settings.limit(SocketLimit.URL_BYTES), headers, headers))
                .addLast(new RequestAggregator(wire))
                .addLast(new RequestDeadline(wire))
                .addLast(new ClientConnection(wire, isOneTooMany(channel)));
    }

    private boolean isOneTooMany(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            return false; // it is closed already
        }
        InetAddress address = remote.getAddress();
        if (!wire.addresses().enter(address)) {
            wire.refused(SocketLimit.CONNECTIONS_PER_ADDRESS);
            return true;
        }
        var unused =
                channel.closeFuture().addListener(closed -> wire.addresses().leave(address));
        return false;
    }
}

package io.herald.engine.delivery.socketio;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Gives each connection its handlers. */
final class WirePipeline extends ChannelInitializer<Channel> {
    private static final long TOLD_MILLIS = 1_000; // who is one too many is not counted, and goes the sooner

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
        boolean isOneTooMany = isOneTooMany(channel);
        if (isOneTooMany) {
            var unused = channel.eventLoop().schedule(() -> close(channel), TOLD_MILLIS, TimeUnit.MILLISECONDS);
        }
        SocketIoSettings settings = wire.settings();
        int headers = settings.limit(SocketLimit.HEADER_BYTES);
        ReceivedBytes received = new ReceivedBytes(wire, channel);
        channel.pipeline()
                .addLast(received)
                .addLast(new HttpServerCodec(settings.limit(SocketLimit.URL_BYTES), headers, headers))
                .addLast(new RequestAggregator(wire))
                .addLast(new RequestDeadline(wire))
                .addLast(new ClientConnection(wire, received, isOneTooMany));
    }

    private static void close(Channel channel) {
        var unused = channel.close();
    }

    private boolean isOneTooMany(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            return false; // it is closed already
        }
        InetAddress address = remote.getAddress();
        if (!wire.connectionCount().enter(address)) {
            wire.refused(SocketLimit.CONNECTIONS_PER_ADDRESS);
            return true;
        }
        var unused = channel.closeFuture()
                .addListener(closed -> wire.connectionCount().leave(address));
        return false;
    }
}

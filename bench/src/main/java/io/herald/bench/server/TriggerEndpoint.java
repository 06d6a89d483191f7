package io.herald.bench.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes triggers by {@code POST}, as bare as HTTP allows: the servers that have no HTTP API of their own are triggered by it. */
final class TriggerEndpoint extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_BODY = 1 << 16;

    private final Consumer<Ask> broadcaster;

    private TriggerEndpoint(Consumer<Ask> broadcaster) {
        this.broadcaster = broadcaster;
    }

    /** Listens on a free port, on an event loop of its own. */
    static int listen(Consumer<Ask> broadcaster) {
        EventLoopGroup own = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        return listen(new ServerBootstrap().group(own).channel(EpollServerSocketChannel.class), broadcaster);
    }

    /** Listens on a free port, on the event loops of the bootstrap. */
    static int listen(ServerBootstrap bootstrap, Consumer<Ask> broadcaster) {
        Channel channel = bootstrap
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MAX_BODY),
                                        new TriggerEndpoint(broadcaster));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        broadcaster.accept(Ask.parse(request.content().toString(StandardCharsets.UTF_8)));
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        var unused = context.writeAndFlush(response, context.voidPromise());
    }

    /** Tells the bench the ports, in the words of Herald's own start screen. */
    @SuppressWarnings("SystemOut") // what the bench reads
    static void tell(int triggerPort, int socketPort) {
        System.out.printf("Admin API  http://127.0.0.1:%d%nSocket.IO  http://127.0.0.1:%d%n", triggerPort, socketPort);
    }
}

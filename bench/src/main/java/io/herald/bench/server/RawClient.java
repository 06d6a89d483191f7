package io.herald.bench.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client of the bare broadcaster: greets it and lets it join, and never pings. */
final class RawClient extends SimpleChannelInboundHandler<Object> {
    private static final Pattern JOIN = Pattern.compile("42(\\d+)\\[\"join\",\"benchRoom\",\\[(\\d+)]]");
    private static final String OPENING =
            "0{\"sid\":\"raw\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";

    private final RawServer server;

    RawClient(RawServer server) {
        this.server = server;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpRequest request) {
            greet(context, request);
        } else if (message instanceof TextWebSocketFrame frame) {
            answer(context, frame.text());
        }
    }

    private static void greet(ChannelHandlerContext context, FullHttpRequest request) {
        String url = "ws://" + request.headers().get(HttpHeaderNames.HOST) + request.uri();
        new WebSocketServerHandshaker13(url, null, false, 1 << 16)
                .handshake(context.channel(), request)
                .addListener(done -> {
                    context.pipeline().remove("wsencoder"); // what goes out is framed already
                    send(context, OPENING);
                });
    }

    private void answer(ChannelHandlerContext context, String text) {
        Matcher join = JOIN.matcher(text);
        if (join.matches()) {
            server.join(Integer.parseInt(join.group(2)), context.channel());
            send(context, "43" + join.group(1) + "[{\"ok\":true}]");
        } else if (text.startsWith("40")) {
            send(context, "40{\"sid\":\"raw\"}");
        }
    }

    private static void send(ChannelHandlerContext context, String text) {
        var unused = context.writeAndFlush(RawServer.frame(text), context.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        server.leave(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        var unused = context.close(); // a client that is gone
    }
}

package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import io.herald.engine.delivery.socketio.HttpAnswer.Refusal;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.flow.FlowControlHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection: HTTP requests of polling clients, or a WebSocket. Finds the session that each belongs to, and hands it over. One
 * connection, one event loop; the session may live on another.
 */
final class ClientConnection extends SimpleChannelInboundHandler<Object> {
    private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

    private final WireContext wire;
    private final ReceivedBytes received;
    private final boolean isOneTooMany;
    private @Nullable EngineSession session; // of the WebSocket, or of the last poll
    private @Nullable Passage passage; // of a WebSocket

    /** @param isOneTooMany of its address: it is told so */
    ClientConnection(WireContext wire, ReceivedBytes received, boolean isOneTooMany) {
        this.wire = wire;
        this.received = received;
        this.isOneTooMany = isOneTooMany;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        EngineSession of = session;
        if (message instanceof FullHttpRequest request) {
            received.whole();
            http(context, request);
        } else if (message instanceof CloseWebSocketFrame close) {
            var unused = context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
        } else if (of != null && message instanceof String text) {
            received.whole();
            pass(of, text.length(), () -> of.incoming().received(text, context.channel()));
        } else if (of != null && message instanceof PingWebSocketFrame ping) {
            byte[] payload = ByteBufUtil.getBytes(ping.content());
            pass(of, payload.length, () -> of.incoming().pinged(payload, context.channel()));
        } else if (of != null && message instanceof BinaryWebSocketFrame frame) {
            received.whole();
            byte[] bytes = ByteBufUtil.getBytes(frame.content());
            pass(of, bytes.length, () -> of.incoming().received(bytes, context.channel()));
        }
    }

    private void pass(EngineSession to, int bytes, Runnable message) {
        Objects.requireNonNull(passage, "a WebSocket has one").to(to.loop(), bytes, message);
    }

    private void http(ChannelHandlerContext context, FullHttpRequest request) {
        HttpAnswer answer = new HttpAnswer(context, request, wire.origins());
        RequestTarget.of(request.uri(), wire)
                .ifPresentOrElse(
                        target -> http(context, request, target, answer), () -> answer.refuse(Refusal.BAD_REQUEST));
    }

    private void http(ChannelHandlerContext context, FullHttpRequest request, RequestTarget target, HttpAnswer answer) {
        Optional<Refusal> refusal = refusal(request, target);
        if (refusal.isPresent()) {
            answer.refuse(refusal.get());
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            answer.nothing();
        } else if (target.isWebSocket()) {
            webSocket(context, request, target, answer);
        } else {
            polling(context, request, target, answer);
        }
    }

    private Optional<Refusal> refusal(FullHttpRequest request, RequestTarget target) {
        if (!request.decoderResult().isSuccess()) {
            return Optional.of(unreadable(request.decoderResult().cause()));
        }
        if (isOneTooMany) {
            return Optional.of(Refusal.TOO_MANY_CONNECTIONS);
        }
        if (!target.path().equals(wire.path())) {
            return Optional.of(Refusal.NOT_FOUND);
        }
        if (!wire.origins()
                .admits(
                        request.headers().get(HttpHeaderNames.ORIGIN),
                        request.headers().get(HttpHeaderNames.HOST))) {
            return Optional.of(Refusal.FORBIDDEN);
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            return Optional.empty();
        }
        if (!target.isWebSocket() && !target.has("transport", "polling")) {
            return Optional.of(Refusal.UNKNOWN_TRANSPORT);
        }
        if (!target.has("EIO", "4")) {
            return Optional.of(Refusal.UNSUPPORTED_VERSION);
        }
        boolean begins = !target.namesSession();
        if (!begins && target.session().isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_SESSION);
        }
        if (begins && !request.method().equals(HttpMethod.GET)) {
            return Optional.of(Refusal.BAD_HANDSHAKE_METHOD);
        }
        if (begins && wire.isStopping()) {
            return Optional.of(Refusal.STOPPING);
        }
        return target.isWebSocket() == isUpgrade(request) ? Optional.empty() : Optional.of(Refusal.BAD_REQUEST);
    }

    private Refusal unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            wire.refused(SocketLimit.URL_BYTES);
            return Refusal.LONG_URL;
        }
        if (cause instanceof TooLongHttpHeaderException) {
            wire.refused(SocketLimit.HEADER_BYTES);
            return Refusal.LARGE_HEADERS;
        }
        return Refusal.BAD_REQUEST;
    }

    private static boolean isUpgrade(FullHttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    // ---- polling

    private void polling(
            ChannelHandlerContext context, FullHttpRequest request, RequestTarget target, HttpAnswer answer) {
        Optional<EngineSession> known = target.session();
        if (known.isEmpty()) {
            EngineSession asked = newSession(context, request, target, Transport.POLLING);
            if (asked.begin()) { // before the client is told, or its clock would be ahead
                answer.text(wire.opening(asked).getBytes(StandardCharsets.UTF_8));
            } else {
                answer.refuse(Refusal.TOO_MANY_SESSIONS);
            }
        } else if (request.method().equals(HttpMethod.GET)) {
            EngineSession polled = known.get();
            session = polled;
            polled.run(() -> polled.polled(new PendingPoll(context.channel(), answer)));
        } else if (request.method().equals(HttpMethod.POST)) {
            String body = request.content().toString(StandardCharsets.UTF_8);
            known.get().run(() -> known.get().incoming().posted(body, answer));
        } else {
            answer.refuse(Refusal.BAD_REQUEST);
        }
    }

    /** A session that is not known yet: it may come to nothing. */
    private EngineSession newSession(
            ChannelHandlerContext context, FullHttpRequest request, RequestTarget target, Transport transport) {
        Channel channel = context.channel();
        HandshakeData handshake = new HandshakeData(
                kept(request.headers()),
                Map.of(),
                (InetSocketAddress) channel.remoteAddress(),
                (InetSocketAddress) channel.localAddress(),
                "",
                request.headers().contains(HttpHeaderNames.ORIGIN));
        return new EngineSession(wire, wire.newId(), handshake, transport, target.query(), channel.eventLoop());
    }

    /** What a session remembers of its request; a browser's headers would be most of what an idle client takes. */
    private static HttpHeaders kept(HttpHeaders headers) {
        String agent = headers.get(HttpHeaderNames.USER_AGENT);
        return agent != null && agent.startsWith(SessionTransport.OKHTTP)
                ? new ReadOnlyHttpHeaders(false, HttpHeaderNames.USER_AGENT, SessionTransport.OKHTTP)
                : EmptyHttpHeaders.INSTANCE;
    }

    // ---- WebSocket

    private void webSocket(
            ChannelHandlerContext context, FullHttpRequest request, RequestTarget target, HttpAnswer answer) {
        if (!"13".equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                || !request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            answer.refuse(Refusal.BAD_REQUEST);
            return;
        }
        Optional<EngineSession> known = target.session();
        EngineSession of = known.orElseGet(() -> newSession(context, request, target, Transport.WEBSOCKET));
        if (known.isEmpty() && !of.begin()) {
            answer.refuse(Refusal.TOO_MANY_SESSIONS);
            return;
        }
        session = of;
        if (of.loop() == context.channel().eventLoop()
                || !wire.settings().transport().movesConnections()) {
            accept(context, request, of, known.isPresent());
        } else {
            moveTo(of.loop(), context.channel(), request.retain(), () -> accept(context, request, of, true));
        }
    }

    /** Gives the connection to another event loop, with a request that is not yet answered: what it writes from then on takes no detour. */
    private static void moveTo(EventLoop loop, Channel channel, FullHttpRequest request, Runnable then) {
        var unused = channel.deregister().addListener(left -> {
            var unusedToo = loop.register(channel).addListener(arrived -> {
                try {
                    if (arrived.isSuccess()) {
                        then.run();
                    } else {
                        channel.unsafe().closeForcibly();
                    }
                } finally {
                    request.release();
                }
            });
        });
    }

    private void accept(ChannelHandlerContext context, FullHttpRequest request, EngineSession of, boolean isProbe) {
        int maxBytes = wire.settings().limit(SocketLimit.MESSAGE_BYTES);
        HttpHeaders agreed = extensions(request);
        boolean inflates = !agreed.isEmpty();
        WebSocketDecoderConfig frames = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxBytes)
                .allowExtensions(inflates)
                .closeOnProtocolViolation(false) // exceptionCaught does
                .build();
        var unused = new WebSocketServerHandshaker13(
                        "ws://" + request.headers().get(HttpHeaderNames.HOST) + wire.path(), null, frames)
                .handshake(context.channel(), request, agreed, context.newPromise())
                .addListener(handshake -> {
                    if (!handshake.isSuccess()) {
                        var unusedToo = context.close();
                        if (!isProbe) {
                            of.close("its WebSocket could not be opened");
                        }
                        return;
                    }
                    context.pipeline().remove(RequestDeadline.class);
                    Reading reading = new Reading(context.channel());
                    passage = new Passage(reading, context.executor());
                    if (inflates) {
                        Compression.agree(context.channel());
                        context.pipeline().addBefore(context.name(), null, new FlowControlHandler()); // for Inflow
                    }
                    context.pipeline()
                            .addBefore(context.name(), null, new MessageAssembler(reading, maxBytes, inflates));
                    if (isProbe) {
                        of.run(() -> of.probed(context.channel()));
                    } else {
                        of.opened(context.channel());
                    }
                });
    }

    private HttpHeaders extensions(FullHttpRequest request) {
        HttpHeaders agreed = new DefaultHttpHeaders();
        if (wire.compression().isOn()) {
            DeflateOffer.accept(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS))
                    .ifPresent(accepted -> agreed.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, accepted));
        }
        return agreed;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        EngineSession of = session;
        if (of != null) {
            of.run(() -> of.lost(context.channel()));
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        log.debug("a connection failed: {}", failure.toString());
        if (failure instanceof CorruptedWebSocketFrameException broken) {
            refuse(context, broken.closeStatus());
        } else {
            var unused = context.close();
        }
    }

    private void refuse(ChannelHandlerContext context, WebSocketCloseStatus status) {
        if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            wire.refused(SocketLimit.MESSAGE_BYTES);
        }
        var unused = context.writeAndFlush(new CloseWebSocketFrame(status)).addListener(ChannelFutureListener.CLOSE);
    }
}

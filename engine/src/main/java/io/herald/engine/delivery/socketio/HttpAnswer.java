package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers one HTTP request. May be used from any thread, once. */
final class HttpAnswer {
    private static final long LINGER_MILLIS = 1_000;
    private static final Pattern HEADER_NAMES = Pattern.compile("[\\w-]{1,64}(, ?[\\w-]{1,64}){0,31}");

    private final ChannelHandlerContext context;
    private final boolean keepsAlive;
    private final boolean takesCookies;
    private final String headers; // that the page may send
    private @Nullable String origin; // of the page that may read the answer
    private volatile @Nullable ChannelFuture sent;

    HttpAnswer(ChannelHandlerContext context, HttpRequest request, OriginPolicy origins) {
        this.context = context;
        this.keepsAlive = HttpUtil.isKeepAlive(request);
        this.origin = request.headers().get(HttpHeaderNames.ORIGIN);
        this.takesCookies = origins.admitsCookies(origin);
        String wanted = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        this.headers = wanted != null && HEADER_NAMES.matcher(wanted).matches() ? wanted : "Content-Type";
    }

    void text(byte[] body) {
        send(HttpResponseStatus.OK, "text/plain; charset=UTF-8", body, keepsAlive);
    }

    void nothing() {
        send(HttpResponseStatus.NO_CONTENT, "text/plain; charset=UTF-8", new byte[0], keepsAlive);
    }

    /** Runs it once the answer has gone out; at once when there is none. */
    void whenSent(Runnable task) {
        ChannelFuture answered = sent;
        if (answered == null) {
            task.run();
        } else {
            var unused = answered.addListener(done -> task.run());
        }
    }

    /** A refusal as the Engine.IO protocol tells it; the connection is closed. */
    void refuse(Refusal refusal) {
        if (refusal == Refusal.FORBIDDEN) {
            origin = null;
        }
        String body = "{\"code\":" + refusal.code() + ",\"message\":\"" + refusal.message() + "\"}";
        send(
                HttpResponseStatus.valueOf(refusal.status()),
                "application/json",
                body.getBytes(StandardCharsets.UTF_8),
                false);
    }

    private void send(HttpResponseStatus status, String type, byte[] bytes, boolean isKept) {
        ByteBuf body = Unpooled.wrappedBuffer(bytes);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, isKept ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        if (origin != null) {
            response.headers()
                    .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .set(HttpHeaderNames.VARY, "Origin, Access-Control-Request-Headers")
                    .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
                    .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        if (takesCookies) {
            response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        ChannelFuture sending = context.writeAndFlush(response);
        sent = sending;
        if (status.equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)) {
            var unused = sending.addListener(done -> closeInAWhile());
        } else if (!isKept) {
            var unused = sending.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Who still sends when the connection is closed finds it reset, and reads no answer. */
    private void closeInAWhile() {
        Runnable end = () -> {
            var unused = context.close();
        };
        var unused = context.executor().schedule(end, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Why a request is not served.
     *
     * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO protocol, version 4</a>
     */
    enum Refusal {
        UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
        UNKNOWN_SESSION(400, 1, "Session ID unknown"),
        BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
        BAD_REQUEST(400, 3, "Bad request"),
        FORBIDDEN(403, 4, "Forbidden"),
        UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
        NOT_FOUND(404, 3, "Not found"),
        TOO_LARGE(413, 3, "Payload too large"),
        LONG_URL(414, 3, "URL too long"),
        TOO_MANY_CONNECTIONS(429, 3, "Too many connections from this address"),
        TOO_MANY_SESSIONS(429, 3, "Too many sessions from this address"),
        LARGE_HEADERS(431, 3, "Headers too large"),
        STOPPING(503, 3, "This node is stopping: try again");

        private final int status;
        private final int code;
        private final String message;

        Refusal(int status, int code, String message) {
            this.status = status;
            this.code = code;
            this.message = message;
        }

        int status() {
            return status;
        }

        int code() {
            return code;
        }

        String message() {
            return message;
        }
    }
}

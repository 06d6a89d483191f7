package io.herald.engine.delivery.socketio;

import io.herald.engine.delivery.socketio.HttpAnswer.Refusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How one session's messages reach its client: by polls, by a WebSocket, or by the one and soon the other. On the session's event loop. */
final class SessionTransport {
    /** How OkHttp's agents begin. */
    static final String OKHTTP = "okhttp/";

    /** For a client to take, or to fetch, that it is disconnected. */
    static final long GOODBYE_MILLIS = 5_000;

    private static final int SHORT = 16; // while memory is short, a client has this part of what may wait for it else
    private static final byte[] NOOP = {'6'};

    private final WireContext wire;
    private final EngineSession session;
    private final PollQueue polling = new PollQueue();
    private final int maxPending;
    private @Nullable Channel socket;
    private @Nullable ChannelHandlerContext outlet; // of the WebSocket: what is framed already goes past its handlers
    private @Nullable Channel probe; // a WebSocket that may take over
    private @Nullable Runnable lastWords; // for a client that polls, and has no poll
    private int largest; // of the writes that alone are more than may wait
    private boolean inflates; // the WebSocket's client
    private boolean isUpgrading;
    private boolean isUnflushed;
    private volatile boolean isWebSocket;

    SessionTransport(WireContext wire, EngineSession session, boolean isWebSocket) {
        this.wire = wire;
        this.session = session;
        this.maxPending = wire.settings().limit(SocketLimit.PENDING_BYTES);
        this.isWebSocket = isWebSocket;
    }

    /** Any thread. */
    boolean isWebSocket() {
        return isWebSocket;
    }

    boolean isWritable() {
        Channel channel = socket;
        return channel == null || channel.isWritable();
    }

    // ---- what goes out

    void write(Message message) {
        ChannelHandlerContext out = outlet;
        if (out == null) {
            enqueue(message);
        } else if (mayGet(message.length(), waiting(out.channel()))) {
            var unused = out.writeAndFlush(message.frame(out.alloc()), out.voidPromise());
        }
    }

    /** Whether broadcasts are to be {@link #put} into the WebSocket; else they wait for a poll, or the client gets none. */
    boolean takes(Batch batch) {
        ChannelHandlerContext out = outlet;
        if (batch.isVolatile() && !isEager()) {
            return false;
        }
        if (out == null) {
            batch.messages().forEach(this::enqueue);
            return false;
        }
        return mayGet(batch.length(), waiting(out.channel()));
    }

    /** Puts them there without letting them go: returns whether it is to be flushed from now on. */
    boolean put(Batch batch) {
        ChannelHandlerContext out = outlet;
        if (out == null) {
            return false;
        }
        var unused = out.write(batch.frames(out.alloc(), inflates), out.voidPromise());
        boolean isFirst = !isUnflushed;
        isUnflushed = true;
        return isFirst;
    }

    void flush() {
        isUnflushed = false;
        if (outlet != null) {
            outlet.flush();
        }
    }

    /** Whether the client takes what it gets: a poll waits for it, or its WebSocket has no more than half of what may wait for it. */
    private boolean isEager() {
        Channel channel = socket;
        return channel == null ? polling.hasPoll() : channel.bytesBeforeUnwritable() > maxPending / 2;
    }

    private void enqueue(Message message) {
        if (!session.isClosed() && mayGet(message.waitingBytes(), polling.bytes())) {
            polling.add(message);
            polling.answer();
        }
    }

    /** Bytes that wait for the WebSocket's client, where they are more than may; while memory is short, less may. */
    private long waiting(Channel channel) {
        if (wire.memory().isShort() && channel.isActive() && pending(channel) > maxPending / SHORT) {
            return Long.MAX_VALUE;
        }
        return channel.isWritable() || !channel.isActive() ? 0 : pending(channel);
    }

    private long pending(Channel channel) {
        return maxPending + (channel.isWritable() ? -channel.bytesBeforeUnwritable() : channel.bytesBeforeWritable());
    }

    /** Whether a client gets so many bytes more: it is cut when it has not taken what it got before, and for no message's size alone. */
    boolean mayGet(int bytes, long waiting) {
        if (waiting > (long) maxPending + largest) {
            wire.refused(SocketLimit.PENDING_BYTES);
            session.close("it takes messages too slowly");
            return false;
        }
        if (bytes > maxPending) {
            largest = Math.max(largest, bytes);
        }
        return true;
    }

    // ---- polls

    void polled(PendingPoll request) {
        if (socket != null) {
            request.answer().refuse(Refusal.BAD_REQUEST);
        } else if (polling.hasPoll()) {
            request.answer().refuse(Refusal.BAD_REQUEST);
            session.close("two polls at once");
        } else {
            polling.hold(request);
            sayLastWords();
            polling.answer();
            if (isUpgrading) {
                endInAWhile(request);
            }
        }
    }

    /** Lets the client of a poll go on, which moves to its WebSocket; unless that says meanwhile that it has moved: the poll overtook it. */
    private void endInAWhile(PendingPoll request) {
        session.afterLinger(() -> {
            if (polling.holds(request)) {
                polling.answer(NOOP);
            }
        });
    }

    boolean hasPoll() {
        return polling.hasPoll();
    }

    // ---- WebSockets

    /** The session begins over this WebSocket. */
    void opened(Channel channel) {
        serve(channel);
        var unused = channel.writeAndFlush(new TextWebSocketFrame(wire.opening(session)));
    }

    private void serve(Channel channel) {
        socket = channel;
        outlet = channel.pipeline().firstContext();
        inflates = Compression.isAgreed(channel);
    }

    boolean isOpen() {
        return socket != null;
    }

    /** A second WebSocket for the session: it may take over from polling, once. */
    void probed(Channel channel) {
        if (session.isClosed() || socket != null || probe != null) {
            goodbye(channel, "the session has another transport");
        } else {
            probe = channel;
            var unused = session.loop()
                    .schedule(
                            () -> giveUp(channel),
                            wire.settings().limit(SocketLimit.REQUEST_MILLIS),
                            TimeUnit.MILLISECONDS);
        }
    }

    /** Polling goes on, where the WebSocket did not take over by now. */
    private void giveUp(Channel channel) {
        if (isProbe(channel)) {
            wire.refused(SocketLimit.REQUEST_MILLIS);
            forgetProbe();
            goodbye(channel, "it did not take over in time");
        }
    }

    private void forgetProbe() {
        probe = null;
        isUpgrading = false;
    }

    boolean isProbe(Channel channel) {
        return channel.equals(probe);
    }

    /** Whether it speaks for the client: one that came second does not. */
    boolean listensTo(Channel channel) {
        return channel.equals(socket) || isProbe(channel);
    }

    /** A message of the probe. */
    void receiveFromProbe(String message, Channel from) {
        if (message.equals("2probe") && !isUpgrading) {
            isUpgrading = true;
            var unused = from.writeAndFlush(new TextWebSocketFrame("3probe"));
            polling.poll().ifPresent(this::endInAWhile);
        } else if (message.equals("5") && isUpgrading) {
            upgrade(from);
        } else {
            throw new MalformedPacketException("a probe was expected");
        }
    }

    private void upgrade(Channel channel) {
        forgetProbe();
        serve(channel);
        isWebSocket = true;
        polling.refuse(Refusal.BAD_REQUEST); // one that raced the upgrade
        polling.drain(message -> {
            var unused = channel.write(message.frame(channel.alloc()), channel.voidPromise());
        });
        channel.flush();
        sayLastWords();
    }

    // ---- the end

    /** Runs it when the client can be told: one that polls, when it polls next. */
    void whenReached(Runnable task) {
        if (socket != null || polling.hasPoll() || session.isClosed()) {
            task.run();
        } else {
            lastWords = task;
        }
    }

    private void sayLastWords() {
        Runnable task = lastWords;
        lastWords = null;
        if (task != null) {
            task.run();
        }
    }

    /** A connection of the session ended; returns why that ends the session, or null when it does not. */
    @Nullable
    String lost(Channel channel) {
        if (isProbe(channel)) {
            forgetProbe();
        } else if (channel.equals(socket)) {
            return "connection lost";
        } else if (polling.isPolledBy(channel)) {
            polling.forgetPoll();
            return "poll cancelled";
        }
        return null;
    }

    /** The client said that it closes: a poll that waits is let go. */
    void release() {
        polling.answer(NOOP);
    }

    void close(String reason) {
        polling.add(Message.text("1"));
        polling.answer();
        polling.drain(message -> {});
        goodbye(socket, reason);
        goodbye(probe, reason);
    }

    /** Runs it once the WebSocket is closed, or the last poll is answered. */
    void whenGone(Runnable task) {
        Channel channel = socket;
        if (channel == null) {
            polling.whenSent(task);
        } else {
            var unused = channel.closeFuture().addListener(closed -> task.run());
        }
    }

    /** OkHttp, and so the Java client, stops reading at a close frame and tells nobody: it is told by the connection's end alone. */
    private void goodbye(@Nullable Channel channel, String reason) {
        if (channel == null) {
            return;
        }
        boolean isOkHttp = session.getHandshakeData().getHttpHeaders().contains(HttpHeaderNames.USER_AGENT);
        if (isOkHttp || !channel.isWritable() || wire.memory().isShort()) { // who takes nothing takes no goodbye
            end(channel);
            return;
        }
        var unused = channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE, reason))
                .addListener(ChannelFutureListener.CLOSE);
        var late = session.loop().schedule(() -> end(channel), GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        var unusedToo = channel.closeFuture().addListener(closed -> late.cancel(false));
    }

    private static void end(Channel channel) {
        var unused = channel.close();
    }
}

package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import io.herald.engine.delivery.socketio.HttpAnswer.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's Engine.IO session: its transport, what waits for it, its heartbeat. netty-socketio sees it as a {@link ClientHead}. All its
 * state belongs to its event loop; what other threads ask for is done there, in the order they asked.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO protocol, version 4</a>
 */
final class EngineSession extends ClientHead {
    private static final Logger log = LoggerFactory.getLogger(EngineSession.class);
    private static final char SEPARATOR = '\u001e';
    private static final long LINGER_MILLIS = 50; // a close by POST may overtake the GET it means
    private static final byte[] NOOP = {'6'};
    private static final byte[] CLOSE = {'1'};

    private final WireContext wire;
    private final String id;
    private final EventLoop loop;
    private final Packets packets;
    private final PollQueue polling = new PollQueue();
    private @Nullable Channel socket;
    private @Nullable Channel probe; // a WebSocket that may take over
    private boolean isUpgrading;
    private boolean isLeaving; // its close came before the poll it means
    private final Heartbeat heartbeat;
    private volatile boolean isWebSocket;
    private volatile boolean isClosed;

    /** @param id secret: who knows it can speak for the client */
    EngineSession(
            WireContext wire,
            String id,
            HandshakeData handshake,
            Transport transport,
            Map<String, List<String>> query,
            EventLoop loop) {
        super(
                UUID.randomUUID(),
                wire.acks(),
                wire,
                wire.configuration().getStoreFactory(),
                handshake,
                new ClientsBox(),
                transport,
                wire.scheduler(),
                wire.configuration(),
                query);
        this.wire = wire;
        this.id = id;
        this.loop = loop;
        this.heartbeat =
                new Heartbeat(loop, wire.settings(), () -> write(Message.text("2")), () -> close("ping timeout"));
        this.packets = wire.packetsOf(this);
        this.isWebSocket = transport == Transport.WEBSOCKET;
    }

    String id() {
        return id;
    }

    EventLoop loop() {
        return loop;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Does it on the session's event loop: at once when that is this thread. */
    void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    String opening() {
        String upgrades = isWebSocket ? "[]" : "[\"websocket\"]";
        return "0{\"sid\":\"" + id + "\",\"upgrades\":" + upgrades + ",\"pingInterval\":"
                + wire.configuration().getPingInterval() + ",\"pingTimeout\":"
                + wire.configuration().getPingTimeout() + ",\"maxPayload\":"
                + wire.settings().maxMessageBytes() + "}";
    }

    /** Begins the heartbeat, and the time within which a client has to connect to a namespace. */
    void begin() {
        heartbeat.answered();
        var unused = loop.schedule(
                () -> {
                    if (getNamespaces().isEmpty()) {
                        close("no namespace was connected to in time");
                    }
                },
                wire.settings().connectTimeoutMillis(),
                TimeUnit.MILLISECONDS);
    }

    // ---- what goes out

    /** Writes one message and lets it go. On the event loop. */
    void write(Message message) {
        Channel channel = socket;
        if (isClosed) {
            return;
        }
        if (channel != null) {
            var unused = channel.writeAndFlush(message.frame());
            closeIfSlow(channel);
        } else {
            enqueue(message);
            answerPoll();
        }
    }

    /** Writes a broadcast without letting it go: returns the channel to flush, or null when there is nothing to. On the event loop. */
    @Nullable
    Channel write(Message message, ByteBuf frame) {
        Channel channel = socket;
        if (isClosed) {
            return null;
        }
        if (channel == null) {
            enqueue(message);
            answerPoll();
            return null;
        }
        var unused = channel.write(frame.retainedDuplicate());
        closeIfSlow(channel);
        return channel;
    }

    private void closeIfSlow(Channel channel) {
        if (!channel.isWritable() && channel.isActive()) {
            close("it takes messages too slowly");
        }
    }

    private void enqueue(Message message) {
        polling.add(message);
        if (polling.bytes() > wire.settings().maxPendingBytes()) {
            close("it takes messages too slowly");
        }
    }

    private void answerPoll() {
        if (!isUpgrading) {
            polling.answer();
        }
    }

    // ---- what comes in over polling

    void polled(PendingPoll request) {
        if (isClosed || socket != null) {
            request.answer().refuse(isClosed ? Refusal.UNKNOWN_SESSION : Refusal.BAD_REQUEST);
        } else if (polling.hasPoll()) {
            request.answer().refuse(Refusal.BAD_REQUEST);
            close("two polls at once");
        } else {
            polling.hold(request);
            if (isLeaving) {
                closeByClient();
            } else if (isUpgrading) {
                polling.answer(NOOP);
            } else {
                answerPoll();
            }
        }
    }

    /** The messages of one POST. */
    void posted(String body, HttpAnswer answer) {
        if (isClosed || socket != null) {
            answer.refuse(isClosed ? Refusal.UNKNOWN_SESSION : Refusal.BAD_REQUEST);
            return;
        }
        try {
            for (String message : body.split(String.valueOf(SEPARATOR), -1)) {
                if (message.startsWith("b")) {
                    packets.binary(decoded(message.substring(1)));
                } else if (!isClosed) {
                    receive(message, null);
                }
            }
            answer.text(new byte[] {'o', 'k'});
        } catch (MalformedPacketException e) {
            answer.refuse(Refusal.BAD_REQUEST);
            close(e.getMessage());
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64); // some clients break lines
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException("invalid base64");
        }
    }

    // ---- what comes in over a WebSocket

    /** Opens the session over this WebSocket. */
    void opened(Channel channel) {
        socket = channel;
        var unused = channel.writeAndFlush(new TextWebSocketFrame(opening()));
    }

    /** A second WebSocket for the session: it may take over from polling, once. */
    void probed(Channel channel) {
        if (isClosed || socket != null || probe != null) {
            closeChannel(channel);
        } else {
            probe = channel;
        }
    }

    void received(String message, Channel from) {
        try {
            receive(message, from);
        } catch (MalformedPacketException e) {
            close(e.getMessage());
        }
    }

    void received(byte[] message) {
        try {
            packets.binary(message);
        } catch (MalformedPacketException e) {
            close(e.getMessage());
        }
    }

    private void receive(String message, @Nullable Channel from) {
        if (isClosed) {
            return;
        }
        if (from != null && from.equals(probe)) {
            receiveFromProbe(message, from);
            return;
        }
        switch (message.isEmpty() ? '?' : message.charAt(0)) {
            case '1' -> closeByClient();
            case '2' -> write(Message.text("3" + message.substring(1)));
            case '3' -> heartbeat.answered();
            case '4' -> packets.text(message.substring(1));
            case '6' -> {}
            default -> throw new MalformedPacketException("unknown message type");
        }
    }

    private void receiveFromProbe(String message, Channel from) {
        if (message.equals("2probe")) {
            isUpgrading = true;
            var unused = from.writeAndFlush(new TextWebSocketFrame("3probe"));
            polling.answer(NOOP);
        } else if (message.equals("5") && isUpgrading) {
            upgrade(from);
        } else {
            throw new MalformedPacketException("a probe was expected");
        }
    }

    private void upgrade(Channel channel) {
        isUpgrading = false;
        probe = null;
        socket = channel;
        isWebSocket = true;
        polling.refuse(Refusal.BAD_REQUEST); // one that raced the upgrade
        polling.drain(message -> {
            var unused = channel.write(message.frame());
        });
        channel.flush();
    }

    private void closeByClient() {
        if (socket == null && !polling.hasPoll()) {
            isLeaving = true;
            var unused = loop.schedule(() -> close("closed by the client"), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        polling.answer(NOOP);
        close("closed by the client");
    }

    /** A connection of the session ended. */
    void lost(Channel channel) {
        if (channel.equals(probe)) {
            probe = null;
            isUpgrading = false;
            answerPoll();
        } else if (channel.equals(socket)) {
            close("connection lost");
        } else if (polling.isPolledBy(channel)) {
            polling.forgetPoll();
            close("poll cancelled");
        }
    }

    /** Ends the session and tells its namespaces; nothing else is touched. On the event loop; more than once is once. */
    void close(@Nullable String reason) {
        if (isClosed) {
            return;
        }
        log.debug("a session ends: {}", reason);
        polling.answer(CLOSE);
        isClosed = true;
        heartbeat.stop();
        polling.drain(message -> {});
        packets.forget();
        closeChannel(socket);
        closeChannel(probe);
        onChannelDisconnect();
        wire.ended(this);
    }

    /** Says goodbye before it closes, unless the client takes nothing. */
    private static void closeChannel(@Nullable Channel channel) {
        if (channel == null) {
            return;
        }
        var unused = channel.isWritable()
                ? channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                        .addListener(ChannelFutureListener.CLOSE)
                : channel.close();
    }

    // ---- as netty-socketio sees it

    /** Sends a packet after what was sent before it. */
    void emit(Packet packet) {
        List<Message> messages =
                wire.json().write(packet); // on the caller's thread: what it sends may change afterwards
        run(() -> messages.forEach(this::write));
    }

    @Override
    public @Nullable ChannelFuture send(Packet packet) {
        emit(packet);
        return null;
    }

    @Override
    public @Nullable ChannelFuture send(Packet packet, Transport transport) {
        return send(packet);
    }

    @Override
    public void disconnect() {
        Packet packet = new Packet(PacketType.MESSAGE, getEngineIOVersion());
        packet.setSubType(PacketType.DISCONNECT);
        emit(packet);
        run(() -> close("disconnected by the server"));
    }

    @Override
    public boolean isChannelOpen() {
        return !isClosed;
    }

    @Override
    public boolean isWritable() {
        Channel channel = socket;
        return channel == null || channel.isWritable();
    }

    @Override
    public Transport getCurrentTransport() {
        return isWebSocket ? Transport.WEBSOCKET : Transport.POLLING;
    }
}

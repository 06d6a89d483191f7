package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import io.herald.engine.delivery.socketio.HttpAnswer.Refusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's Engine.IO session: its transport, its heartbeat, its sockets in namespaces. netty-socketio sees it as a {@link ClientHead}.
 * All its state belongs to its event loop; what other threads ask for is done there, in the order they asked.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO protocol, version 4</a>
 */
final class EngineSession extends ClientHead {
    private static final Logger log = LoggerFactory.getLogger(EngineSession.class);
    private static final long LINGER_MILLIS = 50; // what comes over two connections may overtake one another

    private final WireContext wire;
    private final String id;
    private final EventLoop loop;
    private final SessionTransport transport;
    private final IncomingMessages incoming;
    private final Heartbeat heartbeat;
    private final SessionSockets sockets;
    private final Turns turns;
    private boolean isLeaving; // its close came before the poll it means
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
        this.transport = new SessionTransport(wire, this, transport == Transport.WEBSOCKET);
        this.heartbeat =
                new Heartbeat(loop, wire.settings(), () -> write(Message.text("2")), () -> close("ping timeout"));
        this.sockets = new SessionSockets(wire);
        this.turns = new Turns(
                wire.settings().limit(SocketLimit.JOINS_PER_SECOND),
                wire.settings().limit(SocketLimit.MESSAGE_BYTES));
        this.incoming = new IncomingMessages(wire, this, this.transport);
    }

    String id() {
        return id;
    }

    /** Where its client is; empty when it was gone before anybody could see. */
    Optional<InetAddress> address() {
        return Optional.ofNullable(getHandshakeData().getAddress()).map(InetSocketAddress::getAddress);
    }

    EventLoop loop() {
        return loop;
    }

    boolean isClosed() {
        return isClosed;
    }

    SessionSockets sockets() {
        return sockets;
    }

    Turns turns() {
        return turns;
    }

    /** What its client says goes there. */
    IncomingMessages incoming() {
        return incoming;
    }

    /** Whether its client said that it closes, and nothing more of it counts. */
    boolean isLeaving() {
        return isLeaving;
    }

    /** Does it on the session's event loop: at once when that is this thread. */
    void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** Whether it may be; then begins the heartbeat, and the time within which a client has to connect to a namespace. */
    boolean begin() {
        if (!wire.begun(this)) {
            return false;
        }
        heartbeat.answered();
        var unused = loop.schedule(
                () -> {
                    if (!isClosed && sockets.isEmpty()) {
                        wire.refused(SocketLimit.CONNECT_MILLIS);
                        close("no namespace was connected to in time");
                    }
                },
                wire.settings().limit(SocketLimit.CONNECT_MILLIS),
                TimeUnit.MILLISECONDS);
        return true;
    }

    /** Runs it when what the client sent before has come in, over whichever connection. */
    void afterLinger(Runnable task) {
        var unused = loop.schedule(task, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Tells the client that it is out of the socket's namespace, where it comes back to only if it chooses to. Any thread. */
    void dismiss(ClientSocket socket) {
        Packet packet = new Packet(PacketType.MESSAGE, getEngineIOVersion());
        packet.setSubType(PacketType.DISCONNECT);
        packet.setNsp(socket.socketioName());
        emit(packet);
    }

    // ---- what goes out

    /** Writes one message and lets it go. On the event loop. */
    void write(Message message) {
        if (!isClosed) {
            transport.write(message);
        }
    }

    /** Whether the broadcasts are to be put into its WebSocket next; else they have gone where they go. On the event loop. */
    boolean takes(Batch batch) {
        return !isClosed && transport.takes(batch);
    }

    /** Puts what it takes into its WebSocket, and does not let it go: returns whether it is to be flushed from now on. On the event loop. */
    boolean put(Batch batch) {
        return !isClosed && transport.put(batch);
    }

    /** A broadcast could not be written: the session ends, so that its client comes back and gets what it missed. Any thread. */
    void failed(Throwable failure) {
        wire.failures().onBroadcastException(failure);
        loop.execute(() -> close("a broadcast could not be written"));
    }

    /** Whether so many bytes more may be kept back for the client, where so many wait: else it is cut. On the event loop. */
    boolean mayKeep(int bytes, long waiting) {
        return transport.mayGet(bytes, waiting);
    }

    /** Lets go what was written. On the event loop. */
    void flush() {
        transport.flush();
    }

    // ---- what comes in

    void polled(PendingPoll request) {
        closeIfLate();
        if (isClosed) {
            request.answer().refuse(Refusal.UNKNOWN_SESSION);
        } else {
            transport.polled(request);
            if (isLeaving) {
                closeByClient();
            }
        }
    }

    /** The time for the heartbeat's answer may be over, and nobody noticed yet. */
    void closeIfLate() {
        if (heartbeat.isOver()) {
            close("ping timeout");
        }
    }

    /** The session goes over this WebSocket from the beginning. */
    void opened(Channel channel) {
        transport.opened(channel);
    }

    /** A second WebSocket for the session. */
    void probed(Channel channel) {
        transport.probed(channel);
    }

    /** The client answered the heartbeat. */
    void answered() {
        heartbeat.answered();
    }

    /** The client said that it closes. It may come back: a stock one says so of a failed request, too, and leaves its namespaces first if it leaves. */
    void closeByClient() {
        if (transport.isOpen() || transport.hasPoll()) {
            transport.release();
            close("closed by the client");
        } else {
            isLeaving = true;
            afterLinger(() -> close("closed by the client")); // the poll it means may come yet
        }
    }

    // ---- the end

    /** A connection of the session ended. */
    void lost(Channel channel) {
        String reason = transport.lost(channel);
        if (reason != null) {
            close(reason);
        }
    }

    /** Closes it from any thread; its client may come back. Completes when it is closed. */
    CompletableFuture<@Nullable Void> cut(String reason) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        run(() -> {
            close(reason);
            done.complete(null);
        });
        return done;
    }

    /** Closes it from any thread; its client comes back, and begins anew. */
    void forget(String reason) {
        run(() -> close(reason, false));
    }

    /** As {@link #cut}, some time later. Completes when what was written to the client has gone out, too. */
    CompletableFuture<@Nullable Void> cutAfter(long millis, String reason) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        var unused = loop.schedule(
                () -> transport.whenReached(() -> {
                    close(reason);
                    transport.whenGone(() -> done.complete(null));
                }),
                millis,
                TimeUnit.MILLISECONDS);
        return done;
    }

    /** Ends the session and tells its namespaces; nothing else is touched. On the event loop; more than once is once. */
    void close(String reason) {
        close(reason, true);
    }

    private void close(String reason, boolean mayComeBack) {
        if (isClosed) {
            return;
        }
        log.debug("a session ends: {}", reason);
        isClosed = true;
        heartbeat.stop();
        transport.close(reason);
        incoming.forget();
        try {
            onChannelDisconnect();
            sockets.end(mayComeBack);
        } finally {
            wire.ended(this);
        }
    }

    // ---- as netty-socketio sees it

    /** Sends a packet after what was sent before it. */
    void emit(Packet packet) {
        List<Message> messages =
                wire.json().write(packet); // on the caller's thread: what it sends may change afterwards
        run(() -> {
            messages.forEach(this::write);
            if (packet.getSubType() == PacketType.DISCONNECT) {
                left(packet.getNsp());
            }
        });
    }

    private void left(String namespace) {
        Optional.ofNullable(wire.hub().get(namespace)).map(this::getChildClient).ifPresent(sockets::leave);
    }

    @Override
    public @Nullable ChannelFuture send(Packet packet) {
        emit(packet);
        return null;
    }

    @Override
    public @Nullable ChannelFuture send(Packet packet, Transport overTransport) {
        return send(packet);
    }

    /** Tells the client that it is out of all its namespaces, and closes when that reaches it, or when it does not ask for it in time. */
    @Override
    public void disconnect() {
        run(() -> {
            sockets.all().forEach(this::dismiss);
            Runnable end = () -> close("disconnected by the server", false);
            transport.whenReached(end);
            var unused = loop.schedule(end, SessionTransport.GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public boolean isChannelOpen() {
        return !isClosed;
    }

    @Override
    public boolean isWritable() {
        return transport.isWritable();
    }

    @Override
    public Transport getCurrentTransport() {
        return transport.isWebSocket() ? Transport.WEBSOCKET : Transport.POLLING;
    }
}

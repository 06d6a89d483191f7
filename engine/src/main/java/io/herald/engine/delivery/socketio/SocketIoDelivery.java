package io.herald.engine.delivery.socketio;

import io.herald.engine.auth.ClientAuth;
import io.herald.engine.delivery.CompressedBytes;
import io.herald.engine.delivery.Delivered;
import io.herald.engine.delivery.Delivery;
import io.herald.engine.delivery.Recovery;
import io.herald.engine.delivery.RoomGate;
import io.herald.engine.delivery.socketio.BroadcastAcks.Awaited;
import io.herald.engine.model.AckCount;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Change;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Page;
import io.herald.engine.model.Room;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import io.herald.engine.model.SocketInfo;
import io.herald.engine.model.Tally;
import io.netty.bootstrap.ServerBootstrap;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to Socket.IO clients over WebSocket and polling: netty-socketio's namespaces, clients and listeners on a wire of Herald's own.
 * Thread-safe.
 */
public final class SocketIoDelivery implements Delivery {
    private static final long MAX_QUEUED_BYTES = 64 << 20;
    private static final int TURNS_PENDING = 4; // who can't take four turns' bytes is slow

    private final FanOut fanOut;
    private final WireServer server;
    private final WireContext wire;
    private final Roll roll;
    private final Set<Namespace> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RoomRequests requests;

    /** Of anonymous clients. */
    public SocketIoDelivery(SocketIoSettings settings) {
        this(settings, ClientAuth.ANONYMOUS);
    }

    /** @param auth tells who clients are */
    public SocketIoDelivery(SocketIoSettings settings, ClientAuth auth) {
        this.server = new WireServer(settings, "/socket.io", auth, SocketPackets::new);
        this.wire = server.wire();
        this.fanOut = new FanOut(settings.limit(SocketLimit.PENDING_BYTES) / TURNS_PENDING, wire.memory());
        this.roll = new Roll(wire.rooms());
    }

    @Override
    public void start(RoomGate gate, Recovery recovery) {
        wire.enterBy(gate);
        wire.recoverBy(recovery);
        RoomRequests answering = new RoomRequests(gate, wire);
        requests = answering;
        answering.listenIn(server.open(""), Namespace.ROOT);
        Set<Namespace> asked = Set.copyOf(open);
        open.clear();
        namespaces(asked);
        server.start();
    }

    /**
     * For a server of one's own on the event loops of this delivery. What it broadcasts from there to sockets of the same loop changes no thread;
     * it must not block, and its channels are to be closed before this delivery is.
     */
    public ServerBootstrap bootstrap() {
        return server.bootstrap();
    }

    /**
     * Completes when an event loop ended though nobody closed it, as for want of memory: some clients hear nothing any more, and nothing but a
     * new process helps.
     */
    public CompletionStage<Void> broken() {
        return server.broken();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void namespaces(Set<Namespace> namespaces) {
        for (Namespace namespace : namespaces) {
            RoomRequests answering = requests;
            if (open.add(namespace) && answering != null && !namespace.equals(Namespace.ROOT)) {
                answering.listenIn(server.open(namespace.path()), namespace);
            }
        }
    }

    @Override
    public Delivered deliver(Broadcast broadcast) {
        return deliver(broadcast, answer -> {});
    }

    @Override
    public int ask(Broadcast broadcast, Consumer<@Nullable Object> onAnswer) {
        return deliver(broadcast, onAnswer).recipients();
    }

    private Delivered deliver(Broadcast broadcast, Consumer<@Nullable Object> onAnswer) {
        Roster recipients = wire.rooms()
                .members(
                        broadcast.namespace(),
                        broadcast.rooms(),
                        broadcast.options().except());
        if (recipients.size() == 0) {
            return Delivered.NOBODY;
        }
        Optional<Duration> ack = broadcast.options().ack();
        if (ack.isEmpty()) {
            fanOut.send(wire.message(broadcast), recipients);
            return Delivered.of(recipients.size());
        }
        Awaited awaited = wire.broadcastAcks().await(broadcast.id(), recipients.sockets(), ack.get(), onAnswer);
        fanOut.send(wire.message(broadcast, awaited.id()), recipients);
        return new Delivered(recipients.size(), awaited.count());
    }

    @Override
    public AckCount acks(String broadcast) {
        return wire.broadcastAcks().of(broadcast);
    }

    @Override
    public boolean has(Namespace namespace, String room) {
        return wire.rooms().has(new Room(namespace, room));
    }

    @Override
    public Set<Namespace> namespaces() {
        Set<Namespace> all = new HashSet<>(open);
        all.add(Namespace.ROOT);
        return all;
    }

    @Override
    public Page<Tally> rooms(Namespace namespace, Slice slice) {
        return roll.rooms(namespace, slice);
    }

    @Override
    public Page<Tally> users(Selection selection, Slice slice) {
        return roll.users(selection, slice);
    }

    @Override
    public Page<SocketInfo> sockets(Selection selection, Slice slice) {
        return roll.sockets(selection, slice);
    }

    @Override
    public int change(Selection selection, Change change) {
        return roll.change(selection, change);
    }

    @Override
    public void cutAll(String reason) {
        for (EngineSession session : wire.sessions()) {
            session.forget(reason);
        }
    }

    @Override
    public int clients() {
        return wire.sessions().size();
    }

    /** Not when it stops: what its event loops did not write then, they never will. */
    @Override
    public boolean isFull() {
        return fanOut.queuedBytes() > MAX_QUEUED_BYTES && !wire.isStopping();
    }

    @Override
    public long queuedBytes() {
        return fanOut.queuedBytes();
    }

    @Override
    public Map<String, Long> refusals() {
        Map<String, Long> refusals = new LinkedHashMap<>();
        for (SocketLimit limit : SocketLimit.values()) {
            refusals.put(limit.key(), wire.refusals(limit));
        }
        return refusals;
    }

    @Override
    public CompressedBytes compressed() {
        return wire.compression().bytes();
    }

    @Override
    public void close() {
        server.close();
    }
}

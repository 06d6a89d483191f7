package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.DisconnectableHub;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.ack.AckManager;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.scheduler.HashedWheelTimeoutScheduler;
import io.herald.engine.auth.ClientAuth;
import io.herald.engine.delivery.Recovery;
import io.herald.engine.delivery.RoomGate;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Payload;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What all sessions of one node share. Thread-safe. */
final class WireContext implements DisconnectableHub {
    private final SocketIoSettings settings;
    private final Configuration configuration;
    private final NamespacesHub hub;
    private final PacketJson json;
    private final OriginPolicy origins;
    private final AddressCount connectionCount;
    private final AddressCount sessionCount;
    private final Unfinished unfinished;
    private final BufferMemory memory = new BufferMemory();
    private final Compression compression;
    private final RoomIndex rooms = new RoomIndex(this::gate);
    private final ClientFailures failures = new ClientFailures();
    private final Returns returns = new Returns(failures);
    private final BroadcastAcks broadcastAcks = new BroadcastAcks();
    private final BiFunction<WireContext, EngineSession, Packets> packets;
    private final Map<SocketLimit, LongAdder> refusals = new EnumMap<>(SocketLimit.class);
    private final CancelableScheduler scheduler = new HashedWheelTimeoutScheduler();
    private final AckManager acks = new AckManager(scheduler);
    private final SecureRandom random = new SecureRandom();
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final ClientAuth auth;
    private volatile Recovery recovery = Recovery.OFF;
    private volatile @Nullable RoomGate gate;
    private volatile boolean isStopping;

    WireContext(
            SocketIoSettings settings,
            Configuration configuration,
            NamespacesHub hub,
            ClientAuth auth,
            BiFunction<WireContext, EngineSession, Packets> packets) {
        this.settings = settings;
        this.configuration = configuration;
        configuration.setExceptionListener(failures); // of the namespaces that are opened from now on
        this.hub = hub;
        this.json = new PacketJson(settings.limit(SocketLimit.MESSAGE_BYTES), settings.limit(SocketLimit.JSON_DEPTH));
        this.origins = new OriginPolicy(settings.origins());
        this.connectionCount = new AddressCount(settings.limit(SocketLimit.CONNECTIONS_PER_ADDRESS));
        this.sessionCount = new AddressCount(settings.limit(SocketLimit.CONNECTIONS_PER_ADDRESS));
        this.unfinished = new Unfinished(
                Math.min(
                        settings.limit(SocketLimit.UNFINISHED_BYTES),
                        Runtime.getRuntime().maxMemory() / 4),
                () -> refused(SocketLimit.UNFINISHED_BYTES));
        this.compression = new Compression(settings.compressBytes());
        this.auth = auth;
        this.packets = packets;
        for (SocketLimit limit : SocketLimit.values()) {
            refusals.put(limit, new LongAdder());
        }
    }

    SocketIoSettings settings() {
        return settings;
    }

    Configuration configuration() {
        return configuration;
    }

    /** Of requests: {@code /socket.io/}. */
    String path() {
        return configuration.getContext() + "/";
    }

    NamespacesHub hub() {
        return hub;
    }

    PacketJson json() {
        return json;
    }

    OriginPolicy origins() {
        return origins;
    }

    Unfinished unfinished() {
        return unfinished;
    }

    BufferMemory memory() {
        return memory;
    }

    Compression compression() {
        return compression;
    }

    RoomIndex rooms() {
        return rooms;
    }

    Returns returns() {
        return returns;
    }

    BroadcastAcks broadcastAcks() {
        return broadcastAcks;
    }

    ClientAuth auth() {
        return auth;
    }

    /** No session begins any more. */
    boolean isStopping() {
        return isStopping;
    }

    Recovery recovery() {
        return recovery;
    }

    void enterBy(RoomGate newGate) {
        gate = newGate;
    }

    RoomGate gate() {
        return Objects.requireNonNull(gate, "clients come after the start");
    }

    void recoverBy(Recovery newRecovery) {
        recovery = newRecovery;
    }

    /** Counts one who went over a limit. */
    void refused(SocketLimit limit) {
        Objects.requireNonNull(refusals.get(limit)).increment();
    }

    long refusals(SocketLimit limit) {
        return Objects.requireNonNull(refusals.get(limit)).sum();
    }

    /** A broadcast as clients get it: with its offset as last argument where they may ask for what came after it. */
    Message message(Broadcast broadcast) {
        boolean isRecoverable = recovery.isOn()
                && broadcast.options().isRecoverable()
                && !broadcast.offset().isEmpty();
        return message(broadcast, "", isRecoverable ? ",\"" + broadcast.offset() + "\"]" : "]", broadcast.offset());
    }

    /** A broadcast that asks for an acknowledgement. */
    Message message(Broadcast broadcast, int ackId) {
        return message(broadcast, Integer.toString(ackId), "]", "");
    }

    private Message message(Broadcast broadcast, String ackId, String end, String offset) {
        String namespace = broadcast.namespace().equals(Namespace.ROOT) ? "" : broadcast.namespace() + ",";
        String comma = broadcast.payload().equals(Payload.NONE) ? "" : ",";
        return Message.broadcast(
                "42" + namespace + ackId + "[" + PacketJson.quoted(broadcast.event()) + comma,
                broadcast.payload(),
                end,
                new Message.Traits(broadcast.options().isVolatile(), broadcast.id(), offset, compressionOf(broadcast)));
    }

    private @Nullable Compression compressionOf(Broadcast broadcast) {
        boolean isWorth = compression.isWorth(
                broadcast.payload().bytes(), broadcast.options().compress());
        return isWorth ? compression : null;
    }

    /** What a session begins with. */
    String opening(EngineSession session) {
        String upgrades = session.getCurrentTransport() == Transport.WEBSOCKET ? "[]" : "[\"websocket\"]";
        return "0{\"sid\":\"" + session.id() + "\",\"upgrades\":" + upgrades + ",\"pingInterval\":"
                + settings.pingInterval().toMillis() + ",\"pingTimeout\":"
                + settings.pingTimeout().toMillis() + ",\"maxPayload\":"
                + settings.limit(SocketLimit.MESSAGE_BYTES) + "}";
    }

    Packets packetsOf(EngineSession session) {
        return packets.apply(this, session);
    }

    AddressCount connectionCount() {
        return connectionCount;
    }

    ClientFailures failures() {
        return failures;
    }

    AckManager acks() {
        return acks;
    }

    CancelableScheduler scheduler() {
        return scheduler;
    }

    /** A session's id: a secret of 120 bits. */
    String newId() {
        byte[] bytes = new byte[15];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** Whether a session may begin, and is known from then on: its address has no more of them than it may. */
    boolean begun(EngineSession session) {
        if (!session.address().map(sessionCount::enter).orElse(true)) {
            refused(SocketLimit.CONNECTIONS_PER_ADDRESS);
            return false;
        }
        sessions.put(session.id(), session);
        return true;
    }

    void ended(EngineSession session) {
        if (sessions.remove(session.id(), session)) {
            session.address().ifPresent(sessionCount::leave);
            acks.onDisconnect(session);
        }
    }

    Optional<EngineSession> session(@Nullable String id) {
        return Optional.ofNullable(id).map(sessions::get);
    }

    Collection<EngineSession> sessions() {
        return sessions.values();
    }

    /** A client left its last namespace: its session goes on until it is closed. */
    @Override
    public void onDisconnect(ClientHead client) {
        // what there is to forget, ended() forgets
    }

    void beginStop() {
        isStopping = true;
    }

    void stop() {
        scheduler.shutdown();
    }
}

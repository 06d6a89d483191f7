package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.DisconnectableHub;
import com.corundumstudio.socketio.ack.AckManager;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.scheduler.HashedWheelTimeoutScheduler;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all sessions of one node share. Thread-safe. */
final class WireContext implements DisconnectableHub {
    private final SocketIoSettings settings;
    private final Configuration configuration;
    private final NamespacesHub hub;
    private final PacketJson json;
    private final OriginPolicy origins;
    private final Consumer<EngineSession> whenEnded;
    private final BiFunction<WireContext, EngineSession, Packets> packets;
    private final CancelableScheduler scheduler = new HashedWheelTimeoutScheduler();
    private final AckManager acks = new AckManager(scheduler);
    private final SecureRandom random = new SecureRandom();
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();

    WireContext(
            SocketIoSettings settings,
            Configuration configuration,
            NamespacesHub hub,
            Consumer<EngineSession> whenEnded,
            BiFunction<WireContext, EngineSession, Packets> packets) {
        this.settings = settings;
        this.configuration = configuration;
        this.hub = hub;
        this.json = new PacketJson(settings.maxMessageBytes());
        this.origins = new OriginPolicy(settings.origins());
        this.whenEnded = whenEnded;
        this.packets = packets;
    }

    SocketIoSettings settings() {
        return settings;
    }

    Configuration configuration() {
        return configuration;
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

    Packets packetsOf(EngineSession session) {
        return packets.apply(this, session);
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

    void begun(EngineSession session) {
        sessions.put(session.id(), session);
    }

    void ended(EngineSession session) {
        if (sessions.remove(session.id(), session)) {
            acks.onDisconnect(session);
            whenEnded.accept(session);
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

    void stop() {
        scheduler.shutdown();
    }
}

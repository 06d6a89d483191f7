package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.Transport;
import io.herald.engine.delivery.LostSocket;
import io.herald.engine.model.Member;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import io.herald.engine.model.SocketInfo;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace: what is in rooms and gets broadcasts. Its rooms are thread-safe, and belong to the {@link RoomIndex};
 * writing belongs to the session's event loop.
 */
final class ClientSocket {
    private static final Duration LONGEST = Duration.ofDays(365); // no connection lasts longer
    private static final int MAX_USER_ID = 255;
    private static final CompletableFuture<@Nullable Void> NOTHING_ASKED = CompletableFuture.completedFuture(null);

    private final EngineSession session;
    private final Namespace namespace;
    private final String id;
    private final String key;
    private final Optional<Map<String, @Nullable Object>> user;
    private final Instant since = Instant.now();
    private volatile @Nullable Set<Room> rooms; // made for the first: idle sockets are many
    private volatile @Nullable Map<Room, Member> memberships; // alike
    private CompletableFuture<@Nullable Void> turn = NOTHING_ASKED; // on the event loop
    private volatile boolean isGone;
    private @Nullable ScheduledFuture<?> end; // when its user is known no more
    private @Nullable List<Message> waiting; // while what the client missed, or what its room was sent, is looked up
    private long waitingBytes;
    private @Nullable KnownPast told;
    private @Nullable Set<String> resumed; // offsets of what it missed and has got

    /**
     * @param id as others see it
     * @param key secret: with it the client may come back
     */
    ClientSocket(
            EngineSession session,
            Namespace namespace,
            String id,
            String key,
            Optional<Map<String, @Nullable Object>> user) {
        this.session = session;
        this.namespace = namespace;
        this.id = id;
        this.key = key;
        this.user = user;
    }

    /** A socket that comes back: it gets nothing until {@link #resume}. */
    static ClientSocket returning(EngineSession session, LostSocket lost) {
        ClientSocket socket = new ClientSocket(session, lost.namespace(), lost.id(), lost.key(), lost.user());
        socket.waiting = new ArrayList<>();
        return socket;
    }

    EngineSession session() {
        return session;
    }

    Namespace namespace() {
        return namespace;
    }

    /** Its namespace, as netty-socketio names it. */
    String socketioName() {
        return namespace.equals(Namespace.ROOT) ? "" : namespace.path();
    }

    String id() {
        return id;
    }

    String key() {
        return key;
    }

    Optional<Map<String, @Nullable Object>> user() {
        return user;
    }

    /** The live set: {@link RoomIndex} alone changes it. */
    Set<Room> rooms() {
        Set<Room> live = rooms;
        return live == null ? Set.of() : live;
    }

    synchronized void join(Room room) {
        if (rooms == null) {
            rooms = ConcurrentHashMap.newKeySet(2);
        }
        rooms.add(room);
    }

    void leave(Room room) {
        if (rooms != null) {
            rooms.remove(room);
        }
    }

    /** As operators may see it. */
    SocketInfo info() {
        return new SocketInfo(
                id,
                namespace,
                rooms().stream().map(Room::name).collect(Collectors.toSet()),
                userId(),
                since,
                session.getCurrentTransport() == Transport.WEBSOCKET ? "websocket" : "polling",
                session.address().map(InetAddress::getHostAddress).orElse(""));
    }

    /** What its token calls its user; empty for an anonymous one. */
    Optional<String> userId() {
        return user.map(claims -> claims.get("sub")).map(String::valueOf).filter(sub -> sub.length() <= MAX_USER_ID);
    }

    /** It is present as this member from now on; returns whether it was not yet. */
    synchronized boolean appear(Room room, Member member) {
        if (memberships == null) {
            memberships = new ConcurrentHashMap<>(2);
        }
        return memberships.putIfAbsent(room, member) == null;
    }

    /** It is present no more; returns as whom it was. */
    Optional<Member> disappear(Room room) {
        return memberships().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(memberships().remove(room));
    }

    private Map<Room, Member> memberships() {
        Map<Room, Member> live = memberships;
        return live == null ? Map.of() : live;
    }

    /** It left its namespace, or its session ended: it joins nothing any more. */
    boolean isGone() {
        return isGone || session.isClosed();
    }

    /** On the event loop, unless it has never been in its namespace. */
    void leave() {
        isGone = true;
        waiting = List.of(); // what is on its way to it is kept back, and so goes nowhere
        if (end != null) {
            end.cancel(false);
        }
    }

    /** Runs it when the time has come, and the socket is still there. On the event loop. */
    void endsAt(Instant time, Runnable task) {
        Duration left = Duration.between(Instant.now(), time);
        if (left.compareTo(LONGEST) < 0) {
            end = session.loop().schedule(task, Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Runs what takes its time after what was asked before; returns false when the client asks for too much. On the event loop.
     *
     * @param bytes that the step keeps until then
     */
    boolean inTurn(long bytes, Supplier<CompletionStage<@Nullable Void>> step) {
        Turns turns = session.turns();
        boolean mayAsk = turns.begin(bytes);
        if (mayAsk) {
            turn = turn.thenCompose(before -> isGone() ? NOTHING_ASKED : step.get())
                    .exceptionally(failure -> null) // whoever failed told of it; the next has its turn
                    .thenRun(() -> session.run(() -> turns.end(bytes)));
        }
        return mayAsk;
    }

    LostSocket lost() {
        return new LostSocket(
                key,
                id,
                namespace,
                rooms().stream().map(Room::name).collect(Collectors.toSet()),
                memberships().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue)),
                user);
    }

    /** As {@link EngineSession#takes}. */
    boolean takes(Batch batch) {
        if (waiting != null) {
            keepBack(waiting, batch);
            return false;
        }
        if (resumed == null && told == null) {
            return session.takes(batch);
        }
        batch.messages().forEach(this::writeUnlessKnown);
        return false;
    }

    /** As much as may wait in its connection; and nothing volatile, for it can't be taken now. */
    private void keepBack(List<Message> kept, Batch batch) {
        if (isGone() || batch.isVolatile()) {
            return;
        }
        if (session.mayKeep(batch.length(), waitingBytes)) {
            kept.addAll(batch.messages());
            waitingBytes += batch.length();
        }
    }

    /** Writes what was missed, and then what came meanwhile and is not among it. */
    void resume(List<Message> missed) {
        List<Message> later = takeWaiting();
        resumed = missed.stream().map(Message::offset).collect(Collectors.toSet());
        missed.forEach(session::write);
        later.forEach(this::writeUnlessResumed);
    }

    private List<Message> takeWaiting() {
        if (waiting == null || isGone) {
            return List.of();
        }
        List<Message> kept = waiting;
        waiting = null;
        waitingBytes = 0;
        return kept;
    }

    /** Keeps back what comes, until {@link #release}. On the event loop. */
    void hold() {
        waiting = waiting == null ? new ArrayList<>() : waiting;
    }

    /** Writes what was kept back, but for the broadcasts of these ids: the client knows them. On the event loop. */
    void release(Set<String> ids) {
        List<Message> later = takeWaiting();
        if (!ids.isEmpty()) {
            KnownPast known = told == null ? new KnownPast() : told;
            known.add(ids, System.nanoTime());
            if (told == null) {
                forgetLater(known);
            }
            told = known;
        }
        later.forEach(this::writeUnlessKnown);
    }

    private void forgetLater(KnownPast known) {
        Runnable forgetting = () -> {
            if (known.forget(System.nanoTime()) || isGone()) {
                told = null;
            } else {
                forgetLater(known);
            }
        };
        var unused = session.loop().schedule(forgetting, KnownPast.SECONDS, TimeUnit.SECONDS);
    }

    private void writeUnlessKnown(Message message) {
        if (told == null || !told.has(message.id())) {
            writeUnlessResumed(message);
        }
    }

    /** What was missed may still be on its way here, too: up to the first that comes after all of it. */
    private void writeUnlessResumed(Message message) {
        if (resumed != null && !message.offset().isEmpty() && !resumed.contains(message.offset())) {
            resumed = null;
        }
        if (resumed == null || message.offset().isEmpty()) {
            session.write(message);
        }
    }
}

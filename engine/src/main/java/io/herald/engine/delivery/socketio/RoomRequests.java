package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.transport.NamespaceClient;
import com.fasterxml.jackson.databind.util.RawValue;
import io.herald.engine.delivery.Admission;
import io.herald.engine.delivery.RoomGate;
import io.herald.engine.model.Member;
import io.herald.engine.model.Members;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Past;
import io.herald.engine.model.Room;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers a client's {@code emit("join", room, [arguments], ack)} and {@code "leave"}, one client's in the order they came. Thread-safe.
 *
 * <p>The answer is {@code {"ok": true, "room": "chat.42"}}, with {@code members} and {@code memberCount} of a presence room, or {@code {"ok": false, "code": "forbidden", "message": …}}.
 */
final class RoomRequests {
    private static final CompletionStage<Map<String, Object>> NOTHING_MORE = CompletableFuture.completedStage(Map.of());

    private static final long HISTORY_SECONDS = 3;

    private final RoomGate gate;
    private final WireContext wire;

    RoomRequests(RoomGate gate, WireContext wire) {
        this.gate = gate;
        this.wire = wire;
    }

    void listenIn(SocketIONamespace socketNamespace, Namespace namespace) {
        socketNamespace.addMultiTypeEventListener(
                "join",
                (client, sent, ack) ->
                        socket(client).ifPresent(socket -> join(namespace, socket, RoomWish.of(sent, ack))),
                Object.class,
                Object.class,
                Object.class);
        socketNamespace.addMultiTypeEventListener(
                "leave",
                (client, sent, ack) ->
                        socket(client).ifPresent(socket -> leave(namespace, socket, RoomWish.of(sent, ack))),
                Object.class,
                Object.class);
    }

    private void join(Namespace namespace, ClientSocket socket, RoomWish wish) {
        answer(
                socket,
                wish,
                () -> asked(wish, (room, given) -> gate.admit(namespace, room, given, socket.user()))
                        .thenApply(admission -> fitting(admission, socket)),
                (granted, joining) -> joined(granted, joining, wish.history()));
    }

    private void leave(Namespace namespace, ClientSocket socket, RoomWish wish) {
        answer(socket, wish, () -> asked(wish, (room, given) -> gate.resolve(namespace, room, given)), this::left);
    }

    private static Optional<ClientSocket> socket(SocketIOClient client) {
        return ((EngineSession) ((NamespaceClient) client).getBaseClient())
                .sockets()
                .of(client);
    }

    /** Refuses one room more than a socket may be in. */
    private Admission fitting(Admission admission, ClientSocket socket) {
        int most = wire.settings().limit(SocketLimit.ROOMS_PER_CLIENT);
        boolean isOneMore = admission instanceof Admission.Granted granted
                && !socket.rooms().contains(granted.room());
        return isOneMore && socket.rooms().size() >= most
                ? refused(
                        SocketLimit.ROOMS_PER_CLIENT,
                        "too-many-rooms",
                        "a client may be in " + most + " rooms at once: leave one first")
                : admission;
    }

    private Admission refused(SocketLimit limit, String code, String message) {
        wire.refused(limit);
        return new Admission.Refused(code, message);
    }

    private interface Question {
        CompletionStage<Admission> ask(String room, List<@Nullable Object> arguments);
    }

    /** What the client asked for is done; completes with more that it is told. */
    private interface Change {
        CompletionStage<Map<String, Object>> make(Admission.Granted granted, ClientSocket socket);
    }

    private CompletionStage<Map<String, Object>> joined(Admission.Granted granted, ClientSocket socket, int history) {
        CompletionStage<Map<String, Object>> past =
                history == 0 ? entered(granted, socket) : enteredWithHistory(granted, socket, history);
        return granted.isPresence()
                ? past.thenCombine(gate.members(granted.room()), (more, members) -> told(more, members))
                : past;
    }

    private CompletionStage<Map<String, Object>> entered(Admission.Granted granted, ClientSocket socket) {
        wire.rooms().join(granted.room(), granted.member(), socket);
        return NOTHING_MORE;
    }

    /** What is sent meanwhile waits, so that the client gets each broadcast once: as history, or as it comes. */
    private CompletionStage<Map<String, Object>> enteredWithHistory(
            Admission.Granted granted, ClientSocket socket, int count) {
        CompletableFuture<Map<String, Object>> end = new CompletableFuture<>();
        socket.session().run(() -> {
            socket.hold();
            wire.rooms().join(granted.room(), granted.member(), socket);
            Set<String> own = socket.rooms().stream().map(Room::name).collect(Collectors.toSet());
            own.add(socket.id());
            var unused = gate.history(granted.room(), own, count)
                    .toCompletableFuture()
                    .completeOnTimeout(List.of(), HISTORY_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(past -> socket.session().run(() -> {
                        end.complete(Map.of(
                                "history", past.stream().map(RoomRequests::told).toList()));
                        socket.release(past.stream().map(Past::id).collect(Collectors.toSet()));
                    }));
        });
        return end;
    }

    private static Map<String, Object> told(Past past) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("event", past.event());
        told.put("data", new RawValue(past.payload().json()));
        told.put("at", Instant.ofEpochMilli(past.atMillis()).toString());
        return told;
    }

    private CompletionStage<Map<String, Object>> left(Admission.Granted granted, ClientSocket socket) {
        wire.rooms().leave(granted.room(), socket);
        return NOTHING_MORE;
    }

    private static Map<String, Object> told(Map<String, Object> more, Members members) {
        Map<String, Object> told = new LinkedHashMap<>(more);
        told.put(
                "members",
                members.some().stream().map(Member::json).map(RawValue::new).toList());
        told.put("memberCount", members.count());
        return told;
    }

    /** One socket's requests are answered in the order they came, but for those that are too many: they do not wait. */
    private void answer(
            ClientSocket socket, RoomWish wish, Supplier<CompletionStage<Admission>> question, Change change) {
        boolean mayAsk = socket.inTurn(
                wish.bytes(),
                () -> question.get()
                        .thenCompose(admission -> changed(admission, socket, change)
                                .thenAccept(more -> tell(wish.ack(), admission, more))));
        if (!mayAsk) {
            tell(
                    wish.ack(),
                    refused(
                            SocketLimit.JOINS_PER_SECOND,
                            "too-many-requests",
                            "join and leave less often, or with less"),
                    Map.of());
        }
    }

    private static void tell(AckRequest ack, Admission admission, Map<String, Object> more) {
        if (ack.isAckRequested()) {
            ack.sendAckData(told(admission, more));
        }
    }

    private static CompletionStage<Map<String, Object>> changed(
            Admission admission, ClientSocket socket, Change change) {
        return admission instanceof Admission.Granted granted && !socket.isGone()
                ? change.make(granted, socket)
                : NOTHING_MORE;
    }

    private static CompletionStage<Admission> asked(RoomWish wish, Question question) {
        Object given = wish.arguments();
        if (!(wish.room() instanceof String name) || !(given == null || given instanceof List)) {
            return CompletableFuture.completedFuture(new Admission.Refused(
                    "invalid-arguments",
                    "send the room's name and a list of its arguments: emit('join', 'chatRoom', [42], ack)"));
        }
        if (wish.isTooLarge()) {
            return CompletableFuture.completedFuture(
                    new Admission.Refused("invalid-arguments", "the room's name and arguments are too large"));
        }
        @SuppressWarnings("unchecked") // a JSON array
        List<@Nullable Object> list = given == null ? List.of() : (List<@Nullable Object>) given;
        return question.ask(name, list);
    }

    private static Map<String, Object> told(Admission admission, Map<String, Object> more) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (admission instanceof Admission.Granted granted) {
            answer.put("ok", true);
            answer.put("room", granted.room().name());
            answer.putAll(more);
        } else if (admission instanceof Admission.Refused refused) {
            answer.put("ok", false);
            answer.put("code", refused.code());
            answer.put("message", refused.message());
        }
        return answer;
    }
}

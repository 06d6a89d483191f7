package io.herald.engine.delivery.socketio;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.MultiTypeArgs;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.transport.NamespaceClient;
import io.herald.engine.delivery.Admission;
import io.herald.engine.delivery.RoomGate;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a client's {@code emit("join", room, [arguments], ack)} and {@code "leave"}, one client's in the order they came. Thread-safe.
 *
 * <p>The answer is {@code {"ok": true, "room": "chat.42"}} or {@code {"ok": false, "code": "forbidden", "message": …}}.
 */
final class RoomRequests {
    private final RoomGate gate;
    private final WireContext wire;

    RoomRequests(RoomGate gate, WireContext wire) {
        this.gate = gate;
        this.wire = wire;
    }

    void listenIn(SocketIONamespace socketNamespace, Namespace namespace) {
        socketNamespace.addMultiTypeEventListener(
                "join",
                (client, arguments, ack) -> socket(client)
                        .ifPresent(socket -> answer(
                                socket,
                                ack,
                                () -> mayJoin(socket)
                                        .orElseGet(() -> asked(
                                                arguments,
                                                (room, given) -> gate.admit(namespace, room, given, socket.user()))),
                                wire.rooms()::join)),
                Object.class,
                Object.class);
        socketNamespace.addMultiTypeEventListener(
                "leave",
                (client, arguments, ack) -> socket(client)
                        .ifPresent(socket -> answer(
                                socket,
                                ack,
                                () -> mayAsk(socket)
                                        .orElseGet(() -> asked(
                                                arguments, (room, given) -> gate.resolve(namespace, room, given))),
                                wire.rooms()::leave)),
                Object.class,
                Object.class);
    }

    private static Optional<ClientSocket> socket(SocketIOClient client) {
        return ((EngineSession) ((NamespaceClient) client).getBaseClient()).socket(client);
    }

    private Optional<CompletionStage<Admission>> mayAsk(ClientSocket socket) {
        return socket.mayAsk()
                ? Optional.empty()
                : refused(SocketLimit.JOINS_PER_SECOND, "too-many-requests", "join and leave less often");
    }

    private Optional<CompletionStage<Admission>> mayJoin(ClientSocket socket) {
        int most = wire.settings().limit(SocketLimit.ROOMS_PER_CLIENT);
        return socket.rooms().size() < most
                ? mayAsk(socket)
                : refused(
                        SocketLimit.ROOMS_PER_CLIENT,
                        "too-many-rooms",
                        "a client may be in " + most + " rooms at once: leave one first");
    }

    private Optional<CompletionStage<Admission>> refused(SocketLimit limit, String code, String message) {
        wire.refused(limit);
        return Optional.of(CompletableFuture.completedFuture(new Admission.Refused(code, message)));
    }

    private interface Question {
        CompletionStage<Admission> ask(String room, List<@Nullable Object> arguments);
    }

    /** One socket's requests are answered in the order they came. */
    private static void answer(
            ClientSocket socket,
            AckRequest ack,
            Supplier<CompletionStage<Admission>> question,
            BiConsumer<Room, ClientSocket> change) {
        socket.inTurn(() -> question.get().handle((admission, failure) -> {
            if (admission instanceof Admission.Granted granted && !socket.isGone()) {
                change.accept(granted.room(), socket);
            }
            if (ack.isAckRequested() && admission != null) {
                ack.sendAckData(told(admission));
            }
            return null;
        }));
    }

    private static CompletionStage<Admission> asked(MultiTypeArgs arguments, Question question) {
        Object room = arguments.size() > 0 ? arguments.get(0) : null;
        Object given = arguments.size() > 1 ? arguments.get(1) : null;
        if (!(room instanceof String name) || !(given == null || given instanceof List)) {
            return CompletableFuture.completedFuture(new Admission.Refused(
                    "invalid-arguments",
                    "send the room's name and a list of its arguments: emit('join', 'chatRoom', [42], ack)"));
        }
        @SuppressWarnings("unchecked") // a JSON array
        List<@Nullable Object> list = given == null ? List.of() : (List<@Nullable Object>) given;
        return question.ask(name, list);
    }

    private static Map<String, Object> told(Admission admission) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (admission instanceof Admission.Granted granted) {
            answer.put("ok", true);
            answer.put("room", granted.room().name());
        } else if (admission instanceof Admission.Refused refused) {
            answer.put("ok", false);
            answer.put("code", refused.code());
            answer.put("message", refused.message());
        }
        return answer;
    }
}

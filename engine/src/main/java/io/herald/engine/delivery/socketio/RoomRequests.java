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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers a client's {@code emit("join", room, [arguments], ack)} and {@code "leave"}, one client's in the order they came. Thread-safe.
 *
 * <p>The answer is {@code {"ok": true, "room": "chat.42"}} or {@code {"ok": false, "code": "forbidden", "message": …}}.
 */
final class RoomRequests {
    private final RoomGate gate;
    private final RoomIndex rooms;
    private final Map<UUID, CompletableFuture<Void>> last =
            new ConcurrentHashMap<>(); // of each client: what the next waits for

    RoomRequests(RoomGate gate, RoomIndex rooms) {
        this.gate = gate;
        this.rooms = rooms;
    }

    void listenIn(SocketIONamespace socketNamespace, Namespace namespace) {
        socketNamespace.addMultiTypeEventListener(
                "join",
                (client, arguments, ack) -> answer(
                        client,
                        arguments,
                        ack,
                        (room, given) -> gate.admit(namespace, room, given, Optional.empty()),
                        rooms::join),
                Object.class,
                Object.class);
        socketNamespace.addMultiTypeEventListener(
                "leave",
                (client, arguments, ack) -> answer(
                        client, arguments, ack, (room, given) -> gate.resolve(namespace, room, given), rooms::leave),
                Object.class,
                Object.class);
        socketNamespace.addDisconnectListener(client -> {
            last.remove(client.getSessionId());
            rooms.leave(namespace, session(client));
        });
    }

    private static EngineSession session(SocketIOClient client) {
        return (EngineSession) ((NamespaceClient) client).getBaseClient();
    }

    private interface Question {
        CompletionStage<Admission> ask(String room, List<@Nullable Object> arguments);
    }

    private void answer(
            SocketIOClient client,
            MultiTypeArgs arguments,
            AckRequest ack,
            Question question,
            BiConsumer<Room, EngineSession> change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(client.getSessionId(), done);
        CompletableFuture<Void> turn = before == null ? CompletableFuture.completedFuture(null) : before;
        var unused = turn.thenCompose(ready -> admission(arguments, question)).whenComplete((admission, failure) -> {
            if (admission instanceof Admission.Granted granted && client.isChannelOpen()) {
                change.accept(granted.room(), session(client));
            }
            done.complete(null);
            if (ack.isAckRequested() && admission != null) {
                ack.sendAckData(told(admission));
            }
        });
    }

    private static CompletionStage<Admission> admission(MultiTypeArgs arguments, Question question) {
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

package io.herald.engine;

import io.herald.engine.delivery.Admission;
import io.herald.engine.delivery.RoomGate;
import io.herald.engine.event.Evaluator;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.MemberReader;
import io.herald.engine.event.RoomDefinition;
import io.herald.engine.event.RoomDefinition.Access;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Member;
import io.herald.engine.model.Members;
import io.herald.engine.model.Names;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Past;
import io.herald.engine.model.Room;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets clients into rooms as the scripts in force say: closed unless one opens them. Thread-safe. */
final class CatalogGate implements RoomGate {
    private static final Logger log = LoggerFactory.getLogger(CatalogGate.class);

    private final Supplier<EventCatalog> catalog;
    private final Evaluator evaluator;
    private final Attendance attendance;
    private final PastEvents past;
    private final MemberReader members = new MemberReader();
    private final SparingLog sparing = new SparingLog(log);

    CatalogGate(Supplier<EventCatalog> catalog, Evaluator evaluator, Attendance attendance, PastEvents past) {
        this.catalog = catalog;
        this.evaluator = evaluator;
        this.attendance = attendance;
        this.past = past;
    }

    @Override
    public CompletionStage<Admission> admit(
            Namespace namespace,
            String room,
            List<@Nullable Object> arguments,
            Optional<Map<String, @Nullable Object>> user) {
        return answer(namespace, room, definition -> {
            if (definition.access() == Access.ASK && user.isEmpty()) {
                return forbidden(room, "who is anonymous: connect with a token");
            }
            if (definition.access() == Access.CLOSED
                    || (definition.access() == Access.ASK && !definition.admits(user, arguments))) {
                return forbidden(room, "this client");
            }
            Room entered = definition.room(arguments);
            return definition.isPresence()
                    ? new Admission.Granted(entered, true, members.read(definition, user, arguments))
                    : new Admission.Granted(entered);
        });
    }

    private static Admission forbidden(String room, String whom) {
        return new Admission.Refused("forbidden", "the room '" + room + "' does not admit " + whom);
    }

    @Override
    public CompletionStage<Admission> resolve(Namespace namespace, String room, List<@Nullable Object> arguments) {
        return answer(namespace, room, definition -> new Admission.Granted(definition.room(arguments)));
    }

    @Override
    public void entered(Room room, Member member, String socket) {
        attendance.enter(room, member, socket);
    }

    @Override
    public void left(Room room, Member member, String socket) {
        attendance.leave(room, member, socket);
    }

    @Override
    public CompletionStage<Members> members(Room room) {
        return attendance.members(room);
    }

    @Override
    public CompletionStage<List<Past>> history(Room room, Set<String> own, int count) {
        return past.newest(room, own, count);
    }

    private interface Question {
        Admission ask(RoomDefinition definition);
    }

    private CompletionStage<Admission> answer(Namespace namespace, String room, Question question) {
        RoomDefinition definition = catalog.get().rooms().get(room);
        if (definition == null) {
            List<String> nearest = Names.nearest(room, catalog.get().rooms().keySet());
            return refused(
                    "unknown-room",
                    nearest.isEmpty() ? "no script defines this room" : "did you mean '" + nearest.get(0) + "'?");
        }
        if (!definition.namespace().equals(namespace)) {
            return refused("wrong-namespace", "join '" + room + "' on a socket of namespace " + definition.namespace());
        }
        return evaluator
                .evaluate("room " + room, () -> question.ask(definition))
                .exceptionally(failure -> refusal(room, failure));
    }

    private static CompletionStage<Admission> refused(String code, String message) {
        return CompletableFuture.completedFuture(new Admission.Refused(code, message));
    }

    private Admission refusal(String room, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof IllegalArgumentException) {
            return new Admission.Refused("invalid-arguments", String.valueOf(cause.getMessage()));
        }
        if (cause instanceof BroadcastException.TimedOut || cause instanceof BroadcastException.Overloaded) {
            return new Admission.Refused("timeout", "the room '" + room + "' took too long to decide; try again");
        }
        sparing.warn("join", "a client could not join '" + room + "': " + cause.getMessage());
        return new Admission.Refused(
                "failed", "the room '" + room + "' could not decide; its script's author finds why in the log");
    }
}

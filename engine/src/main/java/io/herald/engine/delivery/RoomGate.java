package io.herald.engine.delivery;

import io.herald.engine.model.Member;
import io.herald.engine.model.Members;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Past;
import io.herald.engine.model.Room;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides whether a client may enter a room, and which room it means. Thread-safe. */
public interface RoomGate {
    /**
     * Asks for one socket. Does not block: script code runs elsewhere.
     *
     * @param namespace the one the socket is connected to
     * @param room name of a room in the scripts, not of a single room: {@code chatRoom}, not {@code chat.42}
     * @param user claims known of the client; empty for an anonymous one
     * @return never exceptional: a failure is a refusal
     */
    CompletionStage<Admission> admit(
            Namespace namespace,
            String room,
            List<@Nullable Object> arguments,
            Optional<Map<String, @Nullable Object>> user);

    /** Which room these arguments mean, whether or not the client may enter it: what {@code leave} needs. */
    CompletionStage<Admission> resolve(Namespace namespace, String room, List<@Nullable Object> arguments);

    /** A socket comes into a presence room as a member. Must not change who is in which room. */
    default void entered(Room room, Member member, String socket) {}

    /** A socket that was a member is out of a presence room: said after its coming. Must not change who is in which room. */
    default void left(Room room, Member member, String socket) {}

    /**
     * What the room was sent of events that keep a history, in order.
     *
     * @param own names of the client's rooms, and its id: what spared one of them is left out
     * @param count how many at most
     */
    default CompletionStage<List<Past>> history(Room room, Set<String> own, int count) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Who is in a presence room, on all nodes. */
    default CompletionStage<Members> members(Room room) {
        return CompletableFuture.completedFuture(Members.NONE);
    }
}

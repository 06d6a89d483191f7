package io.herald.engine.event;

import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Member;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads whom a room's {@code presence} block shows. Thread-safe. */
public final class MemberReader {
    private final PayloadEncoder encoder = new PayloadEncoder(Limits.DEFAULTS.withMaxPayloadBytes(Member.MAX_BYTES));

    /**
     * Who the client is in the room; empty when the script gives null, as for whoever shall not be shown.
     *
     * @param user claims known of the client; empty for an anonymous one
     * @throws BroadcastException.ScriptFailed when the block throws, or gives no map with an {@code id} that others may see
     */
    public Optional<Member> read(
            RoomDefinition room, Optional<Map<String, @Nullable Object>> user, List<@Nullable Object> arguments) {
        Object given = room.member(user, arguments);
        if (given == null) {
            return Optional.empty();
        }
        if (!(given instanceof Map<?, ?> map) || !Expected.MEMBER_ID.takes(map.get("id"))) {
            throw failure(room, "must give " + Expected.MEMBER.words());
        }
        try {
            Payload json = encoder.encode(map);
            return Optional.of(new Member(String.valueOf(map.get("id")), json.json()));
        } catch (PayloadEncoder.NotJsonException | BroadcastException.TooLarge | IllegalArgumentException e) {
            throw failure(room, "gave what others can't be told: " + e.getMessage());
        }
    }

    private static BroadcastException failure(RoomDefinition room, String what) {
        String message = "the 'presence' block of room " + room.name() + " " + what;
        return new BroadcastException.ScriptFailed(message, new Problem("", 0, 0, message, "", ""));
    }
}

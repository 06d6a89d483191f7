package io.herald.engine.delivery;

import io.herald.engine.model.Member;
import io.herald.engine.model.Room;
import java.util.Optional;

/** The gate's answer. */
public sealed interface Admission {
    /**
     * Come in.
     *
     * @param isPresence whether the room tells who is in it
     * @param member as whom it is told that this client came; empty when it is not
     */
    record Granted(Room room, boolean isPresence, Optional<Member> member) implements Admission {
        /** Into a room that does not tell. */
        public Granted(Room room) {
            this(room, false, Optional.empty());
        }
    }

    /**
     * Stay out.
     *
     * @param code stable: {@code unknown-room}, {@code invalid-arguments}, {@code forbidden}, {@code wrong-namespace},
     *     {@code timeout}, {@code failed}
     * @param message for the person who writes the client; names no secret and no script internals
     */
    record Refused(String code, String message) implements Admission {}
}

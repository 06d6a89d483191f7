package io.herald.engine.event;

import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One compiled room: a family of rooms, one for each list of arguments. Thread-safe. */
public interface RoomDefinition {
    /** Who may join from a client. */
    enum Access {
        /** Nobody: the script does not say otherwise. */
        CLOSED,
        /** Everybody, known or not. */
        ANYONE,
        /** Whom the script's {@code join} block lets in. */
        ASK
    }

    String name();

    Namespace namespace();

    List<String> parameters();

    Access access();

    /**
     * The room for these arguments.
     *
     * @throws IllegalArgumentException when there are more or fewer arguments than parameters, or no legal name results
     * @throws BroadcastException.ScriptFailed when the script's code throws
     */
    Room room(List<@Nullable Object> arguments);

    /**
     * Asks the {@code join} block; only for {@link Access#ASK}.
     *
     * @param user who asks, by the claims known of them; empty for an anonymous socket
     */
    boolean admits(Optional<Map<String, @Nullable Object>> user, List<@Nullable Object> arguments);

    /** Whether it tells who is in it. */
    default boolean isPresence() {
        return false;
    }

    /** As whom the client is shown to others, as the script's {@code presence} block gives it; null for not at all. */
    default @Nullable Object member(Optional<Map<String, @Nullable Object>> user, List<@Nullable Object> arguments) {
        return null;
    }
}

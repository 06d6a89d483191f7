package io.herald.engine.interop;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import java.util.Optional;

/** How servers of one kind write a broadcast. Thread-safe. */
public interface Dialect {
    /** The channels to listen to, as Redis' PSUBSCRIBE takes them. */
    String pattern();

    /**
     * Reads one message.
     *
     * @param id for the broadcast
     * @return empty when it is something else, or for nobody of the audience
     */
    Optional<Broadcast> read(String channel, byte[] message, String id, Audience audience) throws MalformedException;
}

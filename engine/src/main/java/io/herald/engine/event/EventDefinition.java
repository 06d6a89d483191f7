package io.herald.engine.event;

import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One compiled event. Its blocks may run on many threads at once, each with the inputs of one trigger; a failure in a block
 * is thrown as {@link BroadcastException.ScriptFailed} with its place.
 */
public interface EventDefinition {
    /** A block of a script's event. */
    enum Block {
        WHEN("when", Expected.ANYTHING),
        ON("on", Expected.ROOMS),
        SOCKETS("to sockets", Expected.SOCKETS),
        EXCEPT("except", Expected.SPARED),
        AS("as", Expected.PAYLOAD);

        private final String word;
        private final Expected expected;

        Block(String word, Expected expected) {
            this.word = word;
            this.expected = expected;
        }

        /** As scripts write it. */
        public String word() {
            return word;
        }

        /** What it may give. */
        public Expected expected() {
            return expected;
        }
    }

    /** As the script names it: what triggers ask for. */
    String name();

    /** The name clients listen for, when the script gives one. */
    Optional<String> broadcastName();

    /** How it is sent. */
    default BroadcastOptions options() {
        return BroadcastOptions.NONE;
    }

    /** When it is sent, and how hard it is tried. */
    default EventPolicy policy() {
        return EventPolicy.NONE;
    }

    /** Path of the script that defines it. */
    String script();

    /** Version of that script. */
    String version();

    /** Whether its code may wait for something, or pass over an interruption: then only threads that can be replaced run it. */
    default boolean mayWait() {
        return true;
    }

    /**
     * The inputs as its blocks take them: of the types it declares, and as they are when it declares none.
     *
     * @throws BroadcastException.InvalidInput when they are not of these types; none of the script's code has run
     */
    default Map<String, @Nullable Object> inputs(Map<String, @Nullable Object> given) {
        return given;
    }

    /** Whether to broadcast at all; true when the script does not say. */
    boolean when(Map<String, @Nullable Object> inputs);

    /** A {@link io.herald.engine.model.Room}, a text, or an iterable of these at any depth, as the script gives it; no rooms when it does not say. */
    @Nullable
    Object on(Map<String, @Nullable Object> inputs);

    /** Ids of sockets to send to, too: a text, or an iterable of these at any depth, as the script gives it; none when it does not say. */
    default @Nullable Object sockets(Map<String, @Nullable Object> inputs) {
        return List.of();
    }

    /** Where {@link #sockets} are. */
    default Namespace socketsNamespace() {
        return Namespace.ROOT;
    }

    /** Ids of sockets and names of rooms that do not get it, as the script gives them: as {@link #on}, and null for none. */
    default @Nullable Object except(Map<String, @Nullable Object> inputs) {
        return null;
    }

    /** The payload as the script gives it: JSON values, records or beans; the inputs when the script does not say. */
    @Nullable
    Object as(Map<String, @Nullable Object> inputs);

    /** Whether each room gets a payload of its own: {@link #as(Map, Object)} is asked then, for each of them. */
    default boolean isPerRoom() {
        return false;
    }

    /**
     * The payload for one room.
     *
     * @param room as the script's {@code on} gave it: a {@link io.herald.engine.model.Room} or a text
     */
    default @Nullable Object as(Map<String, @Nullable Object> inputs, Object room) {
        return as(inputs);
    }

    /** A problem of what a block gave, at the block's place in the script. */
    default Problem problem(Block block, String message, String hint) {
        return new Problem(script(), 0, 0, message, hint, "");
    }
}

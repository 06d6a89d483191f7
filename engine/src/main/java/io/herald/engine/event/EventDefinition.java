package io.herald.engine.event;

import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Problem;
import java.util.Locale;
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
        WHEN,
        ON,
        AS;

        /** As scripts write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
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

    /** Path of the script that defines it. */
    String script();

    /** Version of that script. */
    String version();

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

    /** A {@link io.herald.engine.model.Room}, a text, null, or an iterable of these at any depth, as the script gives it. */
    @Nullable
    Object on(Map<String, @Nullable Object> inputs);

    /** The payload as the script gives it: JSON values, records or beans; the inputs when the script does not say. */
    @Nullable
    Object as(Map<String, @Nullable Object> inputs);

    /** A problem of what a block gave, at the block's place in the script. */
    default Problem problem(Block block, String message, String hint) {
        return new Problem(script(), 0, 0, message, hint, "");
    }
}

package io.herald.dsl;

import io.herald.engine.event.EventCatalog;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Scripts as they are in force, and the pure step from one such state to the next. Immutable. */
interface ScriptSet {
    /**
     * The state after these changes. A script that can't be put in force keeps its last good version and has problems.
     *
     * @param changes new texts by path, empty for a script that is gone
     */
    ScriptSet apply(Map<String, Optional<String>> changes, Instant now);

    /** Does ahead what can be done of texts, by path, that will probably be applied. Changes nothing. */
    default void prepare(Map<String, String> texts) {}

    /** Does some of what applying changes takes, so that the code for it is loaded and compiled. Changes nothing. */
    default void rehearse() {}

    EventCatalog catalog();

    /** Lets go of the code that is not in the other state as well, for this state is over. */
    void end(ScriptSet kept);

    /** The text in force; empty when there is none of this path. */
    Optional<String> text(String path);
}

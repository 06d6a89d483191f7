package io.herald.dsl;

import io.herald.engine.event.EventCatalog;
import java.util.Optional;

/** Where a node's scripts are kept, and are changed on request. Blocks. Thread-safe. */
public interface ScriptPlace {
    /** What is in force. */
    EventCatalog catalog();

    /** The text in force; empty when there is none of this path. */
    Optional<String> text(String path);

    /**
     * Puts all of an edit in force, wherever these scripts are.
     *
     * @throws ScriptRefusedException when it is not; nothing of it is, then
     */
    void change(ScriptEdit edit);
}

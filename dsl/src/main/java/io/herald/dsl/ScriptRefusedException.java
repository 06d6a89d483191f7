package io.herald.dsl;

import io.herald.engine.model.Problem;
import java.util.List;

/** A change of a script that was asked for and not made: why, and a stable code. Nothing was written. */
public final class ScriptRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<Problem> problems;

    /** Why a change is not made. */
    public enum Reason {
        /** Texts are not to be put here. */
        SCRIPTS_READ_ONLY,
        /** The path names no place for a script. */
        INVALID_PATH,
        UNKNOWN_SCRIPT,
        /** Of this script, or no longer kept. */
        UNKNOWN_VERSION,
        /** The script is no longer as whoever asks believes. */
        STALE_VERSION,
        /** It would not come in force. */
        INVALID_SCRIPT,
        /** The folder can't be written to. */
        NOT_WRITTEN
    }

    ScriptRefusedException(Reason reason, String message) {
        this(reason, message, List.of());
    }

    ScriptRefusedException(Reason reason, String message, List<Problem> problems) {
        super(message, null, false, false);
        this.reason = reason;
        this.problems = List.copyOf(problems);
    }

    public Reason reason() {
        return reason;
    }

    public List<Problem> problems() {
        return problems;
    }
}

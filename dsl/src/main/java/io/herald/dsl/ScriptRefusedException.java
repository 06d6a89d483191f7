package io.herald.dsl;

import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
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
        /** All scripts at once, where there is a folder of them. */
        SCRIPTS_IN_FOLDER,
        /** It passes a bound of the place. */
        PAYLOAD_TOO_LARGE,
        /** Another change came first. */
        SCRIPTS_CHANGED,
        /** A node did not say in time whether it would come in force there. */
        NODE_SILENT,
        /** The place can't be reached. */
        BACKPLANE_AWAY,
        /** The folder can't be written to. */
        NOT_WRITTEN
    }

    public ScriptRefusedException(Reason reason, String message) {
        this(reason, message, List.of());
    }

    public ScriptRefusedException(Reason reason, String message, List<Problem> problems) {
        super(message, null, false, false);
        this.reason = reason;
        this.problems = List.copyOf(problems);
    }

    /** For these problems, all or some of it would not come in force. */
    public static ScriptRefusedException invalid(ScriptEdit edit, List<Problem> problems) {
        String what = edit.texts().size() == 1
                ? Text.quote(edit.texts().keySet().iterator().next())
                : edit.texts().size() + " scripts";
        return new ScriptRefusedException(
                Reason.INVALID_SCRIPT, what + " would not come in force; nothing was written", problems);
    }

    public Reason reason() {
        return reason;
    }

    public List<Problem> problems() {
        return problems;
    }
}

package io.herald.dsl;

import io.herald.dsl.ScriptRefusedException.Reason;
import io.herald.dsl.versions.Author;
import io.herald.dsl.versions.ScriptHistory;
import io.herald.dsl.versions.ScriptVersion;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.Script;
import io.herald.engine.model.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Changes scripts on request: what would not come in force is refused, and what is not is in force when that is done. Blocks. Thread-safe.
 */
public final class ScriptEditor {
    private static final Pattern PATH =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*\\.groovy");
    private static final int MAX_PATH = 200;

    private final ScriptPlace place;
    private final ScriptHistory history;
    private final boolean takesTexts;

    /** As the other, for the folder that the host loads. */
    public ScriptEditor(Path folder, ScriptHost host, ScriptHistory history, boolean takesTexts) {
        this(new FolderPlace(folder, host, history), history, takesTexts);
    }

    /**
     * Changes scripts where they are kept.
     *
     * @param history of the same place
     * @param takesTexts whether new texts are allowed; {@link #rollback} is always
     */
    public ScriptEditor(ScriptPlace place, ScriptHistory history, boolean takesTexts) {
        this.place = place;
        this.history = history;
        this.takesTexts = takesTexts;
    }

    /** The script in force. */
    public Script script(String path) {
        return inForce(path)
                .orElseThrow(() -> new ScriptRefusedException(
                        Reason.UNKNOWN_SCRIPT, "no script " + Text.quote(path) + " is in force"));
    }

    private Optional<Script> inForce(String path) {
        return place.catalog().scripts().stream()
                .filter(script -> script.path().equals(path))
                .findFirst();
    }

    /** What was in force of it, newest first. */
    public List<ScriptVersion> versions(String path) {
        List<ScriptVersion> versions = history.versions(path);
        return versions.isEmpty() ? List.of(current(script(path))) : versions;
    }

    private static ScriptVersion current(Script script) {
        return new ScriptVersion(script.path(), script.version(), script.loadedAt(), new Author("", Author.Way.FOLDER));
    }

    /** The text of a version that is in force or still kept. */
    public String text(String path, String version) {
        boolean isInForce =
                inForce(path).filter(script -> script.version().equals(version)).isPresent();
        return (isInForce ? place.text(path) : history.text(path, version))
                .orElseThrow(() -> new ScriptRefusedException(
                        Reason.UNKNOWN_VERSION,
                        "no version " + Text.quote(version) + " of " + Text.quote(path) + " is kept"));
    }

    /**
     * Puts a text in force.
     *
     * @param expected the version that the writer believes in force; empty when it does not matter
     * @throws ScriptRefusedException when it is not in force now; nothing was written
     */
    public Script write(String path, String text, Optional<String> expected, Author author) {
        requireWritable();
        change(path, Optional.of(text), expected, author);
        return script(path);
    }

    /** Takes a script away. As {@link #write}. */
    public void delete(String path, Optional<String> expected, Author author) {
        requireWritable();
        script(path); // or it is unknown
        change(path, Optional.empty(), expected, author);
    }

    /** Takes an earlier version back. As {@link #write}. */
    public Script rollback(String path, String version, Author author) {
        change(path, Optional.of(text(path, version)), Optional.empty(), author);
        return script(path);
    }

    /**
     * Puts these scripts in force and no others. As {@link #write}.
     *
     * @param texts by path
     */
    public EventCatalog replaceAll(Map<String, String> texts, Author author) {
        requireWritable();
        Map<String, Optional<String>> all = new TreeMap<>();
        texts.forEach((path, text) -> all.put(path, Optional.of(text)));
        place.change(new ScriptEdit(all, true, Map.of(), author));
        return place.catalog();
    }

    private void requireWritable() {
        if (!takesTexts) {
            throw new ScriptRefusedException(
                    Reason.SCRIPTS_READ_ONLY,
                    "this node takes no scripts over the admin API: start it with --script-writes");
        }
    }

    private void change(String path, Optional<String> text, Optional<String> expected, Author author) {
        if (path.length() > MAX_PATH || !PATH.matcher(path).matches()) {
            throw new ScriptRefusedException(
                    Reason.INVALID_PATH,
                    Text.quote(path)
                            + " names no script: letters, digits, '_', '-' and '.', folders with '/' between, '.groovy' at the end");
        }
        Map<String, String> versions =
                expected.map(version -> Map.of(path, version)).orElse(Map.of());
        place.change(new ScriptEdit(Map.of(path, text), false, versions, author));
    }
}

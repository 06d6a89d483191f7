package io.herald.dsl;

import io.herald.dsl.ScriptRefusedException.Reason;
import io.herald.dsl.versions.Author;
import io.herald.dsl.versions.ScriptHistory;
import io.herald.dsl.versions.ScriptVersion;
import io.herald.engine.event.Script;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes scripts of the folder on request: a text is tried first, then written in one step, and in force when that is done. Blocks.
 * Thread-safe.
 */
public final class ScriptEditor {
    private static final Logger log = LoggerFactory.getLogger(ScriptEditor.class);
    private static final Pattern PATH =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*\\.groovy");
    private static final int MAX_PATH = 200;

    private final Path folder;
    private final ScriptHost host;
    private final ScriptHistory history;
    private final boolean takesTexts;

    /**
     * @param host of the same folder and history
     * @param takesTexts whether {@link #write} is allowed; {@link #rollback} is always
     */
    public ScriptEditor(Path folder, ScriptHost host, ScriptHistory history, boolean takesTexts) {
        this.folder = folder;
        this.host = host;
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
        return host.catalog().scripts().stream()
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
        return (isInForce ? host.text(path) : history.text(path, version))
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
        if (!takesTexts) {
            throw new ScriptRefusedException(
                    Reason.SCRIPTS_READ_ONLY,
                    "scripts are changed in their folder only: start the node with --script-writes");
        }
        return put(path, text, expected, author);
    }

    /** Takes an earlier version back. As {@link #write}. */
    public Script rollback(String path, String version, Author author) {
        return put(path, text(path, version), Optional.empty(), author);
    }

    private synchronized Script put(String path, String text, Optional<String> expected, Author author) {
        Path file = place(path);
        expected.ifPresent(version -> requireInForce(path, version));
        List<Problem> problems = host.tryOut(path, text);
        if (!problems.isEmpty()) {
            throw new ScriptRefusedException(
                    Reason.INVALID_SCRIPT,
                    Text.quote(path) + " would not come in force; nothing was written",
                    problems);
        }
        history.expect(path, ScriptCompiler.version(text), author);
        write(file, text);
        host.reload();
        return script(path);
    }

    private Path place(String path) {
        if (path.length() > MAX_PATH || !PATH.matcher(path).matches()) {
            throw new ScriptRefusedException(
                    Reason.INVALID_PATH,
                    Text.quote(path)
                            + " names no script: letters, digits, '_', '-' and '.', folders with '/' between, '.groovy' at the end");
        }
        Path file = folder.resolve(path);
        try {
            if (!existingFolder(file).toRealPath().startsWith(folder.toRealPath())) {
                throw new ScriptRefusedException(
                        Reason.INVALID_PATH, Text.quote(path) + " lies outside of the scripts' folder, behind a link");
            }
            return file;
        } catch (IOException e) {
            throw notWritten(path, e);
        }
    }

    private static Path existingFolder(Path file) {
        Path at = Objects.requireNonNull(file.toAbsolutePath().getParent());
        while (!Files.exists(at)) {
            at = Objects.requireNonNull(at.getParent());
        }
        return at;
    }

    private void requireInForce(String path, String version) {
        String current = inForce(path).map(Script::version).orElse("none");
        if (!current.equals(version)) {
            throw new ScriptRefusedException(
                    Reason.STALE_VERSION,
                    Text.quote(path) + " is at version " + current + ", not " + Text.quote(version)
                            + ": read it again and change that");
        }
    }

    private void write(Path file, String text) {
        Path written = file.resolveSibling("." + file.getFileName() + ".new"); // a name that is passed over
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.writeString(written, text);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            remove(written);
            throw notWritten(folder.relativize(file).toString(), e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("{} is left behind", file, e); // where nothing can be written, nothing can be removed
        }
    }

    private static ScriptRefusedException notWritten(String path, IOException failure) {
        return new ScriptRefusedException(
                Reason.NOT_WRITTEN,
                Text.quote(path) + " can't be written: " + FolderScan.reason(failure)
                        + "; make the scripts' folder writable for Herald");
    }
}

package io.herald.dsl;

import io.herald.dsl.ScriptRefusedException.Reason;
import io.herald.dsl.folder.FolderScan;
import io.herald.dsl.folder.WholeFile;
import io.herald.dsl.versions.ScriptHistory;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The folder that a host loads: an edit is tried, then written file by file, each in one step, and in force when that is done. */
final class FolderPlace implements ScriptPlace {
    private final Path folder;
    private final ScriptHost host;
    private final ScriptHistory history;

    /** @param host of the same folder and history */
    FolderPlace(Path folder, ScriptHost host, ScriptHistory history) {
        this.folder = folder;
        this.host = host;
        this.history = history;
    }

    @Override
    public EventCatalog catalog() {
        return host.catalog();
    }

    @Override
    public Optional<String> text(String path) {
        return host.text(path);
    }

    @Override
    public synchronized void change(ScriptEdit edit) {
        if (edit.isWhole()) {
            throw new ScriptRefusedException(
                    Reason.SCRIPTS_IN_FOLDER,
                    "this node's scripts are those of its folder: all at once they are put where nodes share them, with --scripts-in redis");
        }
        Map<String, Path> files = new TreeMap<>();
        edit.texts().keySet().forEach(path -> files.put(path, place(path)));
        edit.requireExpected(this::text);
        List<Problem> problems = host.tryOut(edit.texts());
        if (!problems.isEmpty()) {
            throw ScriptRefusedException.invalid(edit, problems);
        }
        edit.texts().forEach((path, text) -> {
            text.ifPresent(given -> history.expect(path, ScriptCompiler.version(given), edit.author()));
            write(Objects.requireNonNull(files.get(path)), text);
        });
        host.reload();
    }

    private Path place(String path) {
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

    private void write(Path file, Optional<String> text) {
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            WholeFile.write(file, text.get());
        } catch (IOException e) {
            throw notWritten(folder.relativize(file).toString(), e);
        }
    }

    private static ScriptRefusedException notWritten(String path, IOException failure) {
        return new ScriptRefusedException(
                Reason.NOT_WRITTEN,
                Text.quote(path) + " can't be written: " + FolderScan.reason(failure)
                        + "; make the scripts' folder writable for Herald");
    }
}

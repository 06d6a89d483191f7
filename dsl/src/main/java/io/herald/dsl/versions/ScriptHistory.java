package io.herald.dsl.versions;

import io.herald.dsl.folder.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts that were in force, kept in a folder: the last {@value #KEPT} of each script. A folder that can't be written costs the memory of
 * what was, and nothing else. Thread-safe.
 *
 * <p>Shape: {@code log}, a line a version, and {@code texts/VERSION.groovy}.
 */
public final class ScriptHistory {
    static final int KEPT = 50;
    private static final Logger log = LoggerFactory.getLogger(ScriptHistory.class);
    private static final int MAX_STALE_LINES = 1000;
    private static final int MAX_EXPECTED = 1000;

    private final @Nullable Path folder;
    private final Map<String, Deque<ScriptVersion>> versions = new TreeMap<>(); // newest last
    private final Map<String, Author> expected = new HashMap<>();
    private int lines; // of the log

    private ScriptHistory(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Keeps nothing. */
    public static ScriptHistory none() {
        return new ScriptHistory(null);
    }

    /** Goes on with what the folder holds; makes it when there is something to keep. */
    public static ScriptHistory in(Path folder) {
        ScriptHistory history = new ScriptHistory(folder);
        history.read(folder);
        return history;
    }

    private void read(Path from) {
        try {
            for (String line : Files.readAllLines(from.resolve("log"))) {
                lines++;
                ScriptVersion.of(line).ifPresent(version -> {
                    Deque<ScriptVersion> known = of(version.path());
                    known.add(version);
                    while (known.size() > KEPT) {
                        known.remove();
                    }
                });
            }
        } catch (NoSuchFileException e) {
            // nothing was kept yet
        } catch (IOException e) {
            log.warn("the versions of scripts in {} can't be read: {}", from, e.toString());
        }
    }

    private Deque<ScriptVersion> of(String path) {
        return versions.computeIfAbsent(path, none -> new ArrayDeque<>());
    }

    /** Tells who it is that will have put this version in force. */
    public synchronized void expect(String path, String version, Author author) {
        if (expected.size() < MAX_EXPECTED) {
            expected.put(path + " " + version, author);
        }
    }

    /**
     * The text is in force now; nothing happens when it was already.
     *
     * @param owner whose it is when nobody was expected
     */
    public synchronized void put(String path, String version, String text, Instant at, Supplier<Author> owner) {
        Author author = expected.remove(path + " " + version);
        Deque<ScriptVersion> known = of(path);
        if (folder == null || (!known.isEmpty() && known.getLast().version().equals(version))) {
            return;
        }
        ScriptVersion newest = new ScriptVersion(path, version, at, author == null ? owner.get() : author);
        known.add(newest);
        try {
            keep(folder, newest, text);
            if (known.size() > KEPT) {
                forget(folder, known.remove());
            }
        } catch (IOException e) {
            log.warn("version {} of {} can't be kept in {}: {}", version, path, folder, e.toString());
        }
    }

    private void keep(Path in, ScriptVersion version, String text) throws IOException {
        Path kept = text(in, version.version());
        Files.createDirectories(in.resolve("texts"));
        if (!Files.exists(kept)) {
            WholeFile.write(kept, text);
        }
        Files.writeString(
                in.resolve("log"), version.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines++;
        int living = versions.values().stream().mapToInt(Deque::size).sum();
        if (lines > living + MAX_STALE_LINES) {
            List<String> left = new ArrayList<>();
            versions.values().forEach(known -> known.forEach(each -> left.add(each.line())));
            WholeFile.write(in.resolve("log"), String.join("\n", left) + "\n");
            lines = living;
        }
    }

    private void forget(Path in, ScriptVersion oldest) throws IOException {
        boolean isUsed = versions.values().stream()
                .flatMap(Deque::stream)
                .anyMatch(other -> other.version().equals(oldest.version()));
        if (!isUsed) {
            Files.deleteIfExists(text(in, oldest.version()));
        }
    }

    private static Path text(Path in, String version) {
        return in.resolve("texts").resolve(version + ".groovy");
    }

    /** Newest first; none of a script that never was in force. */
    public synchronized List<ScriptVersion> versions(String path) {
        List<ScriptVersion> newestFirst = new ArrayList<>();
        versions.getOrDefault(path, new ArrayDeque<>()).descendingIterator().forEachRemaining(newestFirst::add);
        return newestFirst;
    }

    /** The text of a version that is still kept. */
    public synchronized Optional<String> text(String path, String version) {
        boolean isKept = versions(path).stream().anyMatch(kept -> kept.version().equals(version));
        if (folder == null || !isKept) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(text(folder, version)));
        } catch (IOException e) {
            log.warn("version {} of {} can't be read in {}: {}", version, path, folder, e.toString());
            return Optional.empty();
        }
    }
}

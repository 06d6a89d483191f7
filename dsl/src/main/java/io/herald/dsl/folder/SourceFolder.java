package io.herald.dsl.folder;

import io.herald.engine.model.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, look by look, which scripts of a folder have become others, and says so once they have come to rest: in one batch, when
 * nothing changed for the quiet time. A file's stamp tells that it may have changed, its hash that it did.
 *
 * <p>A script that can't be read, or stands in a folder that can't, counts as unchanged and has a problem; only one that is seen to be
 * missing is gone. One thread at a time.
 */
public final class SourceFolder {
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2); // of the coarsest file systems

    private static final int FEW = 8;
    private static final int SMALL_BYTES = 1 << 16;

    private final Path folder;
    private final FolderLimits limits;
    private final Patience patience;
    private final Map<String, Known> known = new TreeMap<>();
    private final Unrest unrest = new Unrest();
    private long knownBytes;
    private @Nullable FolderScan last;

    /**
     * A script as it was last read.
     *
     * @param hash of the text last told of; empty when there is none
     * @param bytes of that text
     * @param trust in its stamp
     */
    private record Known(
            Stamp stamp, String hash, int bytes, @Nullable Problem problem, Trust trust) {
        static final Known NOTHING = new Known(Stamp.GONE, "", 0, null, Trust.FULL);

        Known distrusted() {
            return new Known(stamp, hash, bytes, problem, Trust.NONE);
        }
    }

    /** Whether the same stamp means the same script. */
    private enum Trust {
        FULL,
        /** For now; it is read again within the second. */
        DOUBTFUL,
        NONE
    }

    public SourceFolder(Path folder, FolderLimits limits, Patience patience) {
        this.folder = folder;
        this.limits = limits;
        this.patience = patience;
    }

    /** Looks at the folder; {@code now} is {@link System#nanoTime}. */
    public SourceChanges look(long now) {
        return look(now, patience);
    }

    /**
     * Looks at what is restless and at these files alone; at all of the folder when they are not just scripts with another text.
     *
     * @param hinted all that may have changed since the last look
     */
    public SourceChanges look(Set<Path> hinted, long now) {
        FolderScan scan = last;
        if (scan == null) {
            return look(now);
        }
        Set<String> paths = new HashSet<>(unrest.paths());
        hinted.forEach(file -> paths.add(scan.relative(file)));
        Map<String, Stamp> stamps = new HashMap<>();
        for (String path : paths) {
            Optional<Stamp> stamp = known.containsKey(path) && !scan.hides(path)
                    ? FolderScan.stamp(folder.resolve(path))
                    : Optional.empty();
            if (stamp.isEmpty()) {
                return look(now);
            }
            stamps.put(path, stamp.get());
        }
        stamps.forEach((path, stamp) -> note(path, stamp, now));
        return found(scan, now, patience);
    }

    /** The same for one who can't wait: believes an empty or missing file as soon as any other. */
    public SourceChanges lookHurried(long now) {
        return look(now, patience.hurried());
    }

    /** Whether something changed and has not come to rest. */
    public boolean isRestless() {
        return !unrest.isEmpty();
    }

    /** The texts, by path, of scripts that became restless just now, where these are few: most come to rest as they are. */
    public Map<String, String> young(long now) {
        Map<String, String> texts = new TreeMap<>();
        if (unrest.paths().size() <= FEW) {
            for (String path : unrest.paths()) {
                Stamp stamp = unrest.stamp(path);
                if (stamp.size() > 0
                        && unrest.isYoung(path, now, patience)
                        && Reading.of(folder.resolve(path), path, stamp, SMALL_BYTES) instanceof Reading.Whole whole) {
                    texts.put(path, whole.text());
                }
            }
        }
        return texts;
    }

    /** How long from now until what is restless may have come to rest. */
    public Duration untilRest(long now) {
        return unrest.untilRest(now, patience);
    }

    /** Makes the next looks read every script again. */
    public void distrustAll() {
        known.replaceAll((path, script) -> script.distrusted());
    }

    /** Makes the next looks read those again whose stamp may not tell. */
    public void distrustDoubtful() {
        known.replaceAll((path, script) -> script.trust() == Trust.DOUBTFUL ? script.distrusted() : script);
    }

    private SourceChanges look(long now, Patience patience) {
        FolderScan scan = FolderScan.of(folder, limits);
        last = scan;
        note(scan, now);
        return found(scan, now, patience);
    }

    private SourceChanges found(FolderScan scan, long now, Patience patience) {
        return new SourceChanges(take(now, patience), problems(scan), scan.folders());
    }

    private void note(FolderScan scan, long now) {
        unrest.forgetAll(path -> !scan.files().containsKey(path) && !known.containsKey(path));
        int room = limits.files() - known.size();
        for (Map.Entry<String, Stamp> file : scan.files().entrySet()) {
            if (known.containsKey(file.getKey()) || room-- > 0) {
                note(file.getKey(), file.getValue(), now);
            }
        }
        for (String path : known.keySet()) {
            if (scan.hides(path)) {
                unrest.forget(path);
            } else if (!scan.files().containsKey(path)) {
                note(path, Stamp.GONE, now);
            }
        }
    }

    private void note(String path, Stamp stamp, long now) {
        Known before = known(path);
        if (!stamp.equals(before.stamp())) {
            unrest.note(path, stamp, now);
        } else if (before.trust() == Trust.NONE) {
            unrest.noteAtRest(path, stamp, now, patience);
        } else {
            unrest.forget(path);
        }
    }

    private Map<String, Optional<String>> take(long now, Patience patience) {
        Set<String> batch = new TreeSet<>(unrest.atRest(now, patience));
        Map<String, Reading> readings = read(batch, now);
        batch.addAll(renamed(readings));
        if (isHalfMoved(batch, now)) {
            return Map.of();
        }
        Map<String, Optional<String>> texts = new TreeMap<>();
        batch.forEach(path -> accept(path, readings.get(path), texts));
        return texts;
    }

    /** Reads what is there of a batch, and takes out of it what proves to be still moving. */
    private Map<String, Reading> read(Set<String> batch, long now) {
        Map<String, Reading> readings = new HashMap<>();
        long bytes = knownBytes;
        for (String path : List.copyOf(batch)) {
            if (unrest.isMissing(path)) {
                continue;
            }
            Stamp stamp = unrest.stamp(path);
            Reading reading = Reading.of(folder.resolve(path), path, stamp, limits.fileBytes());
            if (reading instanceof Reading.Moving) {
                unrest.stir(path, stamp, now);
                batch.remove(path);
            } else if (reading instanceof Reading.Whole whole) {
                long grown = bytes + whole.bytes() - known(path).bytes();
                boolean fits = grown <= limits.totalBytes();
                bytes = fits ? grown : bytes;
                readings.put(path, fits ? whole : tooMuch(path));
            } else {
                readings.put(path, reading);
            }
        }
        return readings;
    }

    private Reading tooMuch(String path) {
        String message = "is left out: all scripts together are larger than " + limits.totalBytes() + " bytes";
        return new Reading.Refused(new Problem(path, 0, 0, message, "", ""), true);
    }

    /** Missing scripts whose text has come up under a new name: no need to wait whether they come back. */
    private Set<String> renamed(Map<String, Reading> readings) {
        Set<String> newHashes = new HashSet<>();
        readings.forEach((path, reading) -> {
            if (reading instanceof Reading.Whole whole && !known.containsKey(path)) {
                newHashes.add(whole.hash());
            }
        });
        Set<String> renamed = unrest.missing();
        renamed.removeIf(path -> !newHashes.contains(known(path).hash()));
        return renamed;
    }

    /** New scripts came up while others may be on their way out, as when a branch is checked out: they belong together. */
    private boolean isHalfMoved(Set<String> batch, long now) {
        boolean someLeave = !batch.containsAll(unrest.missing());
        return someLeave
                && batch.stream().anyMatch(path -> !known.containsKey(path) && unrest.isYoung(path, now, patience));
    }

    private void accept(String path, @Nullable Reading reading, Map<String, Optional<String>> texts) {
        Known before = known(path);
        Stamp stamp = unrest.stamp(path);
        unrest.forget(path);
        if (reading == null) {
            known.remove(path);
            knownBytes -= before.bytes();
            if (!before.hash().isEmpty()) {
                texts.put(path, Optional.empty());
            }
        } else if (reading instanceof Reading.Whole whole) {
            known.put(path, new Known(stamp, whole.hash(), whole.bytes(), null, trust(stamp)));
            knownBytes += whole.bytes() - before.bytes();
            if (!whole.hash().equals(before.hash())) {
                texts.put(path, Optional.of(whole.text()));
            }
        } else if (reading instanceof Reading.Refused refused) {
            Trust trust = refused.again() ? Trust.DOUBTFUL : trust(stamp);
            known.put(path, new Known(stamp, before.hash(), before.bytes(), refused.problem(), trust));
        }
    }

    private static Trust trust(Stamp stamp) {
        long age = System.currentTimeMillis() - stamp.modified().toMillis();
        return Math.abs(age) < CLOCK_STEP.toMillis()
                ? Trust.DOUBTFUL
                : Trust.FULL; // the next write could leave the same
    }

    private List<Problem> problems(FolderScan scan) {
        Stream<Problem> ofFiles = known.values().stream().map(Known::problem).filter(Objects::nonNull);
        return Stream.concat(scan.problems().stream(), ofFiles)
                .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::message))
                .toList();
    }

    private Known known(String path) {
        return known.getOrDefault(path, Known.NOTHING);
    }
}

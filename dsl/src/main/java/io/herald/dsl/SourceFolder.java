package io.herald.dsl;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, look by look, which scripts of a folder have become others, and says so once they have come to rest: in one batch, when
 * nothing changed for the quiet time. A file's stamp tells that it may have changed, its hash that it did.
 *
 * <p>A script that can't be read, or stands in a folder that can't, counts as unchanged and has a problem; only one that is seen to be
 * missing is gone. One thread at a time.
 */
final class SourceFolder {
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2); // of the coarsest file systems

    private final Path folder;
    private final FolderLimits limits;
    private final Patience patience;
    private final Map<String, Known> known = new TreeMap<>();
    private final Map<String, Pending> pending = new TreeMap<>();
    private long knownBytes;

    /**
     * A script as it was last read.
     *
     * @param hash of the text last told of; empty when there is none
     * @param bytes of that text
     * @param doubtful whether it may be another although its stamp is the same
     */
    private record Known(
            Stamp stamp, String hash, int bytes, @Nullable Problem problem, boolean doubtful) {
        static final Known NOTHING = new Known(Stamp.GONE, "", 0, null, false);

        Known unsure() {
            return new Known(Stamp.UNSURE, hash, bytes, problem, doubtful);
        }
    }

    /** A script whose stamp is another than the known one, since when, and since when it is this one. */
    private record Pending(Stamp stamp, long since, long changedAt) {}

    SourceFolder(Path folder, FolderLimits limits, Patience patience) {
        this.folder = folder;
        this.limits = limits;
        this.patience = patience;
    }

    /** Looks at the folder; {@code now} is {@link System#nanoTime}. */
    SourceChanges look(long now) {
        return look(now, patience);
    }

    /** The same for one who can't wait: believes an empty or missing file as soon as any other. */
    SourceChanges lookHurried(long now) {
        return look(now, patience.hurried());
    }

    /** Whether something changed and has not come to rest. */
    boolean isRestless() {
        return !pending.isEmpty();
    }

    /** How long from now until what is restless may have come to rest. */
    Duration untilRest(long now) {
        long lastChange =
                pending.values().stream().mapToLong(Pending::changedAt).max().orElse(now);
        long firstRest = pending.values().stream()
                .mapToLong(change ->
                        change.changedAt() + patience.with(change.stamp()).toNanos())
                .min()
                .orElse(now);
        long wait = Math.max(lastChange + patience.quiet().toNanos(), firstRest) - now;
        return wait > 0 ? Duration.ofNanos(wait) : patience.quiet();
    }

    /** Makes the next looks read every script again. */
    void distrustAll() {
        known.replaceAll((path, script) -> script.unsure());
    }

    /** Makes the next looks read those again whose stamp may not tell. */
    void distrustDoubtful() {
        known.replaceAll((path, script) -> script.doubtful() ? script.unsure() : script);
    }

    private SourceChanges look(long now, Patience patience) {
        FolderScan scan = FolderScan.of(folder, limits);
        note(scan, now);
        Map<String, Optional<String>> texts = isTime(now, patience) ? take(now, patience) : Map.of();
        return new SourceChanges(texts, problems(scan), scan.folders());
    }

    private void note(FolderScan scan, long now) {
        pending.keySet().removeIf(path -> !scan.files().containsKey(path) && !known.containsKey(path));
        int room = limits.files() - known.size();
        for (Map.Entry<String, Stamp> file : scan.files().entrySet()) {
            if (known.containsKey(file.getKey()) || room-- > 0) {
                note(file.getKey(), file.getValue(), now);
            }
        }
        for (String path : known.keySet()) {
            if (scan.hides(path)) {
                pending.remove(path);
            } else if (!scan.files().containsKey(path)) {
                note(path, Stamp.GONE, now);
            }
        }
    }

    private void note(String path, Stamp stamp, long now) {
        Pending before = pending.get(path);
        if (stamp.equals(known(path).stamp())) {
            pending.remove(path);
        } else if (before == null) {
            pending.put(path, new Pending(stamp, now, now));
        } else if (!stamp.equals(before.stamp())) {
            pending.put(path, new Pending(stamp, before.since(), now));
        }
    }

    private boolean isTime(long now, Patience patience) {
        List<Pending> ready = pending.values().stream()
                .filter(change -> isReady(change, now, patience))
                .toList();
        boolean quiet = pending.values().stream()
                .allMatch(change -> now - change.changedAt() >= patience.quiet().toNanos());
        boolean overdue = ready.stream()
                .anyMatch(change -> now - change.since() >= patience.burst().toNanos());
        return !ready.isEmpty() && (quiet || overdue);
    }

    private static boolean isReady(Pending change, long now, Patience patience) {
        return now - change.changedAt() >= patience.with(change.stamp()).toNanos();
    }

    private Map<String, Optional<String>> take(long now, Patience patience) {
        Set<String> ready = new HashSet<>();
        pending.forEach((path, change) -> {
            if (isReady(change, now, patience)) {
                ready.add(path);
            }
        });
        Map<String, Reading> readings = read(ready, now);
        ready.addAll(renamed(readings));
        if (isHalfMoved(ready, now)) {
            return Map.of();
        }
        Map<String, Optional<String>> texts = new TreeMap<>();
        ready.forEach(path -> accept(path, readings.get(path), texts));
        return texts;
    }

    /** Reads what is ready; what proves to be still moving is so no more. */
    private Map<String, Reading> read(Set<String> ready, long now) {
        Map<String, Reading> readings = new HashMap<>();
        long bytes = knownBytes;
        for (String path : List.copyOf(ready)) {
            Pending change = pending(path);
            if (change.stamp().equals(Stamp.GONE)) {
                continue;
            }
            Reading reading = Reading.of(folder.resolve(path), path, change.stamp(), limits.fileBytes());
            if (reading instanceof Reading.Moving) {
                pending.put(path, new Pending(change.stamp(), change.since(), now));
                ready.remove(path);
                continue;
            }
            if (reading instanceof Reading.Whole whole) {
                bytes += whole.bytes() - known(path).bytes();
                if (bytes > limits.totalBytes()) {
                    bytes -= whole.bytes() - known(path).bytes();
                    reading = tooMuch(path);
                }
            }
            readings.put(path, reading);
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
        return missing().filter(path -> newHashes.contains(known(path).hash())).collect(Collectors.toSet());
    }

    /** New scripts came up while others may be on their way out, as when a branch is checked out: they belong together. */
    private boolean isHalfMoved(Set<String> ready, long now) {
        boolean leaving = missing().anyMatch(path -> !ready.contains(path));
        return leaving
                && ready.stream()
                        .anyMatch(path -> !known.containsKey(path)
                                && now - pending(path).since()
                                        < patience.grace().toNanos());
    }

    private Stream<String> missing() {
        return pending.keySet().stream().filter(path -> pending(path).stamp().equals(Stamp.GONE));
    }

    private void accept(String path, @Nullable Reading reading, Map<String, Optional<String>> texts) {
        Known before = known(path);
        Stamp stamp = pending(path).stamp();
        pending.remove(path);
        if (reading == null) {
            known.remove(path);
            knownBytes -= before.bytes();
            if (!before.hash().isEmpty()) {
                texts.put(path, Optional.empty());
            }
        } else if (reading instanceof Reading.Whole whole) {
            known.put(path, new Known(stamp, whole.hash(), whole.bytes(), null, isFresh(stamp)));
            knownBytes += whole.bytes() - before.bytes();
            if (!whole.hash().equals(before.hash())) {
                texts.put(path, Optional.of(whole.text()));
            }
        } else if (reading instanceof Reading.Refused refused) {
            boolean doubtful = refused.again() || isFresh(stamp);
            known.put(path, new Known(stamp, before.hash(), before.bytes(), refused.problem(), doubtful));
        }
    }

    /** Whether the next write could still leave the same stamp. */
    private static boolean isFresh(Stamp stamp) {
        return Math.abs(System.currentTimeMillis() - stamp.modified().toMillis()) < CLOCK_STEP.toMillis();
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

    private Pending pending(String path) {
        return Objects.requireNonNull(pending.get(path), path);
    }
}

package io.herald.dsl.folder;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The scripts whose stamp is not the known one, and which of them have come to rest. Times are nanoseconds of one clock. One thread. */
final class Unrest {
    private final Map<String, Change> changes = new HashMap<>();

    /** A stamp, since when it is this one, and since when it is not the known one. */
    private record Change(Stamp stamp, long at, long since) {}

    /** Notes the stamp that a script has at this moment. */
    void note(String path, Stamp stamp, long now) {
        Change before = changes.get(path);
        if (before == null || !before.stamp().equals(stamp)) {
            stir(path, stamp, now);
        }
    }

    /** Notes that a script changes at this moment, whatever its stamp says. */
    void stir(String path, Stamp stamp, long now) {
        Change before = changes.get(path);
        changes.put(path, new Change(stamp, now, before == null ? now : before.since()));
    }

    /** Notes a script that did not change, to be taken with the next that is at rest. */
    void noteAtRest(String path, Stamp stamp, long now, Patience patience) {
        changes.put(path, new Change(stamp, now - patience.grace().toNanos(), now));
    }

    void forget(String path) {
        changes.remove(path);
    }

    void forgetAll(Predicate<String> paths) {
        changes.keySet().removeIf(paths);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    Set<String> paths() {
        return changes.keySet();
    }

    Stamp stamp(String path) {
        return Objects.requireNonNull(changes.get(path), path).stamp();
    }

    boolean isMissing(String path) {
        Change change = changes.get(path);
        return change != null && change.stamp().equals(Stamp.GONE);
    }

    Set<String> missing() {
        return changes.keySet().stream().filter(this::isMissing).collect(Collectors.toSet());
    }

    /** Whether it has not been seen long enough for the grace. */
    boolean isYoung(String path, long now, Patience patience) {
        Change change = changes.get(path);
        return change != null && now - change.since() < patience.grace().toNanos();
    }

    /** What is at rest, once all is quiet or the burst has gone on too long; until then nothing. */
    Set<String> atRest(long now, Patience patience) {
        Map<String, Change> resting = new HashMap<>(changes);
        resting.values()
                .removeIf(change ->
                        now - change.at() < patience.with(change.stamp()).toNanos());
        long quiet = patience.quiet().toNanos();
        long burst = patience.burst().toNanos();
        boolean isQuiet = changes.values().stream().allMatch(change -> now - change.at() >= quiet);
        boolean isOverdue = resting.values().stream().anyMatch(change -> now - change.since() >= burst);
        return isQuiet || isOverdue ? resting.keySet() : Set.of();
    }

    /** How long from now until something may be at rest. */
    Duration untilRest(long now, Patience patience) {
        long quiet = patience.quiet().toNanos();
        long last = changes.values().stream().mapToLong(Change::at).max().orElse(now);
        long first = changes.values().stream()
                .mapToLong(change -> change.at() + patience.with(change.stamp()).toNanos())
                .min()
                .orElse(now);
        long wait = Math.max(last + quiet, first) - now;
        return Duration.ofNanos(wait > 0 ? wait : quiet);
    }
}

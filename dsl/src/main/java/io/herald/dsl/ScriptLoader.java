package io.herald.dsl;

import io.herald.dsl.TimeBound.Overrun;
import io.herald.dsl.cache.DiskCache;
import io.herald.dsl.text.SourceText;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changes in force in bounded time. A script that does not load in time, or brings the load down, is found out and left at its last
 * good version; the others of its batch load. One thread at a time.
 */
final class ScriptLoader {
    private static final Duration PER_SCRIPT =
            Duration.ofMillis(100); // on top of the time for one: a first load of many is slow

    private static final Logger log = LoggerFactory.getLogger(ScriptLoader.class);

    private final Duration atMost;
    private final Clock clock;
    private final TimeBound bound = new TimeBound();
    private final Map<String, Refusal> refused = new TreeMap<>();
    private ScriptSet scripts;

    /** A change that was not put in force, and why. */
    private record Refusal(Optional<String> text, Problem problem) {}

    /** Why a load came to nothing, and where it was then, innermost first. */
    private record Failure(String message, List<StackTraceElement> at) {
        Refusal of(String path, Optional<String> text) {
            String name = ScriptCompiler.sourceName(path);
            int line = at.stream()
                    .filter(frame -> name.equals(frame.getFileName()))
                    .mapToInt(StackTraceElement::getLineNumber)
                    .filter(number -> number > 0)
                    .findFirst()
                    .orElse(0);
            return new Refusal(text, new SourceText(path, text.orElse("")).problem(line, 0, message, ""));
        }
    }

    ScriptLoader(ScriptSet scripts, Duration atMost, Clock clock) {
        this.scripts = scripts;
        this.atMost = atMost;
        this.clock = clock;
    }

    /** Puts in force what can be. What does not end or breaks down stays at its earlier version, and is a problem. */
    void apply(Map<String, Optional<String>> changes) throws InterruptedException {
        Map<String, Refusal> culprits = new TreeMap<>();
        Optional<Failure> failure = tryApply(changes, this::putInForce);
        if (failure.isPresent()) {
            findCulprits(changes, failure.get(), culprits);
            Map<String, Optional<String>> others = without(culprits.keySet(), changes);
            tryApply(others, this::putInForce)
                    .ifPresent(again -> others.forEach((path, text) -> culprits.put(path, again.of(path, text))));
        }
        refused.keySet().removeAll(changes.keySet());
        refused.putAll(culprits);
    }

    /** Does ahead what can be done of texts, by path, that will probably be changes. What fails of it is told when they are. */
    void prepare(Map<String, String> texts) throws InterruptedException {
        if (texts.isEmpty()) {
            return;
        }
        ScriptSet now = scripts;
        try {
            bound.run(
                    () -> {
                        now.prepare(texts);
                        return texts;
                    },
                    atMost);
        } catch (Overrun | ExecutionException e) {
            log.debug("what is being written could not be compiled ahead", e);
        }
    }

    /** Where all was found compiled the compiler has not run yet, and would take a second for the first save: what has it run meanwhile. */
    Optional<Thread> warmUp(DiskCache.Counts compiled) {
        if (compiled.hits() == 0 || compiled.misses() > 0) {
            return Optional.empty();
        }
        ScriptSet now = scripts;
        Thread thread = new Thread(() -> rehearse(now), "herald-scripts-warm-up");
        thread.setDaemon(true);
        return Optional.of(thread);
    }

    private static void rehearse(ScriptSet scripts) {
        try {
            scripts.rehearse();
        } catch (RuntimeException | Error e) { // nobody waits for it
            log.debug("the compiler could not be tried", e);
        }
    }

    /** Changes that were not put in force by {@link #apply} and have not been replaced by others since. */
    Map<String, Optional<String>> refused() {
        return refused.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text()));
    }

    /** Why these changes would not come in force; nothing when all would. Nothing is put in force. */
    List<Problem> tryOut(Map<String, Optional<String>> changes) throws InterruptedException {
        return tryAll(changes, after -> after.end(scripts));
    }

    /** Puts all of it in force, or nothing; tells why not. */
    List<Problem> applyAll(Map<String, Optional<String>> changes) throws InterruptedException {
        return tryAll(changes, this::putInForce);
    }

    /** @param then what becomes of the state that has all of it */
    private List<Problem> tryAll(Map<String, Optional<String>> changes, Consumer<ScriptSet> then)
            throws InterruptedException {
        List<Problem> problems = new ArrayList<>();
        Optional<Failure> failure = tryApply(changes, after -> {
            if (changes.entrySet().stream()
                    .allMatch(change -> after.text(change.getKey()).equals(change.getValue()))) {
                then.accept(after);
            } else {
                problems.addAll(newProblems(after.catalog().problems()));
                after.end(scripts);
            }
        });
        if (failure.isPresent()) {
            Map<String, Refusal> culprits = new TreeMap<>();
            findCulprits(changes, failure.get(), culprits);
            if (culprits.isEmpty()) { // each loads by itself
                changes.forEach((path, text) -> culprits.put(path, failure.get().of(path, text)));
            }
            culprits.values().forEach(culprit -> problems.add(culprit.problem()));
        }
        return problems;
    }

    /** All of them when none is new: a change may bring back what was there before. */
    private List<Problem> newProblems(List<Problem> all) {
        List<Problem> before = scripts.catalog().problems();
        List<Problem> found =
                all.stream().filter(problem -> !before.contains(problem)).toList();
        return found.isEmpty() ? all : found;
    }

    private void putInForce(ScriptSet next) {
        ScriptSet before = scripts;
        scripts = next;
        before.end(next);
    }

    /** The text in force; empty when there is none of this path. */
    Optional<String> text(String path) {
        return scripts.text(path);
    }

    /** What is in force, with these problems of files beside those of the scripts. */
    EventCatalog catalog(List<Problem> ofFiles) {
        EventCatalog catalog = scripts.catalog();
        List<Problem> ofLoads = refused.values().stream().map(Refusal::problem).toList();
        List<Problem> problems = Stream.of(ofFiles, ofLoads, catalog.problems())
                .flatMap(List::stream)
                .toList();
        return catalog.withProblems(problems);
    }

    /** By halves: one that loads holds no culprit. Nothing is put in force. */
    private void findCulprits(Map<String, Optional<String>> changes, Failure failure, Map<String, Refusal> culprits)
            throws InterruptedException {
        if (changes.size() == 1) {
            changes.forEach((path, text) -> culprits.put(path, failure.of(path, text)));
            return;
        }
        List<String> paths = List.copyOf(changes.keySet());
        for (List<String> half :
                List.of(paths.subList(0, paths.size() / 2), paths.subList(paths.size() / 2, paths.size()))) {
            Map<String, Optional<String>> rest = without(Set.copyOf(half), changes);
            Optional<Failure> ofRest = tryApply(rest, after -> after.end(scripts));
            if (ofRest.isPresent()) {
                findCulprits(rest, ofRest.get(), culprits);
            }
        }
    }

    /** @param then what becomes of the new state, if it comes to one */
    private Optional<Failure> tryApply(Map<String, Optional<String>> changes, Consumer<ScriptSet> then)
            throws InterruptedException {
        ScriptSet before = scripts;
        Duration time = atMost.plus(PER_SCRIPT.multipliedBy(changes.size()));
        try {
            then.accept(bound.run(() -> before.apply(changes, clock.instant()), time));
            return Optional.empty();
        } catch (Overrun e) {
            return Optional.of(new Failure(String.valueOf(e.getMessage()), e.at()));
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            String message = "was not loaded: the load broke down with " + cause;
            return Optional.of(new Failure(message, List.of(cause.getStackTrace())));
        }
    }

    private static Map<String, Optional<String>> without(Set<String> paths, Map<String, Optional<String>> changes) {
        Map<String, Optional<String>> rest = new TreeMap<>(changes);
        rest.keySet().removeAll(paths);
        return rest;
    }
}

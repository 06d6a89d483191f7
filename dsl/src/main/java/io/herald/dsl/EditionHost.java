package io.herald.dsl;

import io.herald.dsl.cache.DiskCache;
import io.herald.dsl.versions.Author;
import io.herald.dsl.versions.ScriptHistory;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.Script;
import io.herald.engine.model.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps scripts in force that come all at once: all of them, or those before. Blocks. Thread-safe. */
public final class EditionHost {
    private static final Logger log = LoggerFactory.getLogger(EditionHost.class);

    private final ScriptLoader loader;
    private final DiskCache cache;
    private final ScriptHistory history;
    private final Consumer<EventCatalog> listener;
    private Map<String, String> texts = Map.of();
    private volatile EventCatalog catalog = EventCatalog.EMPTY;

    /**
     * With no script yet.
     *
     * @param options their limits and patience are a folder's, and of no use here
     * @param history is told of every text that comes in force
     * @param listener told of every catalog, in order, before the next is made; should not block
     */
    public EditionHost(HostOptions options, ScriptHistory history, Consumer<EventCatalog> listener) {
        this.loader = new ScriptLoader(Scripts.none(options), options.load(), Clock.systemUTC());
        this.cache = options.cache();
        this.history = history;
        this.listener = listener;
    }

    /** What is in force. */
    public EventCatalog catalog() {
        return catalog;
    }

    /** The text in force; empty when there is none of this path. */
    public synchronized Optional<String> text(String path) {
        return loader.text(path);
    }

    /** Why these would not come in force, all of them; nothing when they would. Nothing is put in force. */
    public synchronized List<Problem> tryOut(Map<String, String> wanted) {
        try {
            return loader.tryOut(changes(wanted));
        } catch (InterruptedException e) {
            return stopped();
        }
    }

    /** Puts these in force, or leaves in force what is, and tells why. */
    public synchronized List<Problem> use(Map<String, String> wanted, Author author) {
        long began = System.nanoTime();
        try {
            List<Problem> problems = loader.applyAll(changes(wanted));
            if (!problems.isEmpty()) {
                return problems;
            }
        } catch (InterruptedException e) {
            return stopped();
        }
        texts = Map.copyOf(wanted);
        EventCatalog before = catalog;
        tell(List.of());
        remember(before.versions(), author);
        report(before, Duration.ofNanos(System.nanoTime() - began));
        cache.write();
        if (before.equals(EventCatalog.EMPTY)) {
            warmUp().ifPresent(Thread::start);
        }
        return List.of();
    }

    /** Tries the compiler, if it has not run yet. */
    Optional<Thread> warmUp() {
        return loader.warmUp(cache.counts());
    }

    /** Shows these beside what is in force, until something else comes in force. */
    public synchronized void tell(List<Problem> problems) {
        catalog = loader.catalog(problems);
        try {
            listener.accept(catalog);
        } catch (RuntimeException e) {
            log.error("the scripts are loaded, but who was to be told of them failed", e);
        }
    }

    private static List<Problem> stopped() {
        Thread.currentThread().interrupt();
        return List.of(Problem.ofScripts("were not tried: the node stops"));
    }

    private Map<String, Optional<String>> changes(Map<String, String> wanted) {
        Map<String, Optional<String>> changes = new TreeMap<>();
        texts.keySet().forEach(path -> changes.put(path, Optional.empty()));
        wanted.forEach((path, text) -> changes.put(path, Optional.of(text)));
        changes.entrySet()
                .removeIf(change -> change.getValue().equals(Optional.ofNullable(texts.get(change.getKey()))));
        return changes;
    }

    private void remember(Map<String, String> old, Author author) {
        for (Script script : catalog.scripts()) {
            String path = script.path();
            if (!script.version().equals(old.get(path))) {
                String text = loader.text(path).orElseThrow();
                history.put(path, script.version(), text, script.loadedAt(), () -> author);
            }
        }
    }

    private void report(EventCatalog before, Duration took) {
        ReloadReport report = before.scripts().isEmpty()
                ? ReloadReport.ofFirst(catalog, took)
                : new ReloadReport(before, catalog, took);
        report.text().ifPresent(log::info);
    }
}

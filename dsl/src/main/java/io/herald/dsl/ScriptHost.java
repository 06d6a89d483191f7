package io.herald.dsl;

import io.herald.dsl.cache.DiskCache;
import io.herald.dsl.folder.FolderWatch;
import io.herald.dsl.folder.Patience;
import io.herald.dsl.folder.SourceChanges;
import io.herald.dsl.folder.SourceFolder;
import io.herald.dsl.versions.Author;
import io.herald.dsl.versions.ScriptHistory;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.Script;
import io.herald.engine.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalog in step with a folder of scripts: loads it, and from then on puts every save in force. Each catalog replaces the one
 * before in one step, and the listener is told of them in order, one at a time. Thread-safe.
 */
public final class ScriptHost implements ScriptSource {
    private static final Logger log = LoggerFactory.getLogger(ScriptHost.class);
    private static final Duration MIN_PAUSE = Duration.ofMillis(2); // a storm of hints is no storm of looks
    private static final Duration MAX_PAUSE = Duration.ofMillis(50);
    private static final long CLOSE_MILLIS = 1000; // more than it takes, unless the system hangs in a read

    private final Path folder;
    private final Patience patience;
    private final DiskCache cache;
    private final Consumer<EventCatalog> listener;
    private final SourceFolder source;
    private final ScriptLoader loader;
    private final ScriptHistory history;

    private final Object turn = new Object(); // guards the fields below, the source and the loader
    private final Map<String, Optional<String>> changes = new TreeMap<>(); // seen and not yet loaded
    private List<Problem> fileProblems = List.of();
    private volatile @Nullable Thread watcher;
    private volatile EventCatalog catalog = EventCatalog.EMPTY;
    private volatile boolean closed;

    private long wholeLookAt = System.nanoTime(); // the next; these two belong to the watcher's thread
    private String lastFailure = "";

    /** @param listener told of every catalog, in order, before the next is made; should not block */
    public ScriptHost(Path folder, HostOptions options, Consumer<EventCatalog> listener) {
        this(folder, options, ScriptHistory.none(), listener);
    }

    /** @param history is told of every text that comes in force */
    public ScriptHost(Path folder, HostOptions options, ScriptHistory history, Consumer<EventCatalog> listener) {
        this(folder, options, Scripts.none(options), history, listener);
    }

    ScriptHost(
            Path folder,
            HostOptions options,
            ScriptSet scripts,
            ScriptHistory history,
            Consumer<EventCatalog> listener) {
        this.folder = folder;
        this.patience = options.patience();
        this.cache = options.cache();
        this.listener = listener;
        this.source = new SourceFolder(folder, options.limits(), patience);
        this.loader = new ScriptLoader(scripts, options.load(), Clock.systemUTC());
        this.history = history;
    }

    /**
     * Loads the folder as it is, for the first time.
     *
     * @throws IllegalArgumentException when the folder can't be read at all
     */
    @Override
    public EventCatalog load() {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new IllegalArgumentException(
                    "the scripts' folder can't be read: " + folder + "; create it or name another");
        }
        EventCatalog loaded = reload();
        cache.removeUnused();
        return loaded;
    }

    /**
     * Loads now what has changed, and tries again what did not end in time. Every script is read anew, however much it looks the same; one
     * that is being written at the moment may be left to the watch.
     */
    @Override
    public EventCatalog reload() {
        synchronized (turn) {
            try {
                changes.putAll(loader.refused());
                source.distrustAll();
                putInForce(lookUntilRest());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // what is not loaded yet stays in the changes
            }
            return catalog;
        }
    }

    /** Why these changes would not come in force; nothing when all would. Nothing is put in force. Blocks. */
    List<Problem> tryOut(Map<String, Optional<String>> texts) {
        synchronized (turn) {
            try {
                return loader.tryOut(texts);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of(Problem.ofScripts("were not tried: the node stops"));
            }
        }
    }

    /** The text in force; empty when there is none of this path. */
    Optional<String> text(String path) {
        synchronized (turn) {
            return loader.text(path);
        }
    }

    private List<Problem> lookUntilRest() throws InterruptedException {
        long until = System.nanoTime() + patience.burst().toNanos();
        while (true) {
            long now = System.nanoTime();
            SourceChanges found = source.lookHurried(now);
            changes.putAll(found.texts());
            if (!source.isRestless() || now > until) {
                return found.problems();
            }
            TimeUnit.NANOSECONDS.sleep(patience.quiet().toNanos());
        }
    }

    @Override
    public EventCatalog catalog() {
        return catalog;
    }

    @Override
    public void watch() {
        synchronized (turn) {
            if (watcher != null) {
                throw new IllegalStateException("the scripts' folder is watched already");
            }
            Thread thread = new Thread(this::watchUntilClosed, "herald-scripts-watch");
            thread.setDaemon(true);
            thread.start();
            watcher = thread;
            warmUp().ifPresent(Thread::start);
        }
    }

    /** Tries the compiler, if it has not run yet. */
    Optional<Thread> warmUp() {
        return loader.warmUp(cache.counts());
    }

    private void watchUntilClosed() {
        try (FolderWatch watch = new FolderWatch(folder.getFileSystem())) {
            Duration wait = Duration.ZERO;
            while (!closed) {
                wait = lookAfter(wait, watch);
            }
        } catch (InterruptedException e) {
            log.debug("the watch on the scripts ends");
        }
    }

    /** Returns how long to wait before the next look when nothing hints at a change. */
    private Duration lookAfter(Duration wait, FolderWatch watch) throws InterruptedException {
        try {
            Set<Path> hinted = watch.await(wait);
            long took = look(hinted, System.nanoTime(), watch);
            lastFailure = "";
            TimeUnit.NANOSECONDS.sleep(Math.max(MIN_PAUSE.toNanos(), Math.min(took, MAX_PAUSE.toNanos())));
            return untilNextLook(System.nanoTime());
        } catch (RuntimeException | Error e) { // whatever it is, the next save is to be seen
            String failure = e.toString();
            if (!failure.equals(lastFailure)) {
                log.error("the scripts' folder could not be looked at; trying on every second", e);
                lastFailure = failure;
            }
            TimeUnit.NANOSECONDS.sleep(patience.rescan().toNanos());
            wholeLookAt = System.nanoTime(); // hints are lost
            return Duration.ZERO;
        }
    }

    private Duration untilNextLook(long now) {
        Duration untilWhole = Duration.ofNanos(Math.max(0, wholeLookAt - now));
        synchronized (turn) {
            Duration untilRest = source.isRestless() ? source.untilRest(now) : untilWhole;
            return untilRest.compareTo(untilWhole) < 0 ? untilRest : untilWhole;
        }
    }

    /**
     * Puts in force what is at rest, and compiles ahead what is not yet: most often nothing more is written to it.
     *
     * @return how many nanoseconds the look itself took
     */
    private long look(Set<Path> hinted, long now, FolderWatch watch) throws InterruptedException {
        synchronized (turn) {
            SourceChanges found = now - wholeLookAt < 0 ? source.look(hinted, now) : lookAtAll(now);
            changes.putAll(found.texts());
            if (watch.cover(found.folders())) {
                wholeLookAt = now; // there are folders whose changes so far gave no hint
            }
            long took = System.nanoTime() - now;
            putInForce(found.problems());
            loader.prepare(source.young(now));
            return took;
        }
    }

    private SourceChanges lookAtAll(long now) {
        source.distrustDoubtful();
        wholeLookAt = now + patience.rescan().toNanos();
        return source.look(now);
    }

    private void putInForce(List<Problem> problems) throws InterruptedException {
        if (changes.isEmpty() && problems.equals(fileProblems)) {
            return;
        }
        long began = System.nanoTime();
        loader.apply(Map.copyOf(changes));
        EventCatalog before = catalog;
        EventCatalog after = loader.catalog(problems);
        if (closed) {
            return;
        }
        catalog = after;
        changes.clear();
        fileProblems = problems;
        tell(after);
        remember(before, after);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        report(
                before.equals(EventCatalog.EMPTY)
                        ? ReloadReport.ofFirst(after, took)
                        : new ReloadReport(before, after, took));
        cache.write();
    }

    private void tell(EventCatalog next) {
        try {
            listener.accept(next);
        } catch (RuntimeException e) {
            log.error("the scripts are loaded, but who was to be told of them failed", e);
        }
    }

    private void remember(EventCatalog before, EventCatalog after) {
        Map<String, String> old = before.versions();
        for (Script script : after.scripts()) {
            String path = script.path();
            if (!script.version().equals(old.get(path))) {
                String text = loader.text(path).orElseThrow();
                history.put(path, script.version(), text, script.loadedAt(), () -> owner(path));
            }
        }
    }

    private Author owner(String path) {
        try {
            return new Author(Files.getOwner(folder.resolve(path)).getName(), Author.Way.FOLDER);
        } catch (IOException | UnsupportedOperationException e) {
            return new Author("unknown", Author.Way.FOLDER);
        }
    }

    private static void report(ReloadReport report) {
        report.text().ifPresent(report.isBad() ? log::warn : log::info);
    }

    @Override
    public void close() {
        closed = true;
        Thread running = watcher;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        running.interrupt();
        try {
            running.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.herald.server.ide;

import io.herald.dsl.Drafts;
import io.herald.dsl.HostOptions;
import io.herald.dsl.text.Outline;
import io.herald.dsl.text.Outlines;
import io.herald.engine.model.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scripts of a folder as they lie before an author: texts that are open in the editor over those of files. Each change has all of them
 * checked in the background, once no other came for a moment; the newest texts count. Files are looked at every two seconds, too.
 * Thread-safe.
 */
final class Desk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Desk.class);
    private static final int MAX_OPEN = 1000; // texts; further ones are not looked at
    private static final long QUIET_MILLIS = 150;
    private static final long RESCAN_MILLIS = 2000; // files may change without the editor's doing

    private final Drafts drafts;
    private final int maxChars;
    private final BiConsumer<Map<String, String>, List<Problem>> listener;
    private final Map<String, String> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(Desk::thread);
    private @Nullable Future<?> pending; // guarded by this
    private volatile Map<String, Outline> outlines = Map.of();

    /** @param listener told of all texts and of what is wrong with them, after each check, one at a time */
    Desk(Path folder, HostOptions options, BiConsumer<Map<String, String>, List<Problem>> listener) {
        this.drafts = new Drafts(folder, options);
        this.maxChars = options.limits().fileBytes();
        this.listener = listener;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "herald-drafts");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes the newest text of an open script; one that is too large, or one too many, is left out. */
    void put(String path, String text) {
        if (text.length() > maxChars || (open.size() >= MAX_OPEN && !open.containsKey(path))) {
            log.warn("{} is not looked at: it is too large, or too many scripts are open", path);
            open.remove(path);
        } else {
            open.put(path, text);
        }
        changed();
    }

    /** From now on what the file holds counts. */
    void remove(String path) {
        open.remove(path);
        changed();
    }

    /** Texts or files are others than before. */
    synchronized void changed() {
        if (pending != null) {
            pending.cancel(false);
        }
        checkAfter(QUIET_MILLIS);
    }

    private void checkAfter(long millis) {
        if (!checks.isShutdown()) {
            pending = checks.schedule(this::check, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** The newest text of an open script. */
    Optional<String> text(String path) {
        return Optional.ofNullable(open.get(path));
    }

    /** All scripts with this one. */
    Outlines with(Outline newest) {
        Map<String, Outline> all = new HashMap<>(outlines);
        all.put(newest.path(), newest);
        return new Outlines(all.values());
    }

    private void check() {
        synchronized (this) {
            pending = null;
        }
        try {
            Map<String, String> texts = drafts.read(Map.copyOf(open));
            outlines = outlined(texts);
            listener.accept(texts, drafts.check());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the desk is closed
        } catch (RuntimeException | Error e) {
            log.error("the scripts could not be checked", e); // whatever it is, the next change is checked again
        }
        synchronized (this) {
            if (pending == null) {
                checkAfter(RESCAN_MILLIS);
            }
        }
    }

    private Map<String, Outline> outlined(Map<String, String> texts) {
        Map<String, Outline> next = new HashMap<>();
        texts.forEach((path, text) -> {
            Outline before = outlines.get(path);
            next.put(path, before != null && before.text().equals(text) ? before : Outline.of(path, text));
        });
        return next;
    }

    @Override
    public synchronized void close() {
        checks.shutdownNow();
    }
}

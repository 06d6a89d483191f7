package io.herald.dsl.folder;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints that something in some folders may have changed. A hint says no more than that, and what changes behind a link gives none: who
 * waits has to look now and then of its own accord. Where the system has no watches to give, waiting is all this does. One thread.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);
    private static final WatchEvent.Kind<?>[] ANY_CHANGE = {ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE};

    /** Between looks where the JDK itself only polls, and more slowly. */
    private static final Duration POLL = Duration.ofMillis(100);

    private final @Nullable WatchService service;
    private final Map<Path, Watched> watched = new HashMap<>();
    private boolean complained;

    private record Watched(Object identity, WatchKey key) {}

    public FolderWatch(FileSystem files) {
        this.service = open(files);
    }

    private @Nullable WatchService open(FileSystem files) {
        try {
            return files.newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            complain(e);
            return null;
        }
    }

    /** Whether changes are hinted at within milliseconds. */
    boolean isPrompt() {
        return service != null && !service.getClass().getSimpleName().startsWith("Polling");
    }

    /** Waits for a hint, at most so long; where there are no prompt hints, not so long. */
    public boolean await(Duration atMost) throws InterruptedException {
        Duration wait = isPrompt() || atMost.compareTo(POLL) < 0 ? atMost : POLL;
        if (service == null) {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            return false;
        }
        WatchKey key = service.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (key == null) {
            return false;
        }
        for (; key != null; key = service.poll()) {
            key.pollEvents(); // which they were does not matter, an overflow neither
            key.reset();
        }
        return true;
    }

    /**
     * Watches exactly these folders from now on.
     *
     * @param folders each with what changes when another folder takes its place
     * @return whether one is new here: what changed in it before gave no hint
     */
    public boolean cover(Map<Path, Object> folders) {
        watched.entrySet().removeIf(entry -> {
            Watched old = entry.getValue();
            boolean stays = old.key().isValid() && old.identity().equals(folders.get(entry.getKey()));
            if (!stays) {
                old.key().cancel();
            }
            return !stays;
        });
        boolean added = false;
        for (Map.Entry<Path, Object> folder : folders.entrySet()) {
            added |= !watched.containsKey(folder.getKey()) && watch(folder.getKey(), folder.getValue());
        }
        return added;
    }

    private boolean watch(Path folder, Object identity) {
        if (service == null) {
            return false;
        }
        try {
            watched.put(folder, new Watched(identity, folder.register(service, ANY_CHANGE)));
            return true;
        } catch (IOException e) {
            complain(e);
            return false;
        }
    }

    private void complain(Exception why) {
        if (!complained) {
            log.warn(
                    "not every folder of scripts can be watched, a save may take a second to be seen: {}",
                    why.toString());
            complained = true;
        }
    }

    @Override
    public void close() {
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                log.warn("the watch on the scripts could not be closed: {}", e.toString());
            }
        }
    }
}

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints at files in some folders that may have changed. A hint says no more than that, and what changes behind a link gives none: who
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

    /**
     * Waits for hints, at most so long; where there are no prompt hints, not so long.
     *
     * @return the files they are about, or the folder where it is not known which; none when the time is over
     */
    public Set<Path> await(Duration atMost) throws InterruptedException {
        Duration wait = isPrompt() || atMost.compareTo(POLL) < 0 ? atMost : POLL;
        if (service == null) {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            return Set.of();
        }
        Set<Path> hinted = new HashSet<>();
        WatchKey key = service.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        for (; key != null; key = service.poll()) {
            Path folder = (Path) key.watchable();
            List<WatchEvent<?>> events = key.pollEvents();
            events.forEach(event -> hinted.add(event.context() instanceof Path name ? folder.resolve(name) : folder));
            if (!key.reset() || events.isEmpty()) { // the folder is gone
                hinted.add(folder);
            }
        }
        return hinted;
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

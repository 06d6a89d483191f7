package io.herald.dsl.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes in the files of a folder, by keys that say all they depend on. What is damaged is dropped, past the bound the longest unused go, and
 * a folder that can't be written costs speed and nothing else. Who may write to the folder may run code in Herald: one that others may write
 * to is not used. Thread-safe.
 */
public final class DiskCache {
    /** Keeps nothing. */
    public static final DiskCache NONE = new DiskCache(null, 0);

    private static final Logger log = LoggerFactory.getLogger(DiskCache.class);
    private static final String NEW = ".new";
    private static final int MAX_WAITING_BYTES = 4 << 20;
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final @Nullable Path folder;
    private final long maxBytes;
    private final Map<String, Long> sizes =
            new LinkedHashMap<>(16, 0.75f, true); // the longest unused first; guarded by itself
    private final Set<String> used = new HashSet<>(); // guarded by sizes, as is the next
    private long bytes;
    private final Map<String, byte[]> waiting =
            new LinkedHashMap<>(); // to be written; guarded by sizes, as is the next
    private long waitingBytes;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final AtomicBoolean isDamageTold = new AtomicBoolean();
    private final AtomicBoolean isFailureTold = new AtomicBoolean();

    private DiskCache(@Nullable Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** Goes on with what the folder holds, or makes it, for its owner alone. */
    public static DiskCache in(Path folder, long maxBytes) {
        try {
            boolean isPosix =
                    folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                Files.createDirectory(folder);
                if (isPosix) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            } else if (isPosix && Files.getPosixFilePermissions(folder).stream().anyMatch(OF_OTHERS::contains)) {
                log.warn("what was compiled is not kept: others may write to {}; delete the folder", folder);
                return NONE;
            }
            DiskCache cache = new DiskCache(folder, maxBytes);
            cache.list(folder);
            return cache;
        } catch (IOException e) {
            log.warn("what was compiled is not kept: {} can't be used: {}", folder, e.toString());
            return NONE;
        }
    }

    private void list(Path from) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(from)) {
            files = found.sorted(Comparator.comparing(file -> file.toFile().lastModified()))
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(NEW)) {
                Files.deleteIfExists(file); // of a node that died
            } else if (Sealed.isKey(name)) {
                sizes.put(name, Files.size(file));
                bytes += Files.size(file);
            }
        }
    }

    public boolean isOn() {
        return folder != null;
    }

    /** What was put under the key; empty when nothing was, or it is not whole. */
    public Optional<byte[]> get(String key) {
        if (folder == null) {
            return Optional.empty();
        }
        Optional<byte[]> found = waiting(key).or(() -> read(key, folder.resolve(key)));
        (found.isPresent() ? hits : misses).increment();
        synchronized (sizes) {
            if (found.isPresent() && sizes.get(key) != null) {
                used.add(key);
            }
        }
        return found;
    }

    /** Whether something was put under the key, and not taken away since. */
    public boolean has(String key) {
        synchronized (sizes) {
            return waiting.containsKey(key) || sizes.containsKey(key);
        }
    }

    private Optional<byte[]> waiting(String key) {
        synchronized (sizes) {
            return Optional.ofNullable(waiting.get(key));
        }
    }

    private Optional<byte[]> read(String key, Path file) {
        byte[] sealed;
        try {
            sealed = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            fail(e);
            return Optional.empty();
        }
        Optional<byte[]> content = Sealed.open(key, sealed);
        if (content.isEmpty()) {
            drop(key, "it is not whole");
        }
        return content;
    }

    /** Takes away what can't be used, and tells it, once. */
    public void drop(String key, String why) {
        damaged.increment();
        if (!isDamageTold.getAndSet(true)) {
            log.warn(
                    "{} of the cache {} can't be used, and is made anew: {}; others are counted only",
                    key,
                    folder,
                    why);
        }
        synchronized (sizes) {
            byte @Nullable [] unwritten = waiting.remove(key);
            waitingBytes -= unwritten == null ? 0 : unwritten.length;
            remove(key);
        }
    }

    /** Stays in memory until it is written: who waits for what was compiled does not wait for a disk. */
    public void put(String key, byte[] content) {
        if (folder == null || content.length > maxBytes) {
            return;
        }
        boolean isFull;
        synchronized (sizes) {
            byte @Nullable [] before = waiting.put(key, content);
            waitingBytes += content.length - (before == null ? 0 : before.length);
            isFull = waitingBytes > MAX_WAITING_BYTES;
        }
        if (isFull) {
            write();
        }
    }

    /** Writes what waits for it. */
    public void write() {
        Map<String, byte[]> taken;
        synchronized (sizes) {
            taken = Map.copyOf(waiting);
            waiting.clear();
            waitingBytes = 0;
        }
        if (folder != null) {
            taken.forEach((key, content) -> write(folder, key, content));
        }
    }

    /** Beside its place and then moved there, so that nobody finds half of it. */
    private void write(Path folder, String key, byte[] content) {
        byte[] sealed = Sealed.seal(key, content);
        try {
            Path written = Files.createTempFile(folder, key.substring(0, 8), NEW); // only its owner can read it
            try {
                Files.write(written, sealed);
                Files.move(written, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
            synchronized (sizes) {
                @Nullable Long before = sizes.put(key, (long) sealed.length);
                bytes += sealed.length - (before == null ? 0 : before);
                used.add(key);
                makeRoom();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void makeRoom() {
        List<String> oldest = new ArrayList<>(sizes.keySet());
        for (int i = 0; i < oldest.size() && bytes > maxBytes; i++) {
            remove(oldest.get(i));
        }
    }

    /** Takes away what nobody has asked for or put since this was made. */
    public void removeUnused() {
        write();
        synchronized (sizes) {
            Set<String> unused = new HashSet<>(sizes.keySet());
            unused.removeAll(used);
            unused.forEach(this::remove);
        }
    }

    private void remove(String key) {
        @Nullable Long size = sizes.remove(key);
        bytes -= size == null ? 0 : size;
        used.remove(key);
        try {
            if (folder != null) {
                Files.deleteIfExists(folder.resolve(key));
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException failure) {
        if (!Thread.currentThread().isInterrupted() && !isFailureTold.getAndSet(true)) {
            log.warn("the cache {} can't be used as it should: {}", folder, failure.toString());
        }
    }

    /**
     * What became of its use so far.
     *
     * @param damaged entries that were there and could not be used
     */
    public record Counts(long hits, long misses, long damaged, int entries, long bytes) {}

    public Counts counts() {
        synchronized (sizes) {
            return new Counts(hits.sum(), misses.sum(), damaged.sum(), sizes.size(), bytes);
        }
    }
}

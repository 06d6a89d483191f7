package io.herald.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The time that a process had on a core: that of its threads as the scheduler counts it, to the nanosecond, where the process' own {@code stat}
 * counts by 10 ms. What a thread that ends had since the last look is missed.
 */
final class CpuClock {
    private final Path threads;
    private final Map<Path, Long> nanos = new HashMap<>(); // of those that ended, too

    CpuClock(long pid) {
        threads = Path.of("/proc", String.valueOf(pid), "task");
    }

    double micros() throws IOException {
        try (DirectoryStream<Path> now = Files.newDirectoryStream(threads)) {
            for (Path thread : now) {
                look(thread);
            }
        }
        return nanos.values().stream().mapToLong(Long::longValue).sum() / 1e3;
    }

    private void look(Path thread) throws IOException {
        try {
            nanos.put(
                    thread,
                    Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]));
        } catch (NoSuchFileException e) {
            // it ended meanwhile
        }
    }
}

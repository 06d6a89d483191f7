package io.herald.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Says which cores threads run on, by Linux' own tools. */
final class Cores {
    static final String ALL = "0-1023"; // those that there are of them

    private static final Path OWN_THREADS = Path.of("/proc/self/task");
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");

    private Cores() {}

    /** Keeps all threads of a process on these cores. */
    static void keep(long pid, String cores) throws IOException, InterruptedException {
        run("taskset", "-a", "-p", "-c", cores, String.valueOf(pid));
    }

    /**
     * Lets all threads of this process but the calling one run on any core, but only where nobody else wants to: they compile and collect,
     * and would keep this one's core for milliseconds while a delivery waits to be counted.
     */
    static void yieldToThisThread() throws IOException, InterruptedException {
        String own = Files.readSymbolicLink(THIS_THREAD).getFileName().toString();
        for (String thread : threads()) {
            if (!thread.equals(own)) {
                run("chrt", "--idle", "--pid", "0", thread);
                run("taskset", "-p", "-c", ALL, thread);
            }
        }
    }

    private static List<String> threads() throws IOException {
        try (Stream<Path> threads = Files.list(OWN_THREADS)) {
            return threads.map(thread -> thread.getFileName().toString()).toList();
        }
    }

    /** Of a thread that ended meanwhile, it fails. */
    private static void run(String... command) throws IOException, InterruptedException {
        var unused = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}

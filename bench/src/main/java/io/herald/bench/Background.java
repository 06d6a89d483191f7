package io.herald.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The generator's other threads: they compile and collect, and would keep its core for milliseconds while a delivery waits to be counted. */
final class Background {
    private static final Path OWN_THREADS = Path.of("/proc/self/task");
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");

    private Background() {}

    /** Lets all threads of this process but the calling one run on any core, but only where nobody else wants to. */
    static void yieldToThisThread() throws IOException, InterruptedException {
        String own = Files.readSymbolicLink(THIS_THREAD).getFileName().toString();
        for (String thread : threads()) {
            if (!thread.equals(own)) {
                run("chrt", "--idle", "--pid", "0", thread);
                run("taskset", "-p", "-c", Servers.ALL_CORES, thread);
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

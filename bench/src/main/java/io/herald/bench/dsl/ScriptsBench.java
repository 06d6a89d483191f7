package io.herald.bench.dsl;

import io.herald.dsl.HostOptions;
import io.herald.dsl.Plugins;
import io.herald.dsl.ScriptHost;
import io.herald.dsl.cache.DiskCache;
import io.herald.dsl.folder.FolderLimits;
import io.herald.dsl.folder.Patience;
import io.herald.engine.event.EventCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code bench/run --scripts}: how long many scripts take to load, one of them to be in force after a save, and what reloads leave behind. */
public final class ScriptsBench {
    private static final int SCRIPTS = 1_000;
    private static final int SAVES = 200;
    private static final int WARM_STARTS = 3;
    private static final long CACHE_BYTES = 64 << 20;
    private static final HostOptions OPTIONS = new HostOptions(
            FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofMinutes(5), false, Plugins.NONE, Optional.empty());

    private ScriptsBench() {}

    /** Takes {@code start}, {@code reload}, {@code churn}, or nothing for the first two; {@code churn} may be given how many. */
    @SuppressWarnings("SystemOut") // its result
    public static void main(String[] words) throws IOException, InterruptedException {
        String word = words.length == 0 ? "" : words[0];
        if (word.equals("load")) {
            System.out.println(load(Path.of(words[1]), Path.of(words[2])));
            System.exit(0);
        }
        Path folder = Files.createTempDirectory("herald-bench");
        try {
            if (word.equals("churn")) {
                System.out.println(churn(folder, words.length > 1 ? Integer.parseInt(words[1]) : 20_000));
            } else {
                write(folder.resolve("events"));
                if (!word.equals("reload")) {
                    start(folder);
                }
                if (!word.equals("start")) {
                    System.out.println(reloads(folder));
                }
            }
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    /** Each in a JVM of its own, as a node starts: one that finds nothing compiled, and those that find all of it. */
    @SuppressWarnings("SystemOut") // its result
    private static void start(Path folder) throws IOException, InterruptedException {
        System.out.println("cold: " + start(folder, folder.resolve("cache")));
        double[] warm = new double[WARM_STARTS];
        for (int i = 0; i < WARM_STARTS; i++) {
            String said = start(folder, folder.resolve("cache"));
            warm[i] = Double.parseDouble(said.replaceAll(".*loaded in ([0-9.]+) s.*", "$1"));
            System.out.println("warm: " + said);
        }
        Arrays.sort(warm);
        System.out.println(verdict("warm start, median s", warm[WARM_STARTS / 2], 2));
    }

    private static String start(Path folder, Path cache) throws IOException, InterruptedException {
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:MaxMetaspaceSize=128m",
                "-cp",
                System.getProperty("java.class.path"),
                ScriptsBench.class.getName(),
                "load",
                folder.resolve("events").toString(),
                cache.toString());
        Process process = child.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("a start failed: " + said);
        }
        return said;
    }

    private static String load(Path events, Path cache) {
        long began = System.nanoTime();
        DiskCache kept = DiskCache.in(cache, CACHE_BYTES);
        try (ScriptHost host = new ScriptHost(events, OPTIONS.withCache(kept), catalog -> {})) {
            EventCatalog first = host.load();
            if (!first.problems().isEmpty()) {
                throw new IllegalStateException(first.problems().toString());
            }
            double cpu = ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElseThrow()
                            .toMillis()
                    / 1e3;
            return String.format(
                    Locale.ROOT,
                    "%d scripts loaded in %.2f s (%d of them from the cache; CPU of the whole process %.1f s)",
                    first.scripts().size(),
                    (System.nanoTime() - began) / 1e9,
                    kept.counts().hits(),
                    cpu);
        }
    }

    private static String verdict(String what, double value, double goal) {
        return String.format(
                Locale.ROOT, "%s  %s: %.2f, at most %.0f", value <= goal ? "PASS" : "MISS", what, value, goal);
    }

    private static String reloads(Path folder) throws IOException, InterruptedException {
        SynchronousQueue<EventCatalog> told = new SynchronousQueue<>();
        boolean[] isLoaded = {false};
        DiskCache cache = DiskCache.in(folder.resolve("cache"), CACHE_BYTES);
        Path events = folder.resolve("events");
        try (ScriptHost host = new ScriptHost(events, OPTIONS.withCache(cache), catalog -> {
            if (isLoaded[0]) {
                put(told, catalog);
            }
        })) {
            host.load();
            isLoaded[0] = true;
            host.watch();
            Thread.sleep(2_000); // until stamps are old enough to be believed
            return saves(events, told);
        }
    }

    private static String saves(Path folder, SynchronousQueue<EventCatalog> told)
            throws IOException, InterruptedException {
        long[] took = new long[SAVES];
        for (int i = 0; i < SAVES; i++) {
            Path script = folder.resolve(name(i * 7 % SCRIPTS));
            Files.writeString(script, text(i * 7 % SCRIPTS) + "// save " + i + "\n");
            long saved = System.nanoTime();
            EventCatalog catalog = told.poll(30, TimeUnit.SECONDS);
            took[i] = System.nanoTime() - saved;
            if (catalog == null || !catalog.problems().isEmpty()) {
                throw new IllegalStateException("save " + i + " is not in force: " + catalog);
            }
            Thread.sleep(20);
        }
        Arrays.sort(took);
        return verdict("a save among 1,000 in force, median ms", took[SAVES / 2] / 1e6, 35) + "\n"
                + verdict("a save among 1,000 in force, p95 ms", took[SAVES * 95 / 100] / 1e6, 60);
    }

    private static String churn(Path folder, int reloads) throws IOException {
        Path events = Files.createDirectory(folder.resolve("events"));
        DiskCache cache = DiskCache.in(folder.resolve("cache"), CACHE_BYTES);
        Files.writeString(events.resolve("rooms.groovy"), "room chatRoom { Long id -> \"chat.$id\" }");
        StringBuilder table = new StringBuilder("reloads  metaspace MB  heap MB\n");
        long[] half = {0, 0};
        try (ScriptHost host = new ScriptHost(events, OPTIONS.withCache(cache), catalog -> {})) {
            host.load();
            for (int i = 1; i <= reloads; i++) {
                Files.writeString(events.resolve("a.groovy"), text(0) + "// reload " + i + "\n");
                EventCatalog catalog = host.reload();
                if (!catalog.problems().isEmpty()) {
                    throw new IllegalStateException(catalog.problems().toString());
                }
                catalog.require("E0").as(Map.of("chat", Map.of("id", i, "title", "x")));
                if (i % Math.max(1, reloads / 10) == 0) {
                    System.gc();
                    table.append(String.format(
                            Locale.ROOT, "%7d %13d %8d%n", i, megabytes("Metaspace"), megabytes("Old Gen")));
                    if (i <= reloads / 2) {
                        half = new long[] {megabytes("Metaspace"), megabytes("Old Gen")};
                    }
                }
            }
        }
        return table + verdict("metaspace, MB more than after half", (double) (megabytes("Metaspace") - half[0]), 2)
                + "\n" + verdict("heap, MB more than after half", (double) (megabytes("Old Gen") - half[1]), 2);
    }

    private static long megabytes(String pool) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(each -> each.getName().contains(pool))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed() >> 20)
                .sum();
    }

    private static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("rooms.groovy"), "room chatRoom { Long id -> \"chat.$id\" }");
        for (int i = 0; i < SCRIPTS - 1; i++) {
            Files.writeString(folder.resolve(name(i)), text(i));
        }
    }

    private static String name(int i) {
        return "e" + i % (SCRIPTS - 1) + ".groovy";
    }

    private static String text(int given) {
        int i = given % (SCRIPTS - 1);
        return """
                resource R%1$d { chat ->
                    [id: chat.id, title: chat.title, members: chat.members.collect { it.name }]
                }

                event E%1$d {
                    when { chat.title != null }
                    on { chatRoom(chat.id) }
                    as { R%1$d(chat) }
                }
                """.formatted(i);
    }

    private static void put(SynchronousQueue<EventCatalog> told, EventCatalog catalog) {
        try {
            told.put(catalog);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}

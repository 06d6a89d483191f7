package io.herald.bench.dsl;

import io.herald.dsl.HostOptions;
import io.herald.dsl.Plugins;
import io.herald.dsl.ScriptHost;
import io.herald.dsl.folder.FolderLimits;
import io.herald.dsl.folder.Patience;
import io.herald.engine.event.EventCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
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
    private static final HostOptions OPTIONS = new HostOptions(
            FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofMinutes(5), false, Plugins.NONE, Optional.empty());

    private ScriptsBench() {}

    /** Takes {@code start}, {@code reload}, {@code churn}, or nothing for the first two; {@code churn} may be given how many. */
    @SuppressWarnings("SystemOut") // its result
    public static void main(String[] words) throws IOException, InterruptedException {
        String word = words.length == 0 ? "" : words[0];
        Path folder = Files.createTempDirectory("herald-bench");
        try {
            if (word.equals("churn")) {
                System.out.println(churn(folder, words.length > 1 ? Integer.parseInt(words[1]) : 20_000));
            } else {
                write(folder);
                System.out.println(measure(folder, !word.equals("start")));
            }
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private static String measure(Path folder, boolean withSaves) throws IOException, InterruptedException {
        SynchronousQueue<EventCatalog> told = new SynchronousQueue<>();
        boolean[] isLoaded = {false};
        try (ScriptHost host = new ScriptHost(folder, OPTIONS, catalog -> {
            if (isLoaded[0]) {
                put(told, catalog);
            }
        })) {
            long began = System.nanoTime();
            EventCatalog first = host.load();
            String loaded = String.format(
                    Locale.ROOT,
                    "%d scripts loaded in %.2f s",
                    first.scripts().size(),
                    (System.nanoTime() - began) / 1e9);
            isLoaded[0] = true;
            if (!withSaves) {
                return loaded;
            }
            host.watch();
            Thread.sleep(2_000); // until stamps are old enough to be believed
            return loaded + "\n" + saves(folder, told);
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
        return String.format(
                Locale.ROOT,
                "a save among %d scripts in force after: median %.1f ms, p95 %.1f ms (goals: 35 and 60)",
                SCRIPTS,
                took[SAVES / 2] / 1e6,
                took[SAVES * 95 / 100] / 1e6);
    }

    private static String churn(Path folder, int reloads) throws IOException {
        Files.writeString(folder.resolve("rooms.groovy"), "room chatRoom { Long id -> \"chat.$id\" }");
        StringBuilder table = new StringBuilder("reloads  metaspace MB  heap MB\n");
        try (ScriptHost host = new ScriptHost(folder, OPTIONS, catalog -> {})) {
            host.load();
            for (int i = 1; i <= reloads; i++) {
                Files.writeString(folder.resolve("a.groovy"), text(0) + "// reload " + i + "\n");
                EventCatalog catalog = host.reload();
                if (!catalog.problems().isEmpty()) {
                    throw new IllegalStateException(catalog.problems().toString());
                }
                catalog.require("E0").as(Map.of("chat", Map.of("id", i, "title", "x")));
                if (i % Math.max(1, reloads / 10) == 0) {
                    System.gc();
                    table.append(String.format(
                            Locale.ROOT, "%7d %13d %8d%n", i, megabytes("Metaspace"), megabytes("Old Gen")));
                }
            }
        }
        return table.toString();
    }

    private static long megabytes(String pool) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(each -> each.getName().contains(pool))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed() >> 20)
                .sum();
    }

    private static void write(Path folder) throws IOException {
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

package io.herald.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code bench/run}: measures the rows asked for and prints their tables. */
public final class Bench {
    private Bench() {}

    /** Takes the folder above {@code bench}, the servers' core (or {@code -}), {@code --quick} if so wished, and keys of rows: all, when none is named. */
    public static void main(String[] words) throws IOException, InterruptedException {
        List<String> options = List.of(words).subList(2, words.length);
        Effort effort = options.contains("--quick") ? Effort.QUICK : Effort.FULL;
        List<String> keys =
                options.stream().filter(word -> !word.startsWith("--")).toList();
        List<Row> rows = Rows.all().stream()
                .filter(row -> keys.isEmpty() ? effort.isWhole() || !row.isLarge() : keys.contains(row.key()))
                .toList();
        List<String> pin = words[1].equals("-") ? List.of() : List.of("taskset", "-c", words[1]);
        if (!pin.isEmpty()) {
            Cores.yieldToThisThread();
        }
        try (Servers servers = new Servers(new Places(Path.of(words[0])), pin)) {
            run(rows, servers, effort);
        }
        System.exit(0);
    }

    @SuppressWarnings("SystemOut") // its result
    private static void run(List<Row> rows, Servers servers, Effort effort) throws IOException, InterruptedException {
        PrintStream out = System.out;
        Report report = new Report(out);
        long began = System.nanoTime();
        for (Row row : rows) {
            System.err.printf(
                    "bench: %4d s, measuring %s (%d of %d)%n",
                    (System.nanoTime() - began) / 1_000_000_000, row.key(), rows.indexOf(row) + 1, rows.size());
            Machine machine = Machine.watch(servers.cpuMicros());
            Figures figures = row.measure(servers, effort);
            report.row(row, figures, machine.othersShare(servers.cpuMicros()));
        }
        report.explain(effort, Machine.describe());
    }
}

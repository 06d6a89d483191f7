package io.herald.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
        try (Servers servers = new Servers(new Places(Path.of(words[0])), pin)) {
            run(rows, servers, effort);
        }
        System.exit(0);
    }

    @SuppressWarnings("SystemOut") // its result
    private static void run(List<Row> rows, Servers servers, Effort effort) throws IOException, InterruptedException {
        PrintStream out = System.out;
        Report report = new Report(out);
        for (Row row : rows) {
            System.err.println("bench: measuring " + row.key());
            report.row(row, row.measure(servers, effort));
        }
        report.explain(effort, machine());
    }

    private static String machine() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .collect(Collectors.groupingBy(model -> model, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT, "Machine: %s; Linux %s; JDK %s", cpu, System.getProperty("os.version"), Runtime.version());
    }
}

package io.herald.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints what was measured: a table for each row, and under all of them how each figure is got. */
final class Report {
    private static final int NAME = 18;
    private static final int COLUMN = 24;

    private static final double QUIET = 0.05;

    private final List<String> missed = new ArrayList<>();
    private int goals;
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** {@code others}: the share of the machine that other programs took meanwhile. */
    void row(Row row, Figures figures, double others) {
        out.printf(Locale.ROOT, "%n%s: %s%n", row.key(), row.title());
        if (others > QUIET) {
            out.printf(Locale.ROOT, "  other programs took %.0f %% of the machine meanwhile%n", others * 100);
        }
        out.println(line("", row.measures(), Measure::label));
        for (Server server : row.servers()) {
            if (figures.has(server)) {
                out.println(line(server.label(), row.measures(), measure -> cell(figures, server, measure)));
            }
        }
        for (Goal goal : row.goals()) {
            String told = goal.told(figures);
            out.println("  " + told);
            goals++;
            if (!told.startsWith("PASS")) {
                missed.add(row.key() + ": " + told);
            }
        }
        out.flush();
    }

    private static String line(String name, List<Measure> measures, Function<Measure, String> cell) {
        return measures.stream()
                .map(measure -> String.format(Locale.ROOT, "%" + COLUMN + "s", cell.apply(measure)))
                .collect(Collectors.joining("", String.format(Locale.ROOT, "  %-" + NAME + "s", name), ""));
    }

    /** The median, and how many times Node's it is. */
    private static String cell(Figures figures, Server server, Measure measure) {
        double ratio = figures.ratio(server, Server.NODE, measure);
        String beside = Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2fx", ratio) : "";
        return String.format(Locale.ROOT, "%s %8s", measure.show(figures.median(server, measure)), beside);
    }

    void explain(Effort effort, String machine) {
        out.printf("%n%d of %d targets are met%n", goals - missed.size(), goals);
        missed.forEach(told -> out.println("  " + told));
        out.printf("%nMachine: %s%n", machine);
        for (Server server : Server.values()) {
            out.printf("  %-" + NAME + "s%s%n", server.label(), server.what());
        }
        out.printf(
                Locale.ROOT,
                """

                How the figures are got. %d rounds of %d ms in which the servers take turns; each figure is the median of its rounds, each ratio ("x") that of two
                medians, Node's when nothing else is named. Before its first row a JVM is given %,d triggers and all cores, for its code to be compiled, %d s at most.
                All servers run at the same time and only one is asked at a time; servers share one core and the generator has the other, where there are two. Messages are 200 bytes of JSON; clients are EIO=4 WebSockets without compression.
                  deliveries/s, broadcasts/s   messages received by all clients, and messages sent to rooms, over the time from the first trigger to the last receipt
                  CPU us/delivery              what the threads of the server's process had of a core in a round, in user code and in the kernel, HTTP included, by its deliveries;
                                               of a cluster, of both nodes and of Redis
                  p50, p99 ms                  from when the trigger was due, by the generator's clock and carried in the message, to its receipt
                  KiB/connection               growth of VmRSS by the connections, both readings after full garbage collections; JVMs with -Xms16m, and without what malloc keeps free
                  errors                       connections refused, lost, or not ready within a minute
                """,
                effort.rounds(),
                effort.round().toMillis(),
                effort.start().triggers(),
                effort.start().limit().toSeconds());
    }
}

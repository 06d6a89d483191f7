package io.herald.bench;

import io.herald.bench.load.Audience;
import io.herald.bench.load.Fleet;
import io.herald.bench.load.Load;
import io.herald.bench.load.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Broadcasts to connected clients: the servers take turns, round by round. */
record LoadRow(
        String key,
        String title,
        Audience audience,
        Load load,
        List<Server> servers,
        List<Measure> measures,
        List<Goal> goals,
        boolean isLarge)
        implements Row {
    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Audience FEW = Audience.inOneRoom(4);
    private static final Load BUSY = Load.closed(20, 1);
    private static final Duration STEP = Duration.ofSeconds(1);

    /** Broadcasts that begin a round: after a pause, as the others' rounds are, Linux acknowledges a connection's first 16 messages on the sender's core. */
    private static final int LEAD_IN = 16;

    @Override
    public Figures measure(Servers running, Effort effort) throws IOException, InterruptedException {
        Figures figures = new Figures();
        Map<Server, Fleet> fleets = new EnumMap<>(Server.class);
        List<Server> able = servers.stream().filter(running::canRun).toList();
        for (Server server : able) {
            start(running, server, effort);
        }
        boolean isKept = (long) audience.clients() * able.size() < openFiles() * 8 / 10;
        try {
            for (int round = 0; round < effort.rounds(); round++) {
                for (Server server : able) {
                    figures.add(server, round(running, fleets, server, effort));
                    Fleet used = isKept ? null : fleets.remove(server);
                    if (used != null) {
                        used.close();
                    }
                }
            }
        } finally {
            for (Fleet fleet : fleets.values()) {
                fleet.close();
            }
        }
        return figures;
    }

    private static long openFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .mapToLong(line -> Long.parseLong(line.split(" +", -1)[3]))
                .findFirst()
                .orElse(1024);
    }

    private Map<Measure, Double> round(Servers running, Map<Server, Fleet> fleets, Server server, Effort effort)
            throws IOException, InterruptedException {
        Served process = running.get(server);
        Fleet fleet = fleets.get(server);
        if (fleet == null) {
            fleet = connected(process, audience);
            fleets.put(server, fleet);
            warmUp(running, process, server, fleet, effort);
        }
        for (Fleet other : fleets.values()) {
            other.turn(); // pings are answered in time
        }
        fleet.lead(process.triggerPort(), server.trigger(), load, Math.max(1, LEAD_IN / load.times()));
        double before = process.cpuMicros();
        Run run = run(fleet, process, server, effort);
        return told(run, process.cpuMicros() - before);
    }

    private Run run(Fleet fleet, Served process, Server server, Effort effort) throws IOException {
        try {
            return fleet.run(process.triggerPort(), server.trigger(), load, effort.round());
        } catch (IOException e) {
            throw new IOException(server.label() + ": " + e.getMessage(), e);
        }
    }

    private void warmUp(Servers running, Served process, Server server, Fleet fleet, Effort effort)
            throws IOException, InterruptedException {
        Duration time = load.isFixed() && server.isJava() ? effort.settle() : effort.warmUp();
        running.onAllCores(process, () -> fleet.run(process.triggerPort(), server.trigger(), load.unpaced(), time));
    }

    /** Before any client is connected: whose pings are not answered for as long as this takes is lost. */
    private static void start(Servers running, Server server, Effort effort) throws IOException, InterruptedException {
        boolean isNew = !running.isRunning(server);
        Served process = running.get(server);
        if (isNew && server.isJava()) {
            running.onAllCores(process, () -> compile(process, server, effort.start()));
        }
    }

    /** A JVM compiles what a trigger runs after some ten thousand of them. */
    private static void compile(Served process, Server server, Effort.Start start) throws IOException {
        long end = System.nanoTime() + start.limit().toNanos();
        try (Fleet few = connected(process, FEW)) {
            long triggers = 0;
            while (triggers < start.triggers() && System.nanoTime() < end) {
                triggers += few.run(process.triggerPort(), server.trigger(), BUSY, STEP)
                        .broadcasts();
            }
        }
    }

    private static Fleet connected(Served process, Audience audience) throws IOException {
        Fleet fleet = new Fleet(audience);
        int errors = fleet.connect(process.socketPort(), CONNECT);
        if (errors > 0) {
            fleet.close();
            throw new IOException(errors + " clients did not connect; the first: " + fleet.firstFailure());
        }
        return fleet;
    }

    private static Map<Measure, Double> told(Run run, double cpuMicros) {
        return Map.of(
                Measure.DELIVERIES, run.perSecond(run.deliveries()),
                Measure.BROADCASTS, run.perSecond(run.broadcasts()),
                Measure.CPU, cpuMicros / run.deliveries(),
                Measure.P50, run.latencyMillis(0.5),
                Measure.P99, run.latencyMillis(0.99));
    }
}

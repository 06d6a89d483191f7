package io.herald.bench;

import io.herald.bench.load.Audience;
import io.herald.bench.load.Fleet;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Connections that do nothing, to a fresh process of each server: what they take, and whether all of them come about. */
record IdleRow(String key, List<Server> servers, List<Goal> goals) implements Row {
    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final String SMALL_HEAP =
            "-Xms16m"; // else the heap's first size, a share of the machine, hides what grows

    /** The serial collector gives back what the heap does not need in four steps; the compilers leave free memory to malloc, which keeps it. */
    private static final List<String> GIVE_BACK =
            List.of("System.trim_native_heap", "GC.run", "GC.run", "GC.run", "GC.run");

    @Override
    public String title() {
        return "idle connections to a fresh process";
    }

    @Override
    public List<Measure> measures() {
        return List.of(Measure.RSS, Measure.CONNECT_CPU, Measure.ERRORS);
    }

    @Override
    public boolean isLarge() {
        return false;
    }

    @Override
    public Figures measure(Servers running, Effort effort) throws IOException, InterruptedException {
        Figures figures = new Figures();
        for (Server server : servers) {
            try (ServerProcess process = running.fresh(server, SMALL_HEAP);
                    Fleet fleet = new Fleet(Audience.idle(effort.idleClients()))) {
                figures.add(server, measure(server, process, fleet, effort.idleClients()));
            }
        }
        return figures;
    }

    private static Map<Measure, Double> measure(Server server, ServerProcess process, Fleet fleet, int clients)
            throws IOException, InterruptedException {
        double rss = settled(server, process);
        double cpu = process.cpuMicros();
        int errors = fleet.connect(process.socketPort(), CONNECT);
        cpu = process.cpuMicros() - cpu;
        rss = settled(server, process) - rss;
        return Map.of(
                Measure.RSS, rss / clients,
                Measure.CONNECT_CPU, cpu / clients,
                Measure.ERRORS, (double) errors);
    }

    private static double settled(Server server, ServerProcess process) throws IOException, InterruptedException {
        giveBack(server, process);
        Thread.sleep(SETTLE.toMillis());
        return process.rssKib();
    }

    private static void giveBack(Server server, ServerProcess process) throws IOException, InterruptedException {
        if (server.isJava()) {
            for (String command : GIVE_BACK) {
                run(command, process);
            }
        } else {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + process.triggerPort() + "/gc"))
                    .POST(BodyPublishers.noBody())
                    .build();
            HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        }
    }

    private static void run(String command, ServerProcess process) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, String.valueOf(process.pid()), command)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
    }
}

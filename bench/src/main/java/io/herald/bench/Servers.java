package io.herald.bench;

import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The servers that run, each started when it is first asked for. All end with the bench, also on Ctrl-C. */
final class Servers implements AutoCloseable {
    private Places places;
    private final List<String> pin;
    private final Map<Server, Served> running = new EnumMap<>(Server.class);
    private @Nullable RedisProcess redis;
    private final Queue<ServerProcess> started = new ConcurrentLinkedQueue<>();

    /** @param pin words before each command that keep it on one core; none when there is only one */
    Servers(Places places, List<String> pin) {
        this.places = places;
        this.pin = pin;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    boolean canRun(Server server) {
        return server == Server.PYTHON
                ? Files.isDirectory(places.pythonPackages())
                : !server.needsUring() || IoUring.isAvailable();
    }

    boolean isRunning(Server server) {
        return running.containsKey(server);
    }

    Served get(Server server) throws IOException, InterruptedException {
        Served known = running.get(server);
        if (known != null) {
            return known;
        }
        Served fresh = server.isCluster() ? cluster(server) : fresh(server);
        running.put(server, fresh);
        return fresh;
    }

    /** Runs the step while the server may use all cores: what compiles its code would take its own time otherwise. */
    void onAllCores(Served server, Step step) throws IOException, InterruptedException {
        if (pin.isEmpty()) {
            step.run();
            return;
        }
        keepOn(Cores.ALL, server);
        step.run();
        keepOn(pin.get(pin.size() - 1), server);
    }

    /** What a server does meanwhile. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static void keepOn(String cores, Served server) throws IOException, InterruptedException {
        for (long pid : server.pids()) {
            Cores.keep(pid, cores);
        }
    }

    private ClusterProcess cluster(Server server) throws IOException, InterruptedException {
        RedisProcess common = redis;
        if (common == null) {
            common = redis = RedisProcess.start(pin, places.target());
            places = places.with(common.url());
        }
        return new ClusterProcess(fresh(server), fresh(server), common);
    }

    /** One more of it, of its own: for what must not have served before. */
    ServerProcess fresh(Server server, String... javaOptions) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(pin);
        if (server.isJava()) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(quiet());
            command.addAll(List.of(javaOptions));
        }
        command.addAll(server.command(places.numbered(started.size())));
        ServerProcess process =
                ServerProcess.start(command, places.numbered(started.size()).log(server));
        started.add(process);
        return process;
    }

    /** What the launcher gives to newer JDKs. */
    private static List<String> quiet() {
        return Runtime.version().feature() < 24
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    /** CPU time of those that run. */
    double cpuMicros() throws IOException {
        double sum = 0;
        for (Served server : running.values()) {
            sum += server.cpuMicros();
        }
        return sum;
    }

    @Override
    public void close() {
        started.forEach(ServerProcess::close);
        RedisProcess common = redis;
        if (common != null) {
            common.close();
        }
    }
}

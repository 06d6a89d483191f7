package io.herald.bench;

import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The servers that run, each started when it is first asked for. All end with the bench, also on Ctrl-C. */
final class Servers implements AutoCloseable {
    private final Places places;
    private final List<String> pin;
    private final Map<Server, ServerProcess> running = new EnumMap<>(Server.class);
    private final Queue<ServerProcess> started = new ConcurrentLinkedQueue<>();

    /** @param pin words before each command that keep it on one core; none when there is only one */
    Servers(Places places, List<String> pin) {
        this.places = places;
        this.pin = pin;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    static boolean canRun(Server server) {
        return !server.isUring() || IoUring.isAvailable();
    }

    boolean isRunning(Server server) {
        return running.containsKey(server);
    }

    ServerProcess get(Server server) throws IOException, InterruptedException {
        ServerProcess known = running.get(server);
        if (known != null) {
            return known;
        }
        ServerProcess fresh = fresh(server);
        running.put(server, fresh);
        return fresh;
    }

    /** One more of it, of its own: for what must not have served before. */
    ServerProcess fresh(Server server, String... javaOptions) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(pin);
        if (server.isJava()) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(quiet());
            command.addAll(List.of(javaOptions));
        }
        command.addAll(server.command(places));
        ServerProcess process = ServerProcess.start(command, places.log(server));
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
        for (ServerProcess server : running.values()) {
            sum += server.cpuMicros();
        }
        return sum;
    }

    @Override
    public void close() {
        started.forEach(ServerProcess::close);
    }
}

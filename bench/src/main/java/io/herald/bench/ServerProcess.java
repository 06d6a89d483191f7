package io.herald.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server under test, and what the kernel says of it. Closing it ends the process. */
final class ServerProcess implements Served, AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Pattern TRIGGERS = Pattern.compile("Admin API +http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern SOCKETS = Pattern.compile("Socket\\.IO +http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final CpuClock cpu;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.cpu = new CpuClock(process.pid());
        this.log = log;
    }

    /** Starts it and returns once it tells its ports. Its output goes to the log. */
    static ServerProcess start(List<String> command, Path log) throws IOException, InterruptedException {
        ServerProcess server = new ServerProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
        long deadline = System.nanoTime() + START.toNanos();
        while (!SOCKETS.matcher(server.output()).find()) {
            if (!server.process.isAlive() || System.nanoTime() > deadline) {
                server.close();
                throw new IOException("a server did not start; its command and its last words:\n  "
                        + String.join(" ", command) + "\n" + server.output());
            }
            Thread.sleep(20);
        }
        return server;
    }

    private String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public int triggerPort() throws IOException {
        return port(TRIGGERS);
    }

    @Override
    public int socketPort() throws IOException {
        return port(SOCKETS);
    }

    private int port(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(output());
        if (!matcher.find()) {
            throw new IOException("no line " + pattern + " in " + log);
        }
        return Integer.parseInt(matcher.group(1));
    }

    long pid() {
        return process.pid();
    }

    @Override
    public List<Long> pids() {
        return List.of(pid());
    }

    @Override
    public double cpuMicros() throws IOException {
        return cpu.micros();
    }

    /** Memory of it that is resident. */
    double rssKib() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("the process is gone: see " + log));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join(); // it keeps nothing that a good end would save
    }
}

package io.herald.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** The Redis of all clusters of a run, in memory only. Closing it ends the process. */
final class RedisProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);

    private final Process process;
    private final CpuClock cpu;
    private final int port;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.cpu = new CpuClock(process.pid());
        this.port = port;
    }

    /** @param pin words before its command */
    static RedisProcess start(List<String> pin, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path own = Files.createDirectories(folder.resolve("redis"));
        String server =
                ExecutableProvider.newJarResourceProvider(own.toFile()).get().getPath();
        List<String> command = new ArrayList<>(pin);
        command.addAll(List.of(
                server, "--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--dir", own.toString()));
        RedisProcess redis = new RedisProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start(),
                port);
        redis.awaitAnswer();
        return redis;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    double cpuMicros() throws IOException {
        return cpu.micros();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

package io.herald.e2e

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import spock.util.concurrent.PollingConditions

/** The packaged jar as a process of its own, on free ports, with folders that the spec gives it. */
class HeraldProcess implements AutoCloseable {
    static final Path JAR = Path.of(System.getProperty("herald.jar"))
    private static final HttpClient HTTP = HttpClient.newHttpClient()
    private static final int SIGINT = 2

    final Path events
    final Path data
    final List<String> output = new CopyOnWriteArrayList<>()
    final Process process
    private final Thread reading

    HeraldProcess(Path events, Path data, String... options) { this([], events, data, options) }

    /** @param jvm options of its virtual machine */
    HeraldProcess(List<String> jvm, Path events, Path data, String... options) {
        this.events = events
        this.data = data
        process = startBy(jvm, "serve", "--events", events.toString(), "--data", data.toString(),
                "--admin-port", "0", "--socketio-port", "0", *options)
        reading = Thread.startDaemon { read() }
    }

    /** Runs `herald` with these words; standard error and output come together. */
    static Process start(String... words) { startBy([], words) }

    private static Process startBy(List<String> jvm, String... words) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java")
        new ProcessBuilder([java, *jvm, "-Dio.netty.leakDetection.level=paranoid", "-jar", JAR.toString(), *words])
                .redirectErrorStream(true)
                .start()
    }

    /** Runs `herald` to its end: its exit code and what it printed. */
    static Tuple2<Integer, String> run(String... words) {
        Process process = start(words)
        process.outputStream.close()
        String text = process.inputStream.getText("UTF-8")
        assert process.waitFor(30, TimeUnit.SECONDS)
        new Tuple2(process.exitValue(), text)
    }

    /** Ready, and its screen read to the end. */
    HeraldProcess awaitReady() {
        new PollingConditions(timeout: 60, delay: 0.02).eventually {
            assert process.alive || output.empty: output.join("\n")
            assert output.any { it.endsWith("Ctrl-C stops.") } && get("/ready").statusCode() == 200
        }
        this
    }

    String getAdminUrl() { shown(/(?i)admin.*?(http:\/\/127\.0\.0\.1:\d+)/) }

    String getSocketioUrl() { shown(/(?i)socket\.io.*?(http:\/\/127\.0\.0\.1:\d+)/) }

    String getAdminPort() { URI.create(adminUrl).port.toString() }

    String getSocketioPort() { URI.create(socketioUrl).port.toString() }

    String getToken() { Files.readString(data.resolve("token")).trim() }

    HttpResponse<String> get(String path) { send(request(path).GET()) }

    HttpResponse<String> post(String path, String body, Map<String, String> headers = [:]) {
        HttpRequest.Builder post = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body))
        headers.each { name, value -> post.header(name, value) }
        send(post)
    }

    HttpResponse<String> put(String path, String text) {
        send(request(path).header("Content-Type", "text/plain").PUT(BodyPublishers.ofString(text)))
    }

    HttpResponse<String> call(String method, String path) { send(request(path).method(method, BodyPublishers.noBody())) }

    static Object json(HttpResponse<String> response) { new ObjectMapper().readValue(response.body(), Object) }

    void script(String name, String text) { Files.writeString(events.resolve(name), text) }

    /** Ctrl-C, as a terminal sends it. */
    int interrupt() {
        assert !ignoresInterrupts(): "the shell that began this build ignores Ctrl-C, and so does all that it starts: begin it in the foreground"
        signal("INT")
        assert process.waitFor(30, TimeUnit.SECONDS): output.join("\n")
        process.exitValue()
    }

    /** Where Linux tells it. */
    private boolean ignoresInterrupts() {
        File status = new File("/proc/${process.pid()}/status")
        String ignored = status.exists() ? status.readLines().find { it.startsWith("SigIgn:") } : null
        ignored != null && (Long.parseUnsignedLong(ignored.split(/\s+/)[1], 16) & 1 << (SIGINT - 1)) != 0
    }

    /** Tells it to stop, as a service manager does: does not wait for it. */
    void terminate() { signal("TERM") }

    private void signal(String name) { new ProcessBuilder("kill", "-$name", process.pid().toString()).start().waitFor() }

    @Override
    void close() {
        process.destroy()
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly()
        }
        reading.join(30_000)
        assert output.findAll { it.contains("LEAK") } == []
    }

    private void read() {
        try {
            process.inputStream.eachLine("UTF-8") { output << it }
        } catch (IOException ignored) {
            // the process is gone
        }
    }

    private String shown(String pattern) {
        output.findResult { line -> (line =~ pattern).with { it.find() ? it.group(1) : null } }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.newBuilder(URI.create(adminUrl + path)).header("Authorization", "Bearer $token")
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        HTTP.send(request.build(), BodyHandlers.ofString())
    }
}

package io.herald.e2e

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import spock.util.concurrent.PollingConditions

/** The stock JavaScript client from npm, in Node. */
class JsClient implements SocketClient {
    private static final ObjectMapper JSON = new ObjectMapper()
    private static final Path SOURCES = Path.of("src/test/js").toAbsolutePath()
    private static final Path INSTALLED = Path.of("target/js").toAbsolutePath()

    final List<List<Object>> received = new CopyOnWriteArrayList<>()
    /** What else the client told: `[connected: true, id: …, recovered: …, transport: …]`, `[refused: …]`, `[disconnected: …]`, `[upgraded: …]`. */
    final List<Map<String, Object>> told = new CopyOnWriteArrayList<>()
    private final Map<Integer, Object> answers = new ConcurrentHashMap<>()
    private final Process node
    private volatile boolean connected

    JsClient(String url, String... transports) { this([url: url, options: [transports: transports]]) }

    /** @param settings as client.mjs takes them */
    JsClient(Map<String, Object> settings) {
        install()
        node = new ProcessBuilder("node", "client.mjs", JSON.writeValueAsString(settings))
                .directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
        Thread.startDaemon { node.inputStream.eachLine("UTF-8") { note(JSON.readValue(it, Map)) } }
    }

    @Override
    boolean isConnected() { connected }

    @Override
    Object ask(String event, Object... arguments) { askIn("/", event, arguments) }

    Object askIn(String namespace, String event, Object... arguments) {
        int id = answers.size() + 1
        command([emit: [event, *arguments], id: id, in: namespace])
        new PollingConditions(timeout: 30, delay: 0.02).eventually { assert answers.containsKey(id) }
        answers[id]
    }

    void command(Map<String, Object> command) {
        node.outputStream << JSON.writeValueAsString(command) << "\n"
        node.outputStream.flush()
    }

    @Override
    void close() {
        node.outputStream.close()
        if (!node.waitFor(5, TimeUnit.SECONDS)) {
            node.destroyForcibly()
        }
    }

    private void note(Map<String, Object> line) {
        if (line.ack) {
            answers[line.ack as Integer] = line.value
        } else if (line.event) {
            received << SocketClient.withoutOffset([line.event, *line.args])
        } else {
            told << line
            connected = line.connected ?: line.disconnected ? false : connected
        }
    }

    /** Puts a script beside the installed client. */
    static Path script(String name, String text) {
        install()
        Files.writeString(INSTALLED.resolve(name), text)
    }

    /** Installs the client once a build, by the lock file. */
    private static synchronized void install() {
        Files.createDirectories(INSTALLED)
        ["package.json", "package-lock.json", "client.mjs"].each {
            Files.copy(SOURCES.resolve(it), INSTALLED.resolve(it), StandardCopyOption.REPLACE_EXISTING)
        }
        if (Files.exists(INSTALLED.resolve("node_modules"))) {
            return
        }
        Process npm
        try {
            npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                    .directory(INSTALLED.toFile()).redirectErrorStream(true).start()
        } catch (IOException e) {
            throw new IllegalStateException("the end-to-end specs need Node 18 or newer with npm on the PATH: install it, as .ci/run does", e)
        }
        String log = npm.inputStream.text
        assert npm.waitFor() == 0: log
    }
}

package io.herald.engine.backplane.redis

import com.fasterxml.jackson.databind.ObjectMapper
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit

/** A Node process with the real npm packages; it takes and gives JSON lines. */
class NodePeer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper()
    private static final File SOURCES = new File("src/test/js")
    private static final File FOLDER = new File("target/js")

    final List<List<Object>> heard = new CopyOnWriteArrayList<>()
    private final Process process

    NodePeer(String script, String... arguments) {
        install()
        process = run(["node", script] + arguments.toList())
        Thread.startDaemon("node-peer") {
            process.inputStream.eachLine("UTF-8") { heard << (List<Object>) JSON.readValue(it, List) }
        }
    }

    /** Once for all specs of a build; the packages' versions are exact. */
    private static synchronized void install() {
        SOURCES.listFiles().each { File it -> new File(FOLDER, it.name).with { copy -> copy.parentFile.mkdirs(); copy.text = it.text } }
        File marker = new File(FOLDER, "node_modules/.installed")
        String wanted = new File(FOLDER, "package.json").text
        if (marker.exists() && marker.text == wanted) {
            return
        }
        Process npm = run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"])
        npm.outputStream.close()
        String said = npm.inputStream.text
        if (npm.waitFor() != 0) {
            throw new IllegalStateException("npm could not install what Herald is tried with; it needs Node 18 or newer and a registry:\n$said")
        }
        marker.text = wanted
    }

    private static Process run(List<String> command) {
        new ProcessBuilder(command).directory(FOLDER).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    }

    void tell(Map<String, Object> command) {
        process.outputStream << JSON.writeValueAsString(command) + "\n"
        process.outputStream.flush()
    }

    @Override
    void close() {
        process.outputStream.close()
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly()
        }
    }
}

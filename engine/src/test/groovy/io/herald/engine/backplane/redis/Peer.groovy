package io.herald.engine.backplane.redis

import com.fasterxml.jackson.databind.ObjectMapper
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit

/** A process of another world, with its real packages; it takes and gives JSON lines. */
class Peer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper()
    private static final List<String> NPM = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"]
    private static final List<String> DEBIAN = ["sh", "-c", 'apt-get download $(cat packages) || { apt-get update && apt-get download $(cat packages); } && for each in *.deb; do dpkg -x $each .; done']
    private static final List<String> PYTHON = ["env", "PYTHONPATH=usr/lib/python3/dist-packages", "/usr/bin/python3"]

    final List<List<Object>> heard = new CopyOnWriteArrayList<>()
    private final Process process

    private Peer(File folder, List<String> command) {
        process = run(folder, command)
        Thread.startDaemon("peer") {
            process.inputStream.eachLine("UTF-8") { heard << JSON.readValue(it, List) }
        }
    }

    static Peer node(String script, String... arguments) {
        File folder = installed("js", "package.json", NPM)
        new Peer(folder, ["node", script] + arguments.toList())
    }

    /** @param scripts texts to put beside the packages, by their names */
    static Peer node(String script, Map<String, String> scripts) {
        File folder = installed("js", "package.json", NPM)
        scripts.each { name, text -> new File(folder, name).text = text }
        new Peer(folder, ["node", script])
    }

    static Peer python(String script, Map<String, String> scripts) {
        File folder = installed("python", "packages", DEBIAN)
        scripts.each { name, text -> new File(folder, name).text = text }
        new Peer(folder, PYTHON + [script])
    }

    /** Debian's packages, unpacked and not installed. */
    static Peer python(String script, String... arguments) {
        File folder = installed("python", "packages", DEBIAN)
        new Peer(folder, PYTHON + [script] + arguments.toList())
    }

    /** Once for all specs of a build; the packages' versions are exact. */
    private static synchronized File installed(String name, String wishes, List<String> installer) {
        File folder = new File("../engine/target/$name").canonicalFile // seen from every module
        folder.mkdirs()
        new File("../engine/src/test/$name").listFiles().each { File it -> new File(folder, it.name).text = it.text }
        File marker = new File(folder, ".installed")
        String wanted = new File(folder, wishes).text
        if (!marker.exists() || marker.text != wanted) {
            install(folder, installer)
            marker.text = wanted
        }
        folder
    }

    private static void install(File folder, List<String> installer) {
        Process process = run(folder, installer)
        process.outputStream.close()
        String said = process.inputStream.text
        if (process.waitFor() != 0) {
            throw new IllegalStateException("'${installer.join(" ")}' could not install what Herald is tried with:\n$said")
        }
    }

    private static Process run(File folder, List<String> command) {
        new ProcessBuilder(command).directory(folder).redirectError(ProcessBuilder.Redirect.INHERIT).start()
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

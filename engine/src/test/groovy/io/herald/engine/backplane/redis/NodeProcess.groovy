package io.herald.engine.backplane.redis

import groovy.transform.CompileStatic
import io.herald.engine.backplane.Receipt
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit

/** A node in a process of its own, which publishes numbers to room 0 and says of each what it was answered. */
@CompileStatic
class NodeProcess implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>()
    private final Process process

    private NodeProcess(Process process) {
        this.process = process
        Thread.startDaemon("node-process") {
            process.inputStream.eachLine("UTF-8") { String line -> lines << line }
        }
    }

    static NodeProcess started(String name, String url, File spool) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        new NodeProcess(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath, NodeProcess.name, name, url, spool.path)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start())
    }

    static void main(String[] words) {
        ServingNode node = ServingNode.started(words[0], words[1], ServingNode.QUICK.withSpool(Path.of(words[2])))
        for (int number = 1; number <= 10_000; number++) {
            Receipt receipt = node.publish(words[0], 0, number).get(30, TimeUnit.SECONDS)
            println("${receipt.queued() ? "QUEUED" : "SENT"} $number")
            TimeUnit.MILLISECONDS.sleep(10)
        }
    }

    /** The numbers that were so answered. */
    List<Integer> said(String answer) {
        lines.findAll { it.startsWith(answer + " ") }.collect { it.substring(answer.length() + 1) as Integer }
    }

    /** As kill -9 does. */
    void kill() { process.destroyForcibly().waitFor() }

    @Override
    void close() { kill() }
}

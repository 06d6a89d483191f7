package io.herald.engine.backplane.redis

import groovy.transform.CompileStatic
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** Queues broadcasts in a process of its own, whose files may not grow beyond some kilobytes, and says how many the spool did not take. */
@CompileStatic
class FullDisk {

    static String queued(Path spool, List<Integer> sizes) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        List<String> command = ["sh", "-c", 'ulimit -f 128; exec "$@"', "sh", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", classPath, FullDisk.name, spool.toString()]
        Process process = new ProcessBuilder(command + sizes*.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        String said = process.inputStream.getText("UTF-8")
        assert process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0
        said.readLines().last()
    }

    static void main(String[] words) {
        new Spool(Path.of(words[0]), 1 << 20).withCloseable { Spool spool ->
            Outbox outbox = new Outbox(StreamSettings.DEFAULTS, "uid", spool)
            words.drop(1).eachWithIndex { String size, int number ->
                Broadcast broadcast = new Broadcast("$number", Namespace.ROOT, "Tick", ["room"] as Set, Payload.of("1"))
                outbox.keep(outbox.add([broadcast], [new byte[size as int]])[0])
            }
            println(outbox.unspooled())
        }
    }
}

package io.herald.engine.backplane.redis

import io.herald.engine.backplane.redis.Outbox.Draft
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class SpoolSpec extends Specification {

    @TempDir
    Path folder

    private static Draft draft(long seq) {
        new Draft("uid", seq, "b$seq", "/chat", '{"é":1}'.getBytes("UTF-8"))
    }

    private static List<List<Object>> left(Path file) {
        new Spool(file, 1000).withCloseable { it.left().collect { [it.uid(), it.seq(), it.broadcastId(), it.namespace(), new String(it.data(), "UTF-8")] } }
    }

    private Path written(int count) {
        Path file = folder.resolve("deep/spool")
        new Spool(file, 1000).withCloseable { Spool spool -> (1..count).each { spool.append(draft(it)) } }
        file
    }

    def "what was appended is there when the file is opened again, and stays until it is cleared"() {
        given:
        Path file = written(3)

        expect:
        left(file) == (1..3).collect { ["uid", it, "b$it".toString(), "/chat", '{"é":1}'] }
        left(file).size() == 3

        when:
        new Spool(file, 1000).withCloseable { it.clear() }

        then:
        left(file).empty
    }

    def "a torn or broken tail is dropped, and what came before it is kept"(Closure<byte[]> harm, int kept) {
        given:
        Path file = written(3)
        Files.write(file, harm(Files.readAllBytes(file)))

        expect:
        left(file)*.get(1) == (1..<kept + 1).toList()

        when: "what is appended later is found"
        new Spool(file, 1000).withCloseable { it.append(draft(9)) }

        then:
        left(file)*.get(1) == (1..<kept + 1).toList() + [9]

        where:
        harm << [
            { byte[] all -> Arrays.copyOf(all, all.length - 1) },
            { byte[] all -> Arrays.copyOf(all, all.length.intdiv(3) + 3) },
            { byte[] all -> all[all.length - 2] = (byte) (all[all.length - 2] + 1); all },
            { byte[] all -> Arrays.copyOf(all, all.length + 100) },
            { byte[] all -> new Random(1).nextBytes(all); all },
        ]
        kept << [2, 1, 2, 3, 0]
    }

    def "a record that is broken, or larger than may be sent, takes none of those behind it along"() {
        given:
        Path file = written(3)
        byte[] all = Files.readAllBytes(file)
        all[20]++
        Files.write(file, all)
        new Spool(file, 10_000).withCloseable { it.append(new Draft("uid", 4, "b4", "/", new byte[3000])); it.append(draft(5)) }

        expect:
        left(file)*.get(1) == [2L, 3L, 5L]
    }

    def "what a full disk did not take is counted, and spoils nothing that it takes later"() {
        given:
        Path file = folder.resolve("spool")

        expect:
        FullDisk.queued(file, [10_000, 500_000, 10_000, 500_000]) == "2"
        new Spool(file, 1 << 20).withCloseable { it.left()*.seq() } == [1L, 3L]
    }

    def "a thread that is interrupted takes the file from nobody"() {
        given:
        Path file = folder.resolve("spool")
        Spool spool = new Spool(file, 1000)

        when:
        Thread.currentThread().interrupt()
        boolean isTaken = spool.append(draft(1))

        then:
        Thread.interrupted() && isTaken
        spool.append(draft(2))
        spool.close()
        left(file)*.get(1) == [1L, 2L]
    }

    def "two nodes can't share a file"() {
        given:
        Path file = folder.resolve("spool")
        Spool first = new Spool(file, 1000)

        when:
        new Spool(file, 1000)

        then:
        IllegalStateException refusal = thrown()
        refusal.message.contains("another node uses the spool file")

        cleanup:
        first.close()
    }
}

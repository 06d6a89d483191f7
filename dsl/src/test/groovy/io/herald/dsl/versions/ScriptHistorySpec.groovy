package io.herald.dsl.versions

import io.herald.dsl.versions.Author.Way
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class ScriptHistorySpec extends Specification {
    static final Author OWNER = new Author("root", Way.FOLDER)

    @TempDir
    Path folder

    def "versions are kept newest first, with their texts, also after a restart"() {
        given:
        ScriptHistory history = ScriptHistory.in(folder.resolve("versions"))

        when:
        put(history, "a.groovy", 1)
        history.expect("a.groovy", hash(2), new Author("admin API from 127.0.0.1", Way.API))
        put(history, "a.groovy", 2)
        put(history, "a.groovy", 2)

        then:
        [history, ScriptHistory.in(folder.resolve("versions"))].each { known ->
            assert known.versions("a.groovy")*.version() == [hash(2), hash(1)]
            assert known.versions("a.groovy")*.author()*.way() == [Way.API, Way.FOLDER]
            assert known.text("a.groovy", hash(1)).get() == "text 1"
            assert known.versions("b.groovy") == []
            assert known.text("b.groovy", hash(1)).isEmpty()
        }
    }

    def "the last fifty of a script are kept, and no text longer than its versions"() {
        given:
        ScriptHistory history = ScriptHistory.in(folder)

        when:
        (1..2000).each { put(history, "a.groovy", it) }

        then:
        history.versions("a.groovy")*.version() == (2000..1951).collect { hash(it) }
        folder.resolve("texts").toFile().list().length == 50
        Files.readAllLines(folder.resolve("log")).size() < 1100
        ScriptHistory.in(folder).versions("a.groovy").size() == 50
    }

    def "lines that are none are passed over"() {
        given:
        put(ScriptHistory.in(folder), "a.groovy", 1)
        Files.writeString(folder.resolve("log"), Files.readString(folder.resolve("log")) + "nonsense\n2026-13-01\t${hash(2)}\tAPI\tx\ta.groovy\n" +
                "2026-01-01T00:00:00Z\t../../secret\tAPI\tx\ta.groovy\n")

        expect:
        ScriptHistory.in(folder).versions("a.groovy")*.version() == [hash(1)]
    }

    def "a folder that can't be written costs the history and nothing else"() {
        given:
        Files.writeString(folder.resolve("versions"), "a file")
        ScriptHistory history = ScriptHistory.in(folder.resolve("versions"))

        when:
        put(history, "a.groovy", 1)

        then:
        history.text("a.groovy", hash(1)).isEmpty()
    }

    def "an author's name is one printable line"() {
        expect:
        new Author("a\tb\nc" + "x" * 200, Way.API).name() == "a?b?c" + "x" * 95
    }

    private static void put(ScriptHistory history, String path, int number) {
        history.put(path, hash(number), "text $number", Instant.EPOCH.plusSeconds(number)) { OWNER }
    }

    private static String hash(int number) { String.format("%012x", number) }
}

package io.herald.dsl

import io.herald.dsl.cache.DiskCache
import io.herald.dsl.folder.FolderLimits
import io.herald.dsl.folder.FolderTexts
import io.herald.dsl.folder.Patience
import io.herald.dsl.versions.Author
import io.herald.dsl.versions.Author.Way
import io.herald.dsl.versions.ScriptHistory
import io.herald.engine.event.EventCatalog
import io.herald.engine.model.Problem
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(60)
class EditionHostSpec extends Specification {
    static final Author ANN = new Author("ann", Way.API)
    static final Map<String, String> WHOLE = [
        "rooms.groovy": 'room chatRoom { id -> "chat.$id" }',
        "hello.groovy": "event Hello { on { chatRoom(1) } }",
        "helpers/Texts.groovy": "class Texts { static String loud(String t) { t + '!' } }",
    ]

    @TempDir
    Path home

    List<EventCatalog> told = new CopyOnWriteArrayList<>()
    ScriptHistory history
    EditionHost host

    def setup() {
        history = ScriptHistory.in(home.resolve("versions"))
        host = new EditionHost(HostOptions.DEFAULT, history, told::add)
    }

    def "scripts come in force all at once, are listed as those of a folder are, and kept by their author"() {
        when:
        List<Problem> problems = host.use(WHOLE, ANN)

        then:
        problems == []
        told == [host.catalog()]
        host.catalog().scripts()*.path() == ["hello.groovy", "helpers/Texts.groovy", "rooms.groovy"]
        WHOLE.every { path, text -> host.text(path) == Optional.of(text) && history.versions(path)*.author() == [ANN] }

        when: "some change, some go"
        host.use(["hello.groovy": "event Hello { on { 'b' } }"], new Author("bob", Way.ROLLBACK))

        then:
        host.catalog().scripts()*.path() == ["hello.groovy"]
        history.versions("hello.groovy")*.author()*.name() == ["bob", "ann"]
        told.size() == 2
    }

    def "when one would not come in force, none does, and what was there stays"() {
        given:
        host.use(WHOLE, ANN)
        EventCatalog before = host.catalog()

        expect:
        host.tryOut(WHOLE + change)*.file() == [blamed]
        host.use(WHOLE + change, ANN)*.file() == [blamed]
        host.catalog() == before
        told == [before]

        where:
        change                                                                                 || blamed
        ["new.groovy": "event New { on { 'x' } }", "hello.groovy": "event Hello { on { nope(1) } }"] || "hello.groovy"
        ["rooms.groovy": "// none"]                                                            || "rooms.groovy"
        ["new.groovy": "event Hello { on { 'x' } }"]                                           || "new.groovy"
        ["helpers/Texts.groovy": "class Texts {"]                                              || "helpers/Texts.groovy"
    }

    def "a script that does not end is named, and nothing of its edition comes in force"() {
        given:
        EditionHost hasty = new EditionHost(new HostOptions(FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofSeconds(2), true, Plugins.NONE, Optional.empty()),
                history, told::add)

        expect:
        hasty.use(["a.groovy": "event A { on { 'a' } }", "b.groovy": "Thread.sleep(60_000)"], ANN)*.file() == ["b.groovy"]
        hasty.catalog() == EventCatalog.EMPTY
    }

    def "a node that found its first edition compiled tries its compiler, which changes nothing"() {
        given:
        DiskCache cold = DiskCache.in(home.resolve("cache"), 1 << 20)
        EditionHost first = new EditionHost(HostOptions.DEFAULT.withCache(cold), history, told::add)
        first.use(WHOLE, ANN)
        DiskCache warm = DiskCache.in(home.resolve("cache"), 1 << 20)
        EditionHost second = new EditionHost(HostOptions.DEFAULT.withCache(warm), history, told::add)

        expect: "who compiled has no need to"
        first.warmUp().empty

        when:
        second.use(WHOLE, ANN)
        DiskCache.Counts before = warm.counts()
        Thread trying = second.warmUp().get()
        trying.start()
        trying.join()

        then:
        before.hits() == WHOLE.size()
        warm.counts() == before
        told*.hash() == [second.catalog().hash()] * 2
    }

    def "trying puts nothing in force"() {
        expect:
        host.tryOut(WHOLE) == []
        host.catalog() == EventCatalog.EMPTY && told == []
    }

    def "what is told of stands beside what is in force, until that changes"() {
        given:
        host.use(WHOLE, ANN)
        String hash = host.catalog().hash()

        when:
        host.tell([Problem.ofScripts("are not to be had")])

        then:
        told.last().hash() == hash && told.last().problems()*.headline() == ["scripts: are not to be had"]

        when:
        host.use([:], ANN)

        then:
        told.last().problems() == []
    }

    def "the texts of a folder are what a host would load of it, or one line why they can't be had"() {
        given:
        Path folder = Files.createDirectories(home.resolve("events/below"))
        Files.writeString(folder.resolve("hello.groovy"), "event Hello { on { 'ä' } }")
        Files.writeString(folder.resolve("HelloSpec.groovy"), "not this")

        expect:
        FolderTexts.of(folder.parent) == ["below/hello.groovy": "event Hello { on { 'ä' } }"]
        FolderTexts.of(home.resolve("none")) == [:]

        when:
        Files.write(folder.resolve("bad.groovy"), [0xff] as byte[])
        FolderTexts.of(folder.parent)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message == "below/bad.groovy:1: is not UTF-8: byte 0xff; save it as UTF-8"
    }
}

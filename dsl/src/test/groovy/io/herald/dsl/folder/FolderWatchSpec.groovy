package io.herald.dsl.folder

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING

@Timeout(60)
class FolderWatchSpec extends Specification {
    static final Duration LONG = Duration.ofSeconds(20)
    static final Duration SHORT = Duration.ofMillis(60)

    @TempDir
    Path base

    Path folder
    PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.01)

    @AutoCleanup
    FolderWatch watch

    def setup() {
        folder = Files.createDirectory(base.resolve('events'))
        watch = new FolderWatch(base.fileSystem)
    }

    def "a change in a folder that is covered is hinted at, others are not"() {
        given:
        Path other = Files.createDirectory(base.resolve('other'))

        expect:
        cover(folder)
        write(folder)
        watch.await(LONG) == [folder.resolve('a.groovy')] as Set

        when:
        write(other)
        write(folder, 'b.groovy')

        then: "a write may be hinted at twice"
        hintsUntil(folder.resolve('b.groovy')) - folder.resolve('a.groovy') == [folder.resolve('b.groovy')] as Set
    }

    def "covering the same folder again is nothing new, and one left out gives no hints any more"() {
        given:
        Path other = Files.createDirectory(base.resolve('other'))
        cover(folder)

        expect:
        !cover(folder)
        cover(other)

        when:
        write(folder)
        write(other)

        then:
        hintsUntil(other.resolve('a.groovy')) == [other.resolve('a.groovy')] as Set
    }

    @Unroll
    def "a folder is covered anew when #what"(String what, Closure<?> swap) {
        given:
        Path link = Files.createSymbolicLink(base.resolve('link'), folder)
        cover(link)

        when:
        swap(base)

        then: "as soon as the system said so, where the new one has the old one's number"
        soon.eventually { assert watch.await(SHORT) != null && cover(link) }

        when:
        watch.await(SHORT)
        write(link)

        then:
        watch.await(LONG)

        where:
        what                          | swap
        'it is deleted and made anew' | { Path it -> Files.delete(it.resolve('events')); Files.createDirectory(it.resolve('events')) }
        'a link to it is re-pointed'  | { Path it -> repoint(it) }
        'another takes its place'     | { Path it -> Files.move(it.resolve('events'), it.resolve('old')); Files.createDirectory(it.resolve('events')) }
    }

    def "more changes than are kept are a hint at the folder"() {
        given:
        cover(folder)

        and:
        2000.times { Files.writeString(folder.resolve("f$it"), '') }

        when:
        Set<Path> hinted = hintsUntil(folder)

        then:
        hinted.size() < 2000
    }

    def "a folder that can't be watched does not count as covered"() {
        expect:
        !watch.cover([(base.resolve('none')): 'any'])
    }

    private boolean cover(Path... folders) {
        watch.cover(folders.collectEntries { [it, FolderScan.of(it, FolderLimits.DEFAULT).folders()[it]] })
    }

    private Set<Path> hintsUntil(Path last) {
        Set<Path> hinted = []
        while (!hinted.contains(last)) {
            hinted += watch.await(LONG)
        }
        hinted
    }

    private static void write(Path folder, String name = 'a.groovy') {
        Files.writeString(folder.resolve(name), 'text')
    }

    private static void repoint(Path base) {
        Path next = Files.createSymbolicLink(base.resolve('next'), Files.createDirectory(base.resolve('other')))
        Files.move(next, base.resolve('link'), ATOMIC_MOVE, REPLACE_EXISTING)
    }
}

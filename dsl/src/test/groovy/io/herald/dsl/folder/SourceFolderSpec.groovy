package io.herald.dsl.folder

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import spock.lang.Unroll

class SourceFolderSpec extends LookedAtFolder {

    def "a new script is told of once it has been quiet for the quiet time"() {
        given:
        write('a.groovy', 'one')

        expect:
        look().isEmpty()
        after(19).isEmpty()
        after(1) == ['a.groovy': 'one']
        after(20).isEmpty()
    }

    def "a look at what a watch hints at takes that, and looks at nothing else"() {
        given:
        Path hinted = write('a.groovy', 'one')
        write('b.groovy', 'one')
        settle()

        when:
        write('a.groovy', 'more')
        write('b.groovy', 'more')

        then:
        hint(hinted).isEmpty()
        hint(20) == ['a.groovy': 'more']

        and: 'a look at all of it finds the rest'
        settle() == ['b.groovy': 'more']
    }

    def "what became restless just now can be read ahead, while that is little"() {
        given:
        write('a.groovy', 'one')
        look()

        expect:
        source.young(nanos(now)) == ['a.groovy': 'one']

        when: 'it keeps changing'
        60.times {
            write('a.groovy', 'x' * it)
            after(10)
        }

        then:
        source.isRestless()
        source.young(nanos(now)).isEmpty()

        when:
        settle()
        10.times { write("s${it}.groovy", 'one') }
        look()

        then:
        source.young(nanos(now)).isEmpty()
    }

    @Unroll("a hint at #what has the whole folder looked at")
    def "a hint that is no script with another text"(String what, Closure<Path> change) {
        given:
        write('a.groovy', 'one')
        write('b.groovy', 'one')
        settle()

        when:
        write('b.groovy', 'more')
        Path hinted = change(folder)

        then:
        hint(hinted).isEmpty()
        hint(20)['b.groovy'] == 'more' || hint(480)['b.groovy'] == 'more'

        where:
        what               | change
        'a new script'     | { Path it -> Files.writeString(it.resolve('c.groovy'), 'one') }
        'one that is gone' | { Path it -> Files.delete(it.resolve('a.groovy')); it.resolve('a.groovy') }
        'a folder'         | { Path it -> Files.createDirectory(it.resolve('sub')) }
        'the folder'       | { Path it -> it }
        'another file'     | { Path it -> it.resolve('.a.groovy.swp') }
    }

    def "a script that is still being written waits"() {
        given:
        write('a.groovy', 'half')
        look()

        when: 'it grows between two looks'
        write('a.groovy', 'half and half')

        then:
        after(20).isEmpty()
        after(19).isEmpty()
        after(1) == ['a.groovy': 'half and half']
    }

    def "what comes to rest together is one batch"() {
        given:
        write('a.groovy', 'one')
        look()
        write('sub/b.groovy', 'two')
        after(15)

        expect:
        after(15).isEmpty()
        after(5) == ['a.groovy': 'one', 'sub/b.groovy': 'two']
    }

    def "a script at rest does not wait longer than a burst for one that keeps changing"() {
        given:
        write('rest.groovy', 'one')
        look()

        when:
        List<Map<String, String>> batches = (1..25).collect {
            write('busy.groovy', 'x' * it)
            after(10)
        }

        then:
        batches.take(24).every { it.isEmpty() }
        batches[24] == ['rest.groovy': 'one']
    }

    def "a file as long as a writer's buffer waits for the rest of it"() {
        given:
        write('a.groovy', ' ' * 8192)
        look()

        expect:
        after(199).isEmpty()
        after(1).keySet() == ['a.groovy'] as Set
    }

    @Unroll("#how, a script is given the grace before it counts as #what")
    def "a script is given grace"(String how, String what, Closure<?> change, String told) {
        given:
        write('a.groovy', 'one')
        settle()

        when:
        change(folder.resolve('a.groovy'))
        look()

        then:
        after(499).isEmpty()
        after(1) == ['a.groovy': told]

        where:
        how       | what    | change                                       || told
        'emptied' | 'empty' | { Path file -> Files.writeString(file, '') } || ''
        'deleted' | 'gone'  | { Path file -> Files.delete(file) }          || null
    }

    def "a script that is away for a moment was never gone"() {
        given:
        Path file = write('a.groovy', 'one')
        settle()

        when: 'an editor moves it away and writes it anew'
        Files.move(file, folder.resolve('a.groovy~'))
        look()
        after(100)
        write('a.groovy', 'two')
        look()

        then:
        after(20) == ['a.groovy': 'two']
        after(1000).isEmpty()
    }

    def "a script renamed goes and comes in one batch, without the grace"() {
        given:
        Path file = write('a.groovy', 'one')
        settle()

        when:
        Files.move(file, folder.resolve('b.groovy'))
        look()

        then:
        after(20) == ['a.groovy': null, 'b.groovy': 'one']
    }

    def "a script moved and changed goes and comes in one batch, with the others of its change"() {
        given:
        Path file = write('a.groovy', 'one')
        write('user.groovy', 'uses a')
        settle()

        when:
        Files.delete(file)
        write('b.groovy', 'two')
        write('user.groovy', 'uses b')
        look()

        then:
        after(20).isEmpty()
        after(480) == ['a.groovy': null, 'b.groovy': 'two', 'user.groovy': 'uses b']
    }

    def "a script touched, or written again as it was, is not told of"() {
        given:
        Path file = write('a.groovy', 'one')
        settle()

        when:
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000))

        then:
        settle().isEmpty()
    }

    def "a script that has the same stamp but another text is found when distrusted"() {
        given:
        Path file = write('a.groovy', 'one')
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000))
        settle()
        Files.writeString(file, 'two')
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000))

        expect:
        settle().isEmpty()

        when:
        source.distrustDoubtful()

        then: 'it was written long ago, so the stamp tells'
        settle().isEmpty()

        when:
        source.distrustAll()

        then:
        settle() == ['a.groovy': 'two']
    }

    def "a script read just after it was written is doubtful: a coarse clock could hide the next write"() {
        given:
        Path file = write('a.groovy', 'one')
        FileTime time = Files.getLastModifiedTime(file)
        settle()
        Files.writeString(file, 'two')
        Files.setLastModifiedTime(file, time)

        expect:
        settle().isEmpty()

        when:
        source.distrustDoubtful()

        then:
        settle() == ['a.groovy': 'two']
    }

    def "one in a hurry believes that a script is gone or empty, still not in one look"() {
        given:
        Path gone = write('gone.groovy', 'one')
        Path empty = write('empty.groovy', 'one')
        settle()
        Files.delete(gone)
        Files.writeString(empty, '')

        expect:
        source.lookHurried(nanos(now)).texts().isEmpty()
        plain(source.lookHurried(nanos(now + 20))) == ['gone.groovy': null, 'empty.groovy': '']
    }

    def "a folder that is away takes nothing out of force"() {
        given:
        write('a.groovy', 'one')
        settle()

        when:
        Path elsewhere = folder.resolveSibling(folder.fileName.toString() + '-away')
        Files.move(folder, elsewhere)

        then:
        after(10_000).isEmpty()
        after(10_000).isEmpty()
        problems() == ['.: can\'t be read: it is not there']

        when:
        Files.move(elsewhere, folder)

        then:
        settle().isEmpty()
        problems().isEmpty()
    }
}

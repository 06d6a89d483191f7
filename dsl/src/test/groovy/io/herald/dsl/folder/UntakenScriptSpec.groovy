package io.herald.dsl.folder

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Unroll

/** Scripts that are there and can't be taken, for what they are or how many. */
class UntakenScriptSpec extends LookedAtFolder {

    @Unroll("a script that is #what keeps its last text, has a problem, and is well again when mended")
    def "a script that can't be taken"(String what, Closure<?> spoil, String problem) {
        given:
        Path file = write('a.groovy', 'one')
        settle()

        when:
        spoil(file)

        then:
        settle().isEmpty()
        problems() == ["a.groovy$problem".toString()]

        when:
        Files.deleteIfExists(file)
        write('a.groovy', 'two')

        then:
        settle() == ['a.groovy': 'two']
        problems().isEmpty()

        where:
        what               | spoil                                                              || problem
        'too large'        | { Path it -> Files.write(it, new byte[5 << 20]) }                  || ': is larger than 1048576 bytes: 5242880; split it'
        'binary'           | { Path it -> Files.write(it, [10, 0x61, 0, 0x62] as byte[]) }      || ':2: is binary: it holds a zero byte'
        'not UTF-8'        | { Path it -> Files.write(it, [0x61, 10, 10, 0xe9, 10] as byte[]) } || ':3: is not UTF-8: byte 0xe9; save it as UTF-8'
        'cut inside UTF-8' | { Path it -> Files.write(it, [0x61, 0xc3] as byte[]) }             || ':1: is not UTF-8: byte 0xc3; save it as UTF-8'
        'UTF-16'           | { Path it -> Files.write(it, 'event'.getBytes('UTF-16')) }         || ':1: is not UTF-8: byte 0xfe; save it as UTF-8'
        'a folder'         | { Path it -> instead(it) { Files.createDirectory(it) } }           || ': is a folder, not a script; rename it'
        'a dangling link'  | { Path it -> instead(it) { Files.createSymbolicLink(it, Path.of('nothing')) } } || ': is a link that leads nowhere; remove it or point it at a file'
        'a fifo'           | { Path it -> instead(it) { "mkfifo $it".execute().waitFor() } }    || ': is neither a file nor a link to one; remove it'
    }

    private static void instead(Path file, Closure<?> make) {
        Files.delete(file)
        make(file)
    }

    def "a mark of byte order is no part of the text"() {
        given:
        Files.write(folder.resolve('a.groovy'), [0xef, 0xbb, 0xbf, 0x61] as byte[])

        expect:
        settle() == ['a.groovy': 'a']
    }

    def "all scripts together have a limit, and one left out for it comes in when there is room"() {
        given:
        source = new SourceFolder(folder, new FolderLimits(10, 100, 150, 100), Patience.DEFAULT)
        write('a.groovy', 'a' * 90)
        settle()
        write('b.groovy', 'b' * 90)

        expect:
        settle().isEmpty()
        problems() == ['b.groovy: is left out: all scripts together are larger than 150 bytes']

        when: 'there is room again'
        write('a.groovy', 'a')
        settle()
        source.distrustDoubtful()

        then:
        settle() == ['b.groovy': 'b' * 90]
        problems().isEmpty()
    }

    def "with more scripts than the limit those known stay in force, and new ones come in when others go"() {
        given:
        source = new SourceFolder(folder, new FolderLimits(3, 100, 1000, 100), Patience.DEFAULT)
        3.times { write("s${it}.groovy", 'one') }
        settle()
        3.times { write("t${it}.groovy", 'one') }

        expect:
        settle().isEmpty()
        problems() == ['.: holds more than 3 scripts; the rest is left out']

        when:
        3.times { Files.delete(folder.resolve("s${it}.groovy")) }

        then:
        settle() == ['s0.groovy': null, 's1.groovy': null, 's2.groovy': null]
        settle() == ['t0.groovy': 'one', 't1.groovy': 'one', 't2.groovy': 'one']
        problems().isEmpty()
    }
}

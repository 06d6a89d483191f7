package io.herald.dsl.folder

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.lang.Unroll

class FolderScanSpec extends Specification {
    @TempDir
    Path base

    Path folder

    def setup() {
        folder = Files.createDirectory(base.resolve('events'))
    }

    def "scripts are found at any depth, by their path with slashes"() {
        given:
        write('a.groovy')
        write('chat/rooms/b.groovy')

        expect:
        scan().files().keySet() == ['a.groovy', 'chat/rooms/b.groovy'] as Set
        scan().folders().keySet() == [folder, folder.resolve('chat'), folder.resolve('chat/rooms')] as Set
        scan().problems().isEmpty()
    }

    @Unroll
    def "what editors and ConfigMaps leave in a folder is passed over: #name"(String name) {
        given:
        write(name)

        expect:
        scan().files().isEmpty()
        scan().problems().isEmpty()

        where:
        name << ['4913', '.#x.groovy', 'x.groovy~', '.x.groovy.swp', '#x.groovy#', 'x.groovy___jb_tmp___', 'x.groovy.orig',
                '..2026_01_01/x.groovy', '.git/x.groovy', '..data/x.groovy', 'readme.md']
    }

    def "a link to a script or a folder of them is followed, out of the folder too"() {
        given:
        Path outside = Files.createDirectory(base.resolve('outside'))
        Files.writeString(outside.resolve('a.groovy'), 'one')
        Files.createSymbolicLink(folder.resolve('b.groovy'), outside.resolve('a.groovy'))
        Files.createSymbolicLink(folder.resolve('linked'), outside)

        expect:
        scan().files().keySet() == ['b.groovy', 'linked/a.groovy'] as Set
    }

    def "a link in a circle is a problem, and the rest is found"() {
        given:
        write('sub/a.groovy')
        Files.createSymbolicLink(folder.resolve('sub/again'), folder)
        Files.createSymbolicLink(folder.resolve('self.groovy'), folder.resolve('self.groovy'))

        expect:
        scan().files().keySet() == ['sub/a.groovy'] as Set
        scan().problems()*.headline() as Set == [
                'sub/again: is a link back to a folder it lies in',
                'self.groovy: is a link that leads nowhere; remove it or point it at a file'] as Set
    }

    def "folders deeper than the limit are a problem"() {
        given:
        write('d/' * 40 + 'a.groovy')

        expect:
        scan().files().isEmpty()
        scan().problems()*.message() == ['lies more than 32 folders deep']
        scan().hides('d/' * 40 + 'a.groovy')
    }

    @Timeout(60)
    def "a link to a folder without end is looked at up to a limit"() {
        given:
        300.times { write("junk${it}.txt") }

        expect:
        with(FolderScan.of(folder, new FolderLimits(10, 100, 1000, 200))) {
            problems()*.message() == ['holds more than 200 files and folders']
            hides('any.groovy')
        }
    }

    def "a name with a control character is a problem that can be printed"() {
        given:
        write('a\nb.groovy')

        expect:
        scan().files().isEmpty()
        scan().problems()*.headline() == ['a?b.groovy: has a control character in its path; rename it']
    }

    @Unroll
    def "a folder that is #what hides every script"(String what, Closure<?> spoil) {
        given:
        Files.delete(folder)
        spoil(folder)

        expect:
        scan().hides('a.groovy')
        scan().problems()*.file() == ['.']

        where:
        what              | spoil
        'not there'       | { }
        'a file'          | { Path it -> Files.writeString(it, '') }
        'a dangling link' | { Path it -> Files.createSymbolicLink(it, it.resolveSibling('nothing')) }
    }

    private FolderScan scan() {
        FolderScan.of(folder, FolderLimits.DEFAULT)
    }

    private void write(String path) {
        Path file = folder.resolve(path)
        Files.createDirectories(file.parent)
        Files.writeString(file, 'one')
    }
}

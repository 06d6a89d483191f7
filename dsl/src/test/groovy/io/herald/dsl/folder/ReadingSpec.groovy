package io.herald.dsl.folder

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.BasicFileAttributes
import java.nio.file.attribute.FileTime
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

class ReadingSpec extends Specification {
    @TempDir
    Path folder

    @Unroll
    def "a file that #what while it is read is moving: no text of it is believed"(String what, Closure<?> change) {
        given:
        Path file = Files.writeString(folder.resolve('a.groovy'), 'one')
        Stamp stamp = Stamp.of(Files.readAttributes(file, BasicFileAttributes))

        when:
        change(file)

        then:
        Reading.of(file, 'a.groovy', stamp, 100) instanceof Reading.Moving

        where:
        what          | change
        'grows'       | { Path it -> Files.writeString(it, 'one and more') }
        'shrinks'     | { Path it -> Files.writeString(it, '') }
        'goes away'   | { Path it -> Files.delete(it) }
        'is replaced' | { Path it -> Files.delete(it); Files.setLastModifiedTime(Files.writeString(it, 'two'), FileTime.fromMillis(1_000_000)) }
    }
}

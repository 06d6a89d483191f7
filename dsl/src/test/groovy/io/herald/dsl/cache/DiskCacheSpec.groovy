package io.herald.dsl.cache

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

class DiskCacheSpec extends Specification {
    static final String A = 'a' * 64
    static final String B = 'b' * 64
    static final String C = 'c' * 64

    @TempDir
    Path place

    Path folder
    DiskCache cache

    def setup() {
        folder = place.resolve('cache/scripts')
        cache = DiskCache.in(folder, 1000)
    }

    def "what was put is there after a restart, for its owner alone"() {
        when:
        keep(A, 'one'.bytes)
        keep(B, new byte[0])
        DiskCache next = DiskCache.in(folder, 1000)

        then:
        next.get(A).get() == 'one'.bytes
        next.get(B).get() == new byte[0]
        next.get(C).isEmpty()
        next.counts() == new DiskCache.Counts(2, 1, 0, 2, 67)
        permissions(folder) == 'rwx------'
        permissions(folder.resolve(A)) == 'rw-------'
    }

    @Unroll("#what")
    def "what is not whole is dropped, and counted:"(String what, Closure<byte[]> damage) {
        given:
        keep(A, 'some content'.bytes)
        keep(B, 'of another'.bytes)
        Files.write(folder.resolve(A), damage(Files.readAllBytes(folder.resolve(A)), Files.readAllBytes(folder.resolve(B))))

        expect:
        cache.get(A).isEmpty()
        !Files.exists(folder.resolve(A))
        cache.counts().damaged() == 1
        cache.get(B).isPresent()

        when: 'it is made anew'
        keep(A, 'again'.bytes)

        then:
        cache.get(A).get() == 'again'.bytes

        where:
        what                     | damage
        'a byte of its content'  | { byte[] own, byte[] other -> own[40] ^= 1; own }
        'a byte of its checksum' | { byte[] own, byte[] other -> own[3] ^= 1; own }
        'cut off'                | { byte[] own, byte[] other -> Arrays.copyOf(own, 40) }
        'cut off early'          | { byte[] own, byte[] other -> Arrays.copyOf(own, 7) }
        'empty'                  | { byte[] own, byte[] other -> new byte[0] }
        'longer'                 | { byte[] own, byte[] other -> Arrays.copyOf(own, own.length + 1) }
        'that of another key'    | { byte[] own, byte[] other -> other }
    }

    def "what was put is there at once, and on disk when that is asked for"() {
        when:
        cache.put(A, 'one'.bytes)

        then:
        cache.get(A).get() == 'one'.bytes
        files() == []

        when:
        cache.write()

        then:
        cache.get(A).get() == 'one'.bytes
        files() == [A]
    }

    def "what waits for the disk is written unasked before it is too much"() {
        given:
        DiskCache large = DiskCache.in(folder, 10 << 20)

        when:
        large.put(A, new byte[3 << 20])

        then:
        files() == []

        when:
        large.put(B, new byte[2 << 20])

        then:
        files() == [A, B]
    }

    def "past the bound the longest unused go"() {
        when:
        keep(A, new byte[300])
        keep(B, new byte[300])
        cache.get(A)
        keep(C, new byte[500])

        then:
        cache.get(A).isPresent()
        cache.get(B).isEmpty()
        cache.get(C).isPresent()
        cache.counts().bytes() == 300 + 500 + 2 * 32
        files() == [A, C]

        when: 'it alone is too large'
        keep(B, new byte[2000])

        then:
        files() == [A, C]
    }

    def "what nobody asked for since the start can be taken away"() {
        given:
        keep(A, 'one'.bytes)
        keep(B, 'two'.bytes)
        Files.write(folder.resolve('half.new'), new byte[5])
        DiskCache next = DiskCache.in(folder, 1000)

        when:
        next.get(A)
        next.put(C, 'three'.bytes)
        next.removeUnused()

        then:
        files() == [A, C]
        next.counts().bytes() == 8 + 2 * 32
    }

    def "a folder that others may write to is not used"() {
        given:
        keep(A, 'one'.bytes)
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString('rwxrwx---'))

        expect:
        !DiskCache.in(folder, 1000).isOn()
        DiskCache.in(folder, 1000).get(A).isEmpty()
    }

    def "a folder that can't be made, or is gone, costs nothing but speed"() {
        given:
        Files.write(place.resolve('file'), new byte[1])

        expect:
        !DiskCache.in(place.resolve('file/cache'), 1000).isOn()

        when:
        folder.toFile().deleteDir()
        keep(A, 'one'.bytes)

        then:
        noExceptionThrown()
        cache.get(A).isEmpty()
    }

    private void keep(String key, byte[] content) {
        cache.put(key, content)
        cache.write()
    }

    private static String permissions(Path path) {
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
    }

    private List<String> files() {
        folder.toFile().list().sort() as List
    }
}

package io.herald.engine.backplane.redis

import spock.lang.Specification

/** How many entries a reply is to have. */
class PageSizeSpec extends Specification {

    PageSize size = new PageSize()

    private static List<?> page(int entries, int bytes) {
        (1..entries).collect { ["1-$it".bytes, ["data".bytes, new byte[bytes - 4]]] }
    }

    private int after(List<?> page) {
        size.read(page)
        size.entries()
    }

    def "it begins with one entry, and soon asks for as many as it may"() {
        expect:
        size.entries() == 1
        (1..8).collect { after(page(size.entries(), 200)) } == [2, 4, 8, 16, 32, 64, 100, 100]
        after([]) == PageSize.MOST
    }

    def "of large entries it asks for as many as there is room for, and for one at least"() {
        given:
        7.times { size.read([]) }

        expect:
        after(page(100, 1 << 20)) == 4
        after(page(4, 5 << 20)) == 1
        after(page(1, 5 << 20)) == 1

        and: "for more when they are small again"
        after(page(1, 200)) == 2
    }

    def "it begins anew after a failure, which may have been for want of memory"() {
        given:
        7.times { size.read([]) }

        when:
        size.failed()

        then:
        size.entries() == 1
    }
}

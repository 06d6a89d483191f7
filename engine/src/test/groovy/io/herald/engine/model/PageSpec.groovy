package io.herald.engine.model

import spock.lang.Specification

class PageSpec extends Specification {

    private static Page<Tally> page(List<String> names, Slice slice) {
        Page.of(names.size(), names.collect { new Tally(it, 1) }.stream(), slice)
    }

    def "a page has the first items after a key, and says whether there are more"() {
        expect:
        page(["c", "a", "b"], new Slice("", 2)) == new Page<>(3, [new Tally("a", 1), new Tally("b", 1)], true)
        page(["c", "a", "b"], new Slice("b", 2)) == new Page<>(3, [new Tally("c", 1)], false)
        page(["c", "a", "b"], new Slice("a", 2)).next() == Optional.empty()
        page([], Slice.FIRST) == new Page<>(0, [], false)
    }

    def "a page is bounded in characters, too, but never empty while there is an item"() {
        given:
        String megabyte = "x" * (1 << 20)

        expect:
        page(["a$megabyte", "b$megabyte"]*.toString(), Slice.FIRST).with { it.items().size() == 1 && it.more() }
        page(["a", "b$megabyte"]*.toString(), Slice.FIRST).with { it.items()*.name() == ["a"] && it.next() == Optional.of("a") }
    }

    def "merged, the same key of two lists is one item, and nothing behind the end of a list that goes on is told"() {
        given:
        Slice slice = new Slice("", 3)

        expect:
        Page.merged([page(["a", "b"], slice), page(["b", "c"], slice)], slice, Tally::sum) == new Page<>(4, [new Tally("a", 1), new Tally("b", 2), new Tally("c", 1)], false)
        Page.merged([page(["a", "b", "d", "e"], slice), page(["c", "f"], slice)], slice, Tally::sum) == new Page<>(6, [new Tally("a", 1), new Tally("b", 1), new Tally("c", 1)], true)
        Page.merged([page(["a", "b", "c", "d"], slice), page(["x"], slice)], slice, Tally::sum).items()*.name() == ["a", "b", "c"]
    }

    def "a slice has its bounds"(String after, int most) {
        when:
        new Slice(after, most)

        then:
        thrown(IllegalArgumentException)

        where:
        after     | most
        ""        | 0
        ""        | 1001
        "x" * 513 | 1
    }
}

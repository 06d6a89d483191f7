package io.herald.engine.backplane.redis

import io.herald.engine.model.Namespace
import spock.lang.Specification

class SequencesSpec extends Specification {

    Sequences sequences = new Sequences(10_000)

    private long take(String id, String uid, long seq) {
        sequences.take(new WireEntry(id, uid, seq, "3", Namespace.ROOT, "b", new byte[0], new byte[0]))
    }

    def "a node's entries are new while its sequence grows, and a jump counts what is missing"() {
        expect:
        [["a", 5], ["a", 6], ["b", 1], ["a", 6], ["a", 3], ["a", 10], ["b", 2]].collect { take("1-0", it[0], it[1]) } == [0, 0, 0, -1, -1, 3, 0]
    }

    def "a Node server's entries are told apart by their ids, the last thousands of them"() {
        expect:
        (1..30_000).every { take("$it-0", "node", 0) == 0 }
        take("30000-0", "node", 0) == Sequences.SEEN
        take("1-0", "node", 0) == 0
    }

    def "also of a short stream not more than so many ids are remembered"() {
        given:
        sequences = new Sequences(5)

        when:
        (1..1000).each { take("$it-0", "node", 0) }

        then:
        sequences.@ids.size() <= 5
    }
}

package io.herald.engine.backplane

import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import spock.lang.Specification

class HistorySpec extends Specification {

    static final String SELF = "0123456789abcdef"
    static final String OTHER = "fedcba9876543210"

    History history = new History(10_000)

    private static Broadcast broadcast(int n, BroadcastOptions options = BroadcastOptions.NONE) {
        new Broadcast("$n", Namespace.ROOT, "E", ["room"] as Set, Payload.of("$n")).with(options)
    }

    private static History.Entry entry(Broadcast broadcast) {
        { Audience who -> who.wants(broadcast) ? Optional.of(broadcast) : Optional.empty() } as History.Entry
    }

    private void read(int n, BroadcastOptions options = BroadcastOptions.NONE) {
        history.add(new Offset(n, 0), new Offset(n, 0), OTHER, n, entry(broadcast(n, options)), 10)
    }

    private List<String> since(Offset heard) {
        history.since(heard, Audience.EVERYONE).map { missed -> missed.collect { it.id() } }.orElse(null)
    }

    def "who comes back gets what came after, in order, with its offset"() {
        given:
        history.restart(new Offset(1, 0))
        (2..5).each { read(it) }

        expect:
        since(new Offset(3, 0)) == ["4", "5"]
        since(new Offset(5, 0)) == []
        history.since(new Offset(4, 0), Audience.EVERYONE).get()*.offset() == ["5-0"]
    }

    def "what may be gone is not pretended to be there"() {
        given:
        history.restart(new Offset(10, 0))
        (11..100).each { read(it) }

        expect:
        since(new Offset(9, 0)) == null
        since(new Offset(20, 0)) == null
        since(new Offset(99, 0)) == ["100"]
        history.bytes() <= 10_000
    }

    def "volatile broadcasts, those that ask for an answer, and those for others are not replayed"() {
        given:
        history.restart(Offset.ZERO)
        read(1, new BroadcastOptions([] as Set, true, Optional.empty(), Optional.empty()))
        read(2, new BroadcastOptions([] as Set, false, Optional.of(java.time.Duration.ofSeconds(1)), Optional.empty()))
        read(3)

        expect:
        since(Offset.ZERO) == ["3"]
        history.since(Offset.ZERO, { namespace, room -> room == "another" } as Audience) == Optional.of([])
    }

    def "what a node served while the stream was away is replayed once, to its own clients and to others'"() {
        given: "1 is read, 7 and 8 of this node are served ahead, then the stream comes back with 9 of another, 7 and 8"
        history.restart(Offset.ZERO)
        read(1)
        Offset position = new Offset(1, 0)
        (7..8).each { history.addAhead(position.ahead(SELF, it), broadcast(it)) }
        history.add(new Offset(9, 0), new Offset(9, 0).ahead(SELF, 8), OTHER, 2, entry(broadcast(9)), 10)
        history.settle(new Offset(10, 0), 7)
        history.settle(new Offset(11, 0), 8)

        expect: "a client of this node has what was served to it"
        since(position) == ["7", "8", "9"]
        since(position.ahead(SELF, 7)) == ["8", "9"]
        since(new Offset(9, 0).ahead(SELF, 8)) == []

        and: "a client of another node, which read them from the stream, has what came up to there"
        since(new Offset(9, 0)) == ["7", "8"]
        since(new Offset(10, 0)) == ["8"]
        since(new Offset(11, 0)) == []
    }

    def "what was forgotten before the stream had it is not pretended to be there once the stream has it"() {
        given:
        history.restart(Offset.ZERO)
        (1..200).each { history.addAhead(Offset.ZERO.ahead(SELF, it), broadcast(it)) }

        when:
        (1..200).each { history.settle(new Offset(it, 0), it) }

        then:
        since(new Offset(198, 0)) == ["199", "200"]
        since(new Offset(1, 0)) == null
    }

    def "a history of no bytes keeps nothing, and says so"() {
        given:
        History none = new History(0)
        none.restart(Offset.ZERO)

        expect:
        none.since(Offset.ZERO, Audience.EVERYONE).isEmpty()
    }
}

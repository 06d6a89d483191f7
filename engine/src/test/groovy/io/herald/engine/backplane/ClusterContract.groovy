package io.herald.engine.backplane

import static io.herald.engine.backplane.ListedSockets.socket

import io.herald.engine.model.AckCount
import io.herald.engine.model.Change
import io.herald.engine.model.Namespace
import io.herald.engine.model.Page
import io.herald.engine.model.Room
import io.herald.engine.model.Selection
import io.herald.engine.model.Slice
import io.herald.engine.model.Tally
import java.time.Duration
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeUnit
import spock.lang.Specification

/** What every view of the cluster keeps. */
abstract class ClusterContract extends Specification {

    abstract Cluster create(ClusterNode self)

    ListedSockets sockets = new ListedSockets()

    static ClusterNode node(String name, int clients = 0) {
        new ClusterNode("id-of-$name", name, "0.1.0", "c0ffee", 7, 1_700_000_000_000, clients, "5-1", 0)
    }

    static Selection room(String name) { Selection.in(new Room(name)) }

    static <T> Gathered<T> told(CompletionStage<Gathered<T>> answer) {
        answer.toCompletableFuture().get(30, TimeUnit.SECONDS)
    }

    static List<List<Object>> counts(Page<Tally> page) { page.items().collect { [it.name(), it.sockets()] } }

    def "a node sees itself, as it is now"() {
        given:
        Cluster cluster = create(node("a", 7))
        cluster.start(sockets)

        expect:
        cluster.nodes() == new Gathered<>([node("a", 7)], [])

        cleanup:
        cluster.close()
    }

    def "alone, nobody objects to an edition, nobody is missing, and the node is the one known"() {
        given:
        Cluster cluster = create(node("a"))
        cluster.start(sockets)
        NodeScripts own = Mock()
        cluster.answerFor(own)

        expect:
        told(cluster.tryOut("p", Duration.ofSeconds(5))) == new Gathered<>([], [])
        told(cluster.catchUp("1-p", Duration.ofSeconds(5))) == new Gathered<>([], [])
        cluster.lastKnown() == [node("a")]

        cleanup:
        cluster.close()
    }

    def "rooms are listed with their sockets, sockets with their place, users once however many sockets they have"() {
        given:
        Cluster cluster = create(node("a"))
        cluster.start(sockets)
        sockets.all.addAll([socket("s1", ["chat", "news"], "ann"), socket("s2", ["chat"], "ann"), socket("s3", ["chat"]), socket("s4", [])])

        when:
        Gathered<Page<Tally>> rooms = told(cluster.rooms(Namespace.ROOT, Slice.FIRST))
        Gathered<Page<Tally>> users = told(cluster.users(room("chat"), Slice.FIRST))
        Gathered<Page<SocketPlace>> members = told(cluster.sockets(room("chat"), Slice.FIRST))

        then:
        !rooms.isPartial() && counts(rooms.answer()) == [["chat", 3], ["news", 1]] && rooms.answer().sockets() == 4
        !users.isPartial() && counts(users.answer()) == [["ann", 2]] && users.answer().sockets() == 3
        !members.isPartial() && members.answer().items() == ["s1", "s2", "s3"].collect { id -> new SocketPlace("a", sockets.all.find { it.id() == id }) }

        and: "a socket's id is a room of its own"
        told(cluster.sockets(room("s2"), Slice.FIRST)).answer().items()*.socket()*.id() == ["s2"]

        cleanup:
        cluster.close()
    }

    def "a long list comes in parts that miss and repeat nothing"() {
        given:
        Cluster cluster = create(node("a"))
        cluster.start(sockets)
        sockets.all.addAll((1..25).collect { socket("s$it", ["room"]) }.shuffled(new Random(7)))

        when:
        List<List<String>> parts = []
        Optional<String> after = Optional.of("")
        while (after.present) {
            Page<SocketPlace> page = told(cluster.sockets(Selection.all(Namespace.ROOT), new Slice(after.get(), 10))).answer()
            parts << page.items()*.key()
            after = page.next()
        }

        then:
        parts*.size() == [10, 10, 5]
        parts.flatten() == (1..25).collect { "s$it".toString() }.sort()

        cleanup:
        cluster.close()
    }

    def "sockets are made to join, to leave and to go"() {
        given:
        Cluster cluster = create(node("a"))
        cluster.start(sockets)
        sockets.all.addAll([socket("s1", ["chat"]), socket("s2", ["chat"]), socket("s3", [])])

        expect:
        told(cluster.change(room("chat"), Change.join("news"))) == new Gathered<Integer>(2, [])
        told(cluster.change(room("s1"), Change.leave("news"))) == new Gathered<Integer>(1, [])
        counts(told(cluster.rooms(Namespace.ROOT, Slice.FIRST)).answer()) == [["chat", 2], ["news", 1]]

        and:
        told(cluster.change(new Selection(Namespace.ROOT, ["chat"] as Set, ["s2"] as Set), Change.DISCONNECT)).answer() == 1
        told(cluster.change(room("nobody"), Change.DISCONNECT)).answer() == 0
        sockets.all*.id().sort() == ["s2", "s3"]

        cleanup:
        cluster.close()
    }

    def "acknowledgements are told, whether all came or the time is over"() {
        given:
        Cluster cluster = create(node("a"))
        cluster.start(sockets)
        sockets.acks.putAll(all: new AckCount(2, 2), some: new AckCount(3, 1))

        expect:
        told(cluster.acks("all", Duration.ofSeconds(30))) == new Gathered<>(new AckCount(2, 2), [])
        told(cluster.acks("some", Duration.ZERO)) == new Gathered<>(new AckCount(3, 1), [])
        told(cluster.acks("nobody's", Duration.ofSeconds(30))).answer() == AckCount.NONE

        cleanup:
        cluster.close()
    }
}

package io.herald.engine.backplane

import io.herald.engine.model.Namespace
import io.herald.engine.model.Past
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Timeout

/** What every way to keep what rooms were sent keeps. */
@Timeout(60)
abstract class RoomHistoryContract extends Specification {

    static final Room CHAT = new Room("chat é")

    abstract RoomHistory history()

    protected void add(String event, Object n, int keep, Room room = CHAT, Set<String> except = []) {
        history().add(room, new Past("id$n", event, 0, except, Payload.of(n as String)), keep).toCompletableFuture().get(30, TimeUnit.SECONDS)
    }

    protected List<Past> newest(Map<String, Integer> events, int count = 1000, Room room = CHAT) {
        history().newest(room, events, count).toCompletableFuture().get(30, TimeUnit.SECONDS)
    }

    private List<String> told(Map<String, Integer> events, int count = 1000, Room room = CHAT) {
        newest(events, count, room)*.payload()*.json()
    }

    def "a room keeps the newest of each event, in their order"() {
        when:
        add("a", 1, 2)
        add("b", 2, 3)
        add("a", 3, 2)
        add("a", '"é"', 2)
        add("b", 5, 3)
        add("a", 9, 2, new Room(new Namespace("/staff"), "chat é"))

        then:
        told(a: 2, b: 3) == ["2", "3", '"é"', "5"]
        told(a: 1, b: 1) == ['"é"', "5"]
        told([a: 2, b: 3], 3) == ["3", '"é"', "5"]
        told(b: 3) == ["2", "5"]
        told([a: 2], 10, new Room(new Namespace("/staff"), "chat é")) == ["9"]
        told(c: 3) == []
        told([:]) == []
    }

    def "what is taken back is kept no more, and nothing else goes"() {
        given:
        add("a", 1, 5)
        add("a", 11, 5)
        add("a", '"id"', 5)
        add("b", 1, 5)
        add("a", 1, 5, new Room("other"))

        when:
        remove("a", "id1")
        remove("a", 'id"id"')
        remove("a", "id7")
        remove("c", "id1")

        then:
        told(a: 9, b: 9) == ["11", "1"]
        told([a: 9], 9, new Room("other")) == ["1"]

        when:
        add("a", 2, 2)

        then:
        told(a: 9) == ["11", "2"]
    }

    private void remove(String event, String id) { history().remove(CHAT, event, id).toCompletableFuture().get(30, TimeUnit.SECONDS) }

    def "what is kept says what it was, when, and who was spared"() {
        given:
        long before = System.currentTimeMillis()

        when:
        add("a", 1, 1, CHAT, ["s1", "room ü"] as Set)

        then:
        with(newest(a: 1)[0]) {
            id() == "id1"
            event() == "a"
            except() == ["s1", "room ü"] as Set
            Math.abs(atMillis() - before) < 60_000
        }
    }
}

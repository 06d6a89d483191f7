package io.herald.engine.backplane

import io.herald.engine.model.Past
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import java.time.Duration
import spock.lang.Unroll

class MemoryRoomHistorySpec extends RoomHistoryContract {

    RoomHistory history = new MemoryRoomHistory(1 << 20, Duration.ofHours(1))

    @Override
    RoomHistory history() { history }

    def "what is old is forgotten"() {
        given:
        long now = 1_000_000_000
        history = new MemoryRoomHistory(1 << 20, Duration.ofHours(1), { now })
        add("a", 1, 10)
        now += Duration.ofMinutes(50).toMillis()
        add("a", 2, 10)

        when:
        now += Duration.ofMinutes(20).toMillis()

        then:
        newest(a: 10)*.payload()*.json() == ["2"]
    }

    def "past its bytes, the room that was sent nothing for longest is forgotten"() {
        given:
        history = new MemoryRoomHistory(1500, Duration.ofHours(1))
        add("a", 1, 10, new Room("one"))
        add("a", 2, 10, new Room("two"))
        add("a", 3, 10, new Room("one"))

        when:
        3.times { add("a", it, 10, new Room("three")) }

        then:
        newest([a: 10], 10, new Room("two")) == []
        newest([a: 10], 10, new Room("one"))*.payload()*.json() == ["1", "3"]
    }

    @Unroll("rooms: #rooms named like #room, payload: #payload bytes, #keep of each")
    def "the heap that it takes is about its bound"(int rooms, String room, int payload, int keep) {
        expect:
        UsedHeap.isAbout(8 << 20) {
            RoomHistory full = new MemoryRoomHistory(8 << 20, Duration.ofHours(1))
            rooms.times { n ->
                Room one = new Room("$room.$n")
                keep.times { full.add(one, new Past("0123456789-$n-$it", "Update", 0, [] as Set, Payload.ofUtf8(new byte[payload])), keep) }
            }
            full
        }

        where:
        rooms  | room   | payload | keep
        40_000 | "chat" | 2       | 1
        1_000  | "чат"  | 2       | 50
        5_000  | "chat" | 2000    | 2
    }
}

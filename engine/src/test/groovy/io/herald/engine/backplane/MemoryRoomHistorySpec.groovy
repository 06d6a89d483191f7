package io.herald.engine.backplane

import io.herald.engine.model.Room
import java.time.Duration

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
        history = new MemoryRoomHistory(1100, Duration.ofHours(1))
        add("a", 1, 10, new Room("one"))
        add("a", 2, 10, new Room("two"))
        add("a", 3, 10, new Room("one"))

        when:
        3.times { add("a", it, 10, new Room("three")) }

        then:
        newest([a: 10], 10, new Room("two")) == []
        newest([a: 10], 10, new Room("one"))*.payload()*.json() == ["1", "3"]
    }
}

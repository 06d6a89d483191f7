package io.herald.engine.backplane.redis

import io.herald.engine.backplane.RoomHistory
import io.herald.engine.backplane.RoomHistoryContract
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Shared

class RedisRoomHistorySpec extends RoomHistoryContract {

    @Shared
    @AutoCleanup
    RedisServer redis = RedisServer.started()

    @AutoCleanup
    RedisRoomHistory history = new RedisRoomHistory(RedisSettings.parse(redis.url), "c", Duration.ofHours(1))

    def setup() {
        redis.call { it.flushAll() }
    }

    @Override
    RoomHistory history() { history }

    def "any node reads it, it does not stay for ever, and what is not ours in it is passed over"() {
        given:
        add("a", 1, 10)
        String key = redis.call { it.keys("{herald}:history:c:*")[0] }
        redis.call { it.rpush(key, "nonsense", "12 {", " ") }
        add("a", 2, 10)
        RedisRoomHistory other = new RedisRoomHistory(RedisSettings.parse(redis.url), "c", Duration.ofHours(1))

        when:
        history = other

        then:
        newest(a: 10)*.payload()*.json() == ["1", "2"]
        redis.call { it.pttl(key) } in 3_000_000L..3_600_000L

        cleanup:
        other.close()
    }

    def "without Redis nothing is kept, which is counted, and nobody waits for ever"() {
        given:
        history = new RedisRoomHistory(RedisSettings.parse("redis://127.0.0.1:${RedisServer.freePort()}"), "c", Duration.ofHours(1))

        when:
        add("a", 1, 10)

        then:
        newest(a: 10) == []
        history.failures() == 2
    }
}

package io.herald.engine.backplane.redis

import io.herald.engine.backplane.RoomHistory
import io.herald.engine.backplane.RoomHistoryContract
import io.herald.engine.model.Past
import io.herald.engine.model.Payload
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Shared

class RedisRoomHistorySpec extends RoomHistoryContract {

    @Shared
    @AutoCleanup
    RedisServer redis = RedisServer.started()

    @AutoCleanup
    RedisRoomHistory history = new RedisRoomHistory(RedisSettings.parse(redis.url), "c", Duration.ofHours(1), { silent })
    boolean silent

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
        RedisRoomHistory other = new RedisRoomHistory(RedisSettings.parse(redis.url), "c", Duration.ofHours(1), { false })

        when:
        history = other

        then:
        newest(a: 10)*.payload()*.json() == ["1", "2"]
        redis.call { it.pttl(key) } in 3_000_000L..3_600_000L

        cleanup:
        other.close()
    }

    def "what was sent just before a node stops is kept"() {
        given:
        RedisRoomHistory stopping = new RedisRoomHistory(RedisSettings.parse(redis.url), "c", Duration.ofHours(1), { false })

        when:
        500.times { stopping.add(CHAT, new Past("id$it", "a", 0, [] as Set, Payload.of(it as String)), 1000) }
        stopping.close()

        then:
        redis.call { it.llen(it.keys("{herald}:history:c:*")[0]) } == 500
    }

    def "without Redis nothing is kept, which is counted, and nobody waits for ever"() {
        given:
        history = new RedisRoomHistory(RedisSettings.parse("redis://127.0.0.1:${RedisServer.freePort()}"), "c", Duration.ofHours(1), { false })

        when:
        add("a", 1, 10)

        then:
        newest(a: 10) == []
        history.failures() == 2
    }

    def "what is added again, for the reply was lost with its connection, is told once"() {
        given:
        TcpProxy link = new TcpProxy(redis.port)
        history = new RedisRoomHistory(RedisSettings.parse(link.url), "c", Duration.ofHours(1), { false })
        add("a", 1, 10)

        when:
        link.loseNextReply()
        add("a", 2, 10)
        add("a", 3, 10)

        then:
        redis.call { it.llen(it.keys("{herald}:history:c:*")[0]) } == 4
        newest(a: 10)*.payload()*.json() == ["1", "2", "3"]

        cleanup:
        link?.close()
    }

    def "of large ones no more is fetched than an answer can hold: the newest"() {
        when:
        (1..9).each { history.add(CHAT, new Past("id$it", "a", 0, [] as Set, Payload.of("\"$it${"x" * 500_000}\"")), 100) }
        add("b", 10, 100)

        then:
        newest(a: 100, b: 100)*.payload()*.json().collect { it.replace("x", "") } == ['"6"', '"7"', '"8"', '"9"', "10"]
    }

    def "one that is too large for any answer hides none of those before it"() {
        when:
        add("a", 1, 100)
        history.add(CHAT, new Past("large", "a", 0, [] as Set, Payload.of("\"${"x" * 1_100_000}\"")), 100)
        add("a", 3, 100)

        then:
        newest(a: 100)*.payload()*.json() == ["1", "3"]
    }

    def "a Redis that is known to be silent is not asked: no broadcast waits for it"() {
        given:
        add("a", 1, 10)

        when:
        silent = true
        add("a", 2, 10)

        then:
        newest(a: 10) == []
        history.failures() == 2

        when:
        silent = false
        add("a", 3, 10)

        then:
        newest(a: 10)*.payload()*.json() == ["1", "3"]
    }
}

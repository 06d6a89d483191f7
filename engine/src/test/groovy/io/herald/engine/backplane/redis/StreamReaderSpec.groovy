package io.herald.engine.backplane.redis

import java.time.Duration
import redis.clients.jedis.Jedis
import redis.clients.jedis.params.XAddParams
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** What else may happen to whoever reads the stream: it reads on. */
class StreamReaderSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)
    List<String> heard = Collections.synchronizedList([])
    List<String> away = Collections.synchronizedList([])
    Closure<?> onEntry = { }
    Closure<?> onAway = { }
    volatile boolean isFull
    volatile int asked // whether it is
    Counters counters = new Counters()
    StreamReader reader
    Thread reading

    def cleanup() {
        reader?.stop()
        reading?.join()
    }

    private void read(String url) {
        StreamSettings quick = RecordingNode.QUICK
        reader = new StreamReader(new Dialer(RedisSettings.parse(url), quick.timeout()), quick, counters, new Listening())
        reader.findPosition(Duration.ofSeconds(30))
        reading = Thread.startDaemon("reading") { reader.run() }
    }

    private void write(int database, String id) {
        redis.call { Jedis jedis ->
            jedis.select(database)
            jedis.xadd("socket.io", [uid: "0123456789abcdef", nsp: "/", type: "3", seq: "1", bid: id, data: "{}"], new XAddParams())
        }
    }

    def "a link that is closed while an entry is handled is never used again: what comes next is of the same database"() {
        given:
        onEntry = { reader.hangUp() }
        read(redis.url + "/1")

        when:
        write(1, "one")

        then:
        eventually.eventually { assert heard == ["one"] }

        when:
        write(0, "foreign")
        write(1, "two")

        then:
        eventually.eventually { assert heard == ["one", "two"] }
    }

    def "an error of the JVM over an entry costs that one, and is counted"() {
        given:
        onEntry = { String id -> if (id == "one") { throw new StackOverflowError() } }
        read(redis.url)

        when:
        ["one", "two"].each { write(0, it) }

        then:
        eventually.eventually { assert heard == ["two"] }
        counters.malformed.sum() == 1
    }

    def "an error of the JVM in whoever is told that Redis is away ends nothing"() {
        given:
        onAway = { throw new StackOverflowError() }
        read(redis.url)

        when:
        redis.kill()

        then:
        eventually.eventually { assert away.size() == 1 && reader.away() }

        when:
        redis.start()
        write(0, "one")

        then:
        eventually.eventually { assert heard == ["one"] && !reader.away() }
    }

    def "what comes while the listener is full waits in Redis, and is read in its order then"() {
        given:
        isFull = true
        read(redis.url)

        when:
        (1..250).each { write(0, it.toString()) }

        then:
        eventually.eventually { assert asked > 10 }
        heard.empty

        when:
        isFull = false

        then:
        eventually.eventually { assert heard == (1..250)*.toString() }
    }

    def "a reader whose listener stays full can be stopped"() {
        given:
        isFull = true
        read(redis.url)
        write(0, "one")
        eventually.eventually { assert asked > 10 }

        when:
        reader.stop()
        reading.join(30_000)

        then:
        !reading.alive
    }

    private class Listening implements StreamReader.Listener {

        @Override
        boolean isFull() {
            asked++
            isFull
        }

        @Override
        void entry(WireEntry entry) {
            onEntry(entry.broadcastId())
            heard << entry.broadcastId()
        }

        @Override
        void gap(Gap gap) { }

        @Override
        void away() {
            away << "away"
            onAway()
        }

        @Override
        void suspect() { }
    }
}

package io.herald.engine.backplane.redis

import java.time.Duration
import java.util.concurrent.TimeUnit
import redis.clients.jedis.Protocol.Command
import redis.clients.jedis.exceptions.JedisConnectionException
import spock.lang.AutoCleanup
import spock.util.concurrent.PollingConditions

/** What a Redis that is silent, not gone, costs those who ask it. */
class LineSpec extends OpeningSpec {

    @AutoCleanup
    RedisServer redis = RedisServer.started()

    private Line line(String url) {
        open(new Line(new Dialer(RedisSettings.parse(url), Duration.ofSeconds(2))))
    }

    /** Takes no more connections: who asks for one hears nothing. */
    private int silentPort() {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.loopbackAddress)
        open(full)
        try {
            while (true) {
                Socket waiting = new Socket()
                open(waiting)
                waiting.connect(full.localSocketAddress, 200)
            }
        } catch (SocketTimeoutException ignored) {
            full.localPort
        }
    }

    private static JedisConnectionException failure(Line line) {
        try {
            line.call(Command.PING)
            throw new AssertionError("it answered" as Object)
        } catch (JedisConnectionException e) {
            e
        }
    }

    def "after its end it dials no more"() {
        given:
        Line line = line(redis.url)
        line.text(Command.PING)

        when:
        line.close()

        then:
        failure(line) instanceof Line.Unasked
        failure(line).message == "the line to Redis is closed"
    }

    def "after a silence commands fail at once, and then one tries again"() {
        given:
        Line line = line(redis.url)
        line.text(Command.PING)
        redis.freeze()

        expect:
        !(failure(line) instanceof Line.Unasked)
        failure(line).message == "Redis does not answer"
        failure(line) instanceof Line.Unasked

        when:
        redis.thaw()

        then:
        new PollingConditions(timeout: 30).eventually { assert line.text(Command.PING) == "PONG" }

        cleanup:
        redis.thaw()
    }

    def "a connection that is not taken is a silence, too"() {
        given:
        Line line = line("redis://127.0.0.1:${silentPort()}")

        when:
        JedisConnectionException first = failure(line)

        then:
        Trouble.isSilence(first)
        failure(line).message == "Redis does not answer"
    }

    def "a connection that is refused is none: the next command tries at once"() {
        given:
        Line line = line(redis.url)
        redis.kill()

        when:
        List<JedisConnectionException> failures = [failure(line), failure(line)]

        then:
        failures.every { it instanceof Line.Unasked && !Trouble.isSilence(it) && it.message.startsWith("Failed to connect") }

        when:
        redis.start()

        then:
        line.text(Command.PING) == "PONG"
    }

    def "many who ask a silent Redis wait for one timeout, not for one each"() {
        given:
        RedisStore store = new RedisStore(RedisSettings.parse(redis.url), "socket.io", Optional.empty())
        open(store)
        redis.freeze()

        expect: "with two seconds each, they would take minutes"
        (1..100).collect { store.find("key $it").toCompletableFuture() }.every { it.get(30, TimeUnit.SECONDS).isEmpty() }

        cleanup:
        redis.thaw()
    }
}

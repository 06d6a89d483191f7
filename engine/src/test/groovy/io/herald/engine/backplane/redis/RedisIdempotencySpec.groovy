package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Idempotency
import io.herald.engine.backplane.IdempotencyContract
import io.herald.engine.model.BroadcastException
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.TimeUnit
import redis.clients.jedis.Jedis
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.util.concurrent.PollingConditions

class RedisIdempotencySpec extends IdempotencyContract {

    @Shared
    @AutoCleanup
    RedisServer redis = RedisServer.started()
    @AutoCleanup
    Idempotency other = create()
    PollingConditions eventually = new PollingConditions(timeout: 30)

    def setup() {
        redis.call { it.flushAll() }
    }

    @Override
    Idempotency create() {
        new RedisIdempotency(RedisSettings.parse(redis.url), "socket.io")
    }

    private static CompletableFuture<String> run(Idempotency where, String answer) {
        where.once("a") { CompletableFuture.completedFuture(answer) }.toCompletableFuture()
    }

    def "a key used on one node is used on all, and for a day"() {
        expect:
        run(idempotency, "1").join() == "1"
        run(other, "2").join() == "1"
        redis.call { it.ttl("{herald}:once:socket.io:a") } > 86_300
    }

    def "clusters that share a Redis share no key"() {
        given:
        Idempotency foreign = new RedisIdempotency(RedisSettings.parse(redis.url), "other")

        expect:
        run(idempotency, "1").join() == "1"
        run(foreign, "2").join() == "2"

        cleanup:
        foreign.close()
    }

    def "of two nodes at the same moment one runs"() {
        given:
        CompletableFuture<String> slow = new CompletableFuture<>()
        List<CompletableFuture<String>> answers = [idempotency, other].collect { it.once("a") { runs.incrementAndGet(); slow }.toCompletableFuture() }

        when:
        slow.complete("done")

        then:
        answers*.join() == ["done", "done"]
        runs.get() == 1
    }

    def "a key is held for as long as its work takes"() {
        given:
        Idempotency busy = new RedisIdempotency(RedisSettings.parse(redis.url), "socket.io", Duration.ofMillis(20), 10)
        CompletableFuture<String> slow = new CompletableFuture<>()
        CompletableFuture<String> first = busy.once("a") { runs.incrementAndGet(); slow }.toCompletableFuture()
        eventually.eventually { assert runs.get() == 1 }

        when: "its minute is nearly over"
        redis.call { it.pexpire("{herald}:once:socket.io:a", 20_000) }

        then: "it has another one"
        eventually.eventually { assert redis.call { it.pttl("{herald}:once:socket.io:a") } > 30_000 }

        when:
        slow.complete("1")

        then:
        first.join() == "1"
        run(other, "2").join() == "1"

        cleanup:
        busy?.close()
    }

    def "without Redis nothing runs, and once it is back the key is as good as new"() {
        given:
        run(idempotency, "0").join()
        redis.kill()

        when:
        run(idempotency, "1").join()

        then:
        CompletionException failure = thrown()
        failure.cause instanceof BroadcastException.Overloaded

        when:
        redis.start()

        then:
        run(idempotency, "2").join() == "2"
    }

    def "a claim whose reply is lost with its connection is no stranger's, and its work runs"() {
        given:
        TcpProxy link = new TcpProxy(redis.port)
        Idempotency far = new RedisIdempotency(RedisSettings.parse(link.url), "socket.io")
        far.once("warm") { CompletableFuture.completedFuture("") }.toCompletableFuture().join()

        when:
        link.loseNextReply()

        then: "a stranger's would hold it for a minute"
        run(far, "1").get(30, TimeUnit.SECONDS) == "1"
        run(other, "2").join() == "1"

        cleanup:
        far?.close()
        link?.close()
    }

    def "what a Redis that hung is asked, and does when it wakes, keeps a key from nobody"() {
        given: "connections from before, on which what is asked waits"
        idempotency.once("warm") { CompletableFuture.completedFuture("") }.toCompletableFuture().join()
        redis.freeze()

        when:
        run(idempotency, "1").join()

        then:
        CompletionException failure = thrown()
        failure.cause instanceof BroadcastException.Overloaded

        when:
        redis.thaw()

        then: "the claim of the first would hold it for a minute"
        run(other, "2").get(30, TimeUnit.SECONDS) == "2"

        cleanup:
        redis.thaw()
    }

    def "an answer that Redis could not take, because it went away meanwhile, is kept once it is back"() {
        when: "it dies while the work is done"
        CompletableFuture<String> first = idempotency.once("a") { redis.kill(); CompletableFuture.completedFuture("1") }.toCompletableFuture()

        then:
        first.join() == "1"

        when:
        redis.start()

        then:
        eventually.eventually { assert redis.call { it.get("{herald}:once:socket.io:a") } == "=1" }
        run(other, "2").join() == "1"
    }

    def "of more keys than may wait for Redis all are answered, and the answers that it never hears of are counted"() {
        given: "work of five keys that ends once Redis is away, where three may wait"
        RedisIdempotency few = new RedisIdempotency(RedisSettings.parse(redis.url), "socket.io", Duration.ofMinutes(1), 3)
        CompletableFuture<String> done = new CompletableFuture<>()
        List<CompletableFuture<String>> answers = (1..5).collect { few.once("a$it") { done }.toCompletableFuture() }
        new PollingConditions(timeout: 30).eventually { assert redis.call { it.dbSize() } == 5 }
        redis.kill()

        when:
        done.complete("1")

        then:
        answers*.get(30, TimeUnit.SECONDS) == ["1"] * 5
        few.unkept() == 2

        when:
        redis.start()

        then:
        new PollingConditions(timeout: 30).eventually {
            assert redis.call { Jedis jedis -> jedis.keys("*").count { jedis.get(it) == "=1" } } == 3
        }

        cleanup:
        few?.close()
    }
}

package io.herald.engine.backplane.redis

import io.herald.engine.backplane.SharedStore
import io.herald.engine.backplane.SharedStoreContract
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Shared

class RedisStoreSpec extends SharedStoreContract {

    @Shared
    @AutoCleanup
    RedisServer redis = RedisServer.started()

    @AutoCleanup
    RedisStore store = made(Optional.empty())

    @Override
    SharedStore store() { store }

    private RedisStore made(Optional<Secret> secret) { new RedisStore(RedisSettings.parse(redis.url), "socket.io", secret) }

    def "another node finds what this one put, claims it as the only one, and it does not stay for ever"() {
        given:
        RedisStore other = made(Optional.empty())
        RedisStore third = made(Optional.empty())
        store.put("key", "text", Duration.ofMinutes(1))
        store.put("later", "text", Duration.ofMinutes(1))
        store.close()

        expect:
        redis.call { it.ttl("{herald}:kept:socket.io:later") } in 1L..60L
        other.find("key").toCompletableFuture().join() == Optional.of("text")
        [other, third].collect { it.claim("key", "text").toCompletableFuture() }*.join().toSet() == [true, false].toSet()

        cleanup:
        other?.close()
        third?.close()
    }

    def "with a secret, a text is believed only under the key that a node of the cluster put it under"() {
        given:
        RedisStore signing = made(Optional.of(SignatureSpec.SECRET))
        Closure<Optional<String>> found = { String key -> signing.find(key).toCompletableFuture().join() }

        when:
        ["good", "moved", "changed"].each { signing.put(it, "text \u00e9", Duration.ofMinutes(1)) }
        signing.find("nothing").toCompletableFuture().join() // what was put before is in Redis now
        redis.call { jedis ->
            jedis.set("{herald}:kept:socket.io:forged", "text")
            jedis.rename("{herald}:kept:socket.io:moved", "{herald}:kept:socket.io:elsewhere")
            jedis.append("{herald}:kept:socket.io:changed", "!")
        }

        then:
        found("good") == Optional.of("text \u00e9")
        signing.claim("good", "text \u00e9").toCompletableFuture().join()
        ["forged", "elsewhere", "changed"].every { found(it).isEmpty() }

        cleanup:
        signing?.close()
    }

    def "without Redis nothing is found, and nobody waits for ever"() {
        given:
        redis.kill()

        expect:
        found("key").isEmpty()
        !claimed("key", "text")

        cleanup:
        redis.start()
    }
}

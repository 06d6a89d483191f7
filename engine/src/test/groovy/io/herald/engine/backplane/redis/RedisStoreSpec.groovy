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

    private RedisStore made(Optional<Secret> secret) { new RedisStore(RedisSettings.parse(redis.url), secret) }

    def "another node takes what this one put, and it does not stay for ever"() {
        given:
        RedisStore other = made(Optional.empty())
        store.put("key", "text", Duration.ofMinutes(1))
        store.put("later", "text", Duration.ofMinutes(1))
        store.close()

        expect:
        redis.call { it.ttl("{herald}:kept:later") } in 1L..60L
        other.take("key").toCompletableFuture().join() == Optional.of("text")

        cleanup:
        other?.close()
    }

    def "with a secret, a text is believed only under the key that a node of the cluster put it under"() {
        given:
        RedisStore signing = made(Optional.of(SignatureSpec.SECRET))
        Closure<Optional<String>> taken = { String key -> signing.take(key).toCompletableFuture().join() }

        when:
        ["good", "moved", "changed"].each { signing.put(it, "text \u00e9", Duration.ofMinutes(1)) }
        signing.take("nothing").toCompletableFuture().join() // what was put before is in Redis now
        redis.call { jedis ->
            jedis.set("{herald}:kept:forged", "text")
            jedis.rename("{herald}:kept:moved", "{herald}:kept:elsewhere")
            jedis.append("{herald}:kept:changed", "!")
        }

        then:
        taken("good") == Optional.of("text \u00e9")
        ["forged", "elsewhere", "changed"].every { taken(it).isEmpty() }

        cleanup:
        signing?.close()
    }

    def "without Redis nothing is found, and nobody waits for ever"() {
        given:
        redis.kill()

        expect:
        taken("key").isEmpty()

        cleanup:
        redis.start()
    }
}

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
    RedisStore store = new RedisStore(RedisSettings.parse(redis.url))

    @Override
    SharedStore store() { store }

    def "another node takes what this one put, and it does not stay for ever"() {
        given:
        RedisStore other = new RedisStore(RedisSettings.parse(redis.url))
        store.put("key", "text", Duration.ofMinutes(1))
        store.put("later", "text", Duration.ofMinutes(1))
        store.close()

        expect:
        redis.call { it.ttl("{herald}:kept:later") } in 1L..60L
        other.take("key").toCompletableFuture().join() == Optional.of("text")

        cleanup:
        other?.close()
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

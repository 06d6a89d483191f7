package io.herald.engine.backplane

import java.util.concurrent.CompletableFuture

class MemoryIdempotencySpec extends IdempotencyContract {

    long now = 0

    @Override
    Idempotency create() {
        new MemoryIdempotency({ now })
    }

    private String answer(String key, String answer) {
        idempotency.once(key) { CompletableFuture.completedFuture(answer) }.toCompletableFuture().join()
    }

    def "a key is forgotten after a day, or when too many came after it"() {
        given:
        answer("a", "1")

        when:
        now += Idempotency.REMEMBERED.toNanos() + 1

        then:
        answer("a", "2") == "2"

        when:
        MemoryIdempotency.MAX_KEYS.times { answer("key $it", "") }

        then:
        answer("a", "3") == "3"
    }
}

package io.herald.engine.backplane

import java.time.Duration

class MemoryStoreSpec extends SharedStoreContract {

    long now = 0
    MemoryStore store = new MemoryStore({ now })

    @Override
    SharedStore store() { store }

    def "a text is gone when its time is over"() {
        given:
        store.put("key", "text", Duration.ofNanos(100))

        when:
        now = 100

        then:
        found("key").isEmpty()
        !claimed("key", "text")
    }

    def "past the bound the oldest goes"() {
        when:
        (0..100_000).each { store.put("$it", "text", Duration.ofMinutes(1)) }

        then:
        found("0").isEmpty()
        found("1").isPresent()
        found("100000").isPresent()
    }
}

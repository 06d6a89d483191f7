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

    def "past the bound of bytes the oldest go, however many they are"() {
        given:
        String large = "x" * (1 << 20)

        when:
        (1..64).each { store.put("$it", large, Duration.ofMinutes(1)) }

        then:
        found("1").isEmpty()
        found("2").isPresent()

        when: "one takes the place of its own, and one that of the oldest"
        2.times { store.put("64", large, Duration.ofMinutes(1)) }
        store.put("65", large, Duration.ofMinutes(1))

        then:
        found("2").isEmpty()
        (3..65).every { found("$it").isPresent() }
    }

    def "the heap that it takes is about its bound"() {
        expect:
        UsedHeap.isAbout(64 << 20) {
            MemoryStore filled = new MemoryStore()
            300_000.times { filled.put("key of $it", "{\"id\":\"AAAAAAAAAAAAAAAAAAAAA\",\"rooms\":[\"chat.$it\"],\"user\":null}", Duration.ofMinutes(1)) }
            filled
        }
    }
}

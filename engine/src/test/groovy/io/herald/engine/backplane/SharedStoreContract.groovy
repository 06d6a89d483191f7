package io.herald.engine.backplane

import java.time.Duration
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Timeout

@Timeout(30)
abstract class SharedStoreContract extends Specification {

    abstract SharedStore store()

    protected Optional<String> taken(String key) { store().take(key).toCompletableFuture().get(30, TimeUnit.SECONDS) }

    def "a text is given away once"() {
        given:
        store().put("key", "text \u00e9", Duration.ofMinutes(1))

        expect:
        taken("key") == Optional.of("text \u00e9")
        taken("key").isEmpty()
        taken("another").isEmpty()
    }

    def "the last text put under a key counts"() {
        given:
        store().put("twice", "first", Duration.ofMinutes(1))
        store().put("twice", "second", Duration.ofMinutes(1))

        expect:
        taken("twice") == Optional.of("second")
    }
}

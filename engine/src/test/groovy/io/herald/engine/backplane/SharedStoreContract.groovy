package io.herald.engine.backplane

import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Timeout

@Timeout(30)
abstract class SharedStoreContract extends Specification {

    abstract SharedStore store()

    protected Optional<String> found(String key) { store().find(key).toCompletableFuture().get(30, TimeUnit.SECONDS) }

    protected boolean claimed(String key, String text) { store().claim(key, text).toCompletableFuture().get(30, TimeUnit.SECONDS) }

    def "a text is found as often as one looks, and claimed once"() {
        given:
        store().put("key", "text \u00e9", Duration.ofMinutes(1))

        expect:
        (1..2).every { found("key") == Optional.of("text \u00e9") }
        found("another").isEmpty()
        !claimed("another", "text \u00e9")

        and:
        claimed("key", "text \u00e9")
        found("key").isEmpty()
        !claimed("key", "text \u00e9")
    }

    def "the last text put under a key counts, and is not claimed as the one before"() {
        given:
        store().put("twice", "first", Duration.ofMinutes(1))
        store().put("twice", "second", Duration.ofMinutes(1))

        expect:
        !claimed("twice", "first")
        found("twice") == Optional.of("second")
        claimed("twice", "second")
    }

    def "of many who claim a text at once, one has it"() {
        given:
        List<String> keys = (1..50).collect { "wanted $it".toString() }
        keys.each { store().put(it, "text", Duration.ofMinutes(1)) }

        when:
        List<CompletableFuture<Boolean>> claims = keys.collectMany { key ->
            (1..4).collect { CompletableFuture.supplyAsync { claimed(key, "text") } }
        }

        then:
        claims.count { it.get(30, TimeUnit.SECONDS) } == keys.size()
    }
}

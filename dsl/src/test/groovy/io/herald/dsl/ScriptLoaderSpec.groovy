package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.model.Problem
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll

@Timeout(60)
class ScriptLoaderSpec extends Specification {
    ScriptLoader loader = new ScriptLoader(TextScripts.NONE, Duration.ofSeconds(1), Clock.systemUTC())

    @Unroll("a script whose load #what stays at its last good version, and the others of its batch load")
    def "a script that brings the load down is found out"(String what, String text, String message) {
        given:
        loader.apply(batch('bad.groovy': 'good'))

        when:
        loader.apply(batch('a.groovy': 'one', 'b.groovy': 'two', 'bad.groovy': text, 'c.groovy': 'three'))

        then:
        inForce() == ['a.groovy': 'one', 'b.groovy': 'two', 'bad.groovy': 'good', 'c.groovy': 'three']
        problems()*.file() == ['bad.groovy']
        problems()*.message() == [message]
        loader.refused() == batch('bad.groovy': text)

        when: 'it is mended'
        loader.apply(batch('bad.groovy': 'better'))

        then:
        inForce()['bad.groovy'] == 'better'
        problems().isEmpty()
        loader.refused().isEmpty()

        where:
        what          | text    || message
        'never ends'  | 'hang'  || 'did not load within 1100 ms'
        'breaks down' | 'break' || 'was not loaded: the load broke down with java.lang.StackOverflowError'
    }

    def "two scripts that bring the load down are both found out"() {
        when:
        loader.apply(batch('a.groovy': 'break', 'b.groovy': 'two', 'c.groovy': 'break'))

        then:
        inForce() == ['b.groovy': 'two']
        problems()*.file() == ['a.groovy', 'c.groovy']
    }

    def "a problem of a load that does not end names the line it was at"() {
        given: "a compiler that has run before"
        new GroovyShell().evaluate("1")
        ScriptSet endless = Stub() {
            apply(_, _) >> { new GroovyShell().evaluate("// first line\n  Thread.sleep(60_000)", ScriptCompiler.sourceName('chat/Endless.groovy')) }
            catalog() >> TextScripts.NONE.catalog()
        }
        loader = new ScriptLoader(endless, Duration.ofSeconds(2), Clock.systemUTC())

        when:
        loader.apply(batch('chat/Endless.groovy': '// first line\n  Thread.sleep(60_000)'))

        then:
        problems() == [new Problem('chat/Endless.groovy', 2, 0, 'did not load within 2100 ms', '', '  Thread.sleep(60_000)')]
    }

    def "a load that does not end is interrupted"() {
        given:
        CountDownLatch interrupted = new CountDownLatch(1)
        ScriptSet endless = Stub() {
            apply(_, _) >> { sleepUntil(interrupted) }
            catalog() >> TextScripts.NONE.catalog()
        }
        loader = new ScriptLoader(endless, Duration.ofMillis(1), Clock.systemUTC())

        when:
        loader.apply(batch('a.groovy': 'one'))

        then:
        interrupted.await(30, TimeUnit.SECONDS)
    }

    def "loads that do not heed the interrupt are left behind, but not without end"() {
        given:
        loader = new ScriptLoader(new Deaf(), Duration.ofMillis(1), Clock.systemUTC())

        when:
        10.times { loader.apply(batch('a.groovy': "text $it".toString())) }

        then:
        problems()*.message() == ['was not tried: 8 earlier loads have not ended; restart Herald']

        when: 'they end after all'
        Deaf.released = true
        loader = new ScriptLoader(TextScripts.NONE, Duration.ofSeconds(30), Clock.systemUTC())
        loader.apply(batch('a.groovy': 'one'))

        then:
        inForce() == ['a.groovy': 'one']
    }

    private static ScriptSet sleepUntil(CountDownLatch interrupted) {
        try {
            Thread.sleep(Long.MAX_VALUE)
        } catch (InterruptedException ignored) {
            interrupted.countDown()
        }
        TextScripts.NONE
    }

    private Map<String, String> inForce() {
        loader.catalog([]).scripts().collectEntries { [it.path(), it.version()] }
    }

    private List<Problem> problems() {
        loader.catalog([]).problems()
    }

    private static Map<String, Optional<String>> batch(Map<String, String> texts) {
        texts.collectEntries { path, text -> [path, Optional.of(text)] }
    }

    /** Spins on, interrupted or not. */
    static class Deaf implements ScriptSet {
        static volatile boolean released

        @Override
        ScriptSet apply(Map<String, Optional<String>> changes, Instant now) {
            while (!released) {
                Thread.yield()
            }
            this
        }

        @Override
        EventCatalog catalog() {
            TextScripts.NONE.catalog()
        }

        @Override
        Optional<String> text(String path) { Optional.empty() }

        @Override
        void end(ScriptSet kept) { }
    }
}

package io.herald.dsl

import io.herald.dsl.folder.Patience
import io.herald.dsl.folder.FolderLimits
import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import io.herald.dsl.versions.ScriptHistory
import io.herald.engine.event.EventCatalog
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import java.util.function.Consumer
import org.slf4j.LoggerFactory
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

@Timeout(60)
class ScriptHostSpec extends Specification {
    static final HostOptions OPTIONS = new HostOptions(FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofSeconds(1), false, Plugins.NONE, Optional.empty())

    @TempDir
    Path folder

    PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.01)
    List<EventCatalog> told = new CopyOnWriteArrayList<>()

    @AutoCleanup
    ScriptHost host

    def "the first load is in force when it returns, and the listener is told of it"() {
        given:
        write('a.groovy', 'one')
        write('empty.groovy', '')

        when:
        EventCatalog catalog = start().load()

        then:
        catalog.scripts()*.path() == ['a.groovy', 'empty.groovy']
        host.catalog().is(catalog)
        told == [catalog]
    }

    def "a folder that is not there is refused by name"() {
        when:
        new ScriptHost(folder.resolve('none'), OPTIONS, TextScripts.NONE, ScriptHistory.none(), told::add).load()

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message == "the scripts' folder can't be read: ${folder.resolve('none')}; create it or name another"
    }

    def "a reload asked for is in force when it returns, deletions too, without a watch"() {
        given:
        write('a.groovy', 'one')
        write('b.groovy', 'one')
        start().load()
        write('a.groovy', 'two')
        Files.delete(folder.resolve('b.groovy'))

        expect:
        versions(host.reload()) == ['a.groovy': 'two']
        host.reload().is(host.catalog())
        told.size() == 2
    }

    def "a script that can't be read is a problem in the catalog, and gone from it when mended"() {
        given:
        start().load()
        host.watch()

        when:
        Files.write(folder.resolve('a.groovy'), new byte[20])

        then:
        soon.eventually { assert host.catalog().problems()*.headline() == ['a.groovy:1: is binary: it holds a zero byte'] }

        when:
        write('a.groovy', 'one')

        then:
        soon.eventually { assert versions(host.catalog()) == ['a.groovy': 'one'] }
        host.catalog().problems().isEmpty()
    }

    def "a second write that a coarse clock hides is found within seconds"() {
        given:
        Path script = folder.resolve('a.groovy')
        write('a.groovy', 'one')
        FileTime time = Files.getLastModifiedTime(script)
        start().load()
        host.watch()

        when:
        write('a.groovy', 'two')
        Files.setLastModifiedTime(script, time)

        then:
        soon.eventually { assert versions(host.catalog()) == ['a.groovy': 'two'] }
    }

    def "a script that never ends loading leaves the watch alive, is not tried again by itself, but when asked"() {
        given:
        write('a.groovy', 'one')
        start().load()
        host.watch()

        when:
        write('a.groovy', 'hang')

        then:
        soon.eventually { assert told.last().problems()*.message() == ['did not load within 1100 ms'] }
        versions(host.catalog()) == ['a.groovy': 'one']

        when: 'another is saved'
        int before = told.size()
        write('b.groovy', 'two')

        then: 'it loads, and nothing else'
        soon.eventually { assert versions(told.last()) == ['a.groovy': 'one', 'b.groovy': 'two'] }
        told.size() == before + 1

        when:
        host.reload()

        then:
        told.size() == before + 2
        host.catalog().problems()*.file() == ['a.groovy']
    }

    def "catalogs are told of in order, one at a time, whoever asks for the reload"() {
        given:
        List<String> seen = new CopyOnWriteArrayList<>()
        start { seen << versions(it)['a.groovy'] }.load()
        host.watch()

        when:
        (1..20).collect { round ->
            write('a.groovy', "text $round")
            Thread.start { host.reload() }
        }*.join()

        then:
        soon.eventually { assert seen.last() == 'text 20' }
        List<Integer> rounds = seen.findAll()*.minus('text ')*.toInteger()
        rounds == rounds.toSorted().unique()
    }

    def "a listener that fails stops nothing"() {
        given:
        start { throw new IllegalStateException('down') }.load()
        host.watch()

        when:
        write('a.groovy', 'one')

        then:
        soon.eventually { assert versions(host.catalog()) == ['a.groovy': 'one'] }
    }

    def "a defect in a look is logged once, and the watch goes on"() {
        given:
        ListAppender<ILoggingEvent> console = listen()
        int failures = 0
        ScriptSet scripts
        scripts = Stub() {
            apply(_, _) >> { scripts }
            catalog() >> { failures++; throw new IllegalStateException('defect') }
        }
        host = new ScriptHost(folder, OPTIONS, scripts, ScriptHistory.none(), told::add)

        when:
        host.watch()
        write('a.groovy', 'one')

        then:
        soon.eventually { assert failures > 2 }
        console.list.findAll { it.formattedMessage.contains('could not be looked at') }.size() == 1
    }

    def "what comes to rest is prepared meanwhile"() {
        given:
        List<Map<String, String>> prepared = new CopyOnWriteArrayList<>()
        ScriptSet scripts
        scripts = Stub() {
            apply(_, _) >> { scripts }
            catalog() >> EventCatalog.EMPTY
            prepare(_) >> { Map<String, String> texts -> prepared << texts }
        }
        host = new ScriptHost(folder, OPTIONS, scripts, ScriptHistory.none(), told::add)
        host.load()
        host.watch()

        when:
        write('a.groovy', 'one')

        then:
        soon.eventually { assert prepared.contains(['a.groovy': 'one']) }
    }

    def "each reload is one block on the console, and a sound first load or a look that finds nothing is none"() {
        given:
        ListAppender<ILoggingEvent> console = listen()
        write('a.groovy', 'one')
        start().load()

        when:
        write('a.groovy', 'two')
        host.reload()
        host.reload()

        then:
        console.list.size() == 1
        console.list[0].formattedMessage ==~ /a\.groovy two in force \(\d+ ms\)/
    }

    def "closed, it tells nobody of anything, and its thread ends"() {
        given:
        start().load()
        host.watch()
        int before = told.size()

        when:
        host.close()
        write('a.groovy', 'one')
        host.reload()

        then:
        told.size() == before
        soon.eventually { assert !Thread.allStackTraces.keySet().any { it.name == 'herald-scripts-watch' && it.alive } }
    }

    private ScriptHost start(Consumer<EventCatalog> listener = told::add) {
        host = new ScriptHost(folder, OPTIONS, TextScripts.NONE, ScriptHistory.none(), listener)
    }

    private void write(String path, String text) {
        Files.writeString(folder.resolve(path), text)
    }

    private static Map<String, String> versions(EventCatalog catalog) {
        catalog.scripts().collectEntries { [it.path(), it.version()] }
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>()
        appender.start()
        (LoggerFactory.getLogger(ScriptHost) as Logger).addAppender(appender)
        appender
    }
}

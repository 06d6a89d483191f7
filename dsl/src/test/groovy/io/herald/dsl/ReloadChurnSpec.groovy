package io.herald.dsl

import java.time.Clock
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** What some hundred reloads leave behind: nothing of the versions that are no longer in force. */
class ReloadChurnSpec extends Specification {
    static final int RELOADS = 150
    static final int FEW = 3 // the one in force, and those that call sites of this spec have last seen

    PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.1)
    Scripts scripts = Scripts.EMPTY
    Map<ClassLoader, Boolean> loaders = new WeakHashMap<>()

    def "the classes of a script that is saved over and over go with their version, though they ran"() {
        when:
        RELOADS.times { save('Tell.groovy', "event Tell { on { 'all' }; as { chat.members.collect { member -> member.name + '$it' } } }") }

        then:
        soon.eventually { assert left() <= FEW }
        tell() == ["Ann${RELOADS - 1}"]
    }

    def "so do those of a script that is compiled anew with its helpers"() {
        given:
        save('helpers/Names.groovy', 'class Names { static List of(chat) { [] } }')
        save('Tell.groovy', "event Tell { on { 'all' }; as { Names.of(chat) } }")

        when:
        (RELOADS / 3).times {
            save('helpers/Names.groovy', "class Names { static List of(chat) { chat.members.collect { member -> member.name + '$it' } } }")
        }

        then:
        soon.eventually { assert left() <= FEW }
        tell() == ["Ann${RELOADS.intdiv(3) - 1}"]
    }

    def "so do those of a text that is tried out, and what is in force runs on"() {
        given:
        save('Tell.groovy', "event Tell { on { 'all' }; as { chat.members.collect { member -> member.name } } }")

        when:
        (RELOADS / 3).times {
            Scripts tried = change('Tell.groovy', "def names = ['b$it'].collect { name -> name + '!' }\nevent Tell { on { 'all' }; as { names } }")
            note(tried)
            tried.end(scripts)
        }

        then:
        soon.eventually { assert left() <= FEW }
        tell() == ['Ann']
    }

    def "who still runs a version that is over does so, and classes that it needs only now load"() {
        given:
        scripts = change('Tell.groovy', "event Tell { on { 'all' }; as { def shout = { text -> text.toUpperCase() }; chat.members.collect { member -> shout.call(member.name) } } }")
        Scripts over = scripts

        when:
        scripts = change('Tell.groovy', "event Tell { on { 'all' }; as { 'new' } }")
        over.end(scripts)

        then:
        scripts.catalog().problems() == []
        tell() == 'new'
        over.catalog().require('Tell').as([chat: [members: [[name: 'Ann']]]]) == ['ANN']
    }

    def "what was only tried out ends, and what it was tried beside does when it is replaced"() {
        given:
        ScriptSet before = Mock()
        ScriptSet after = Mock()
        ScriptLoader loader = new ScriptLoader(before, Duration.ofSeconds(10), Clock.systemUTC())

        when:
        loader.tryOut(['a.groovy': Optional.of('one')])

        then:
        1 * before.apply(_, _) >> after
        _ * after.text('a.groovy') >> Optional.of('one')
        1 * after.end(before)
        0 * _

        when:
        loader.apply(['a.groovy': Optional.of('one')])

        then:
        1 * before.apply(_, _) >> after
        1 * before.end(after)
        0 * _
    }

    /** How many of the loaders noted are still there. */
    private int left() {
        System.gc()
        loaders.size()
    }

    private void save(String path, String text) {
        Scripts before = scripts
        scripts = change(path, text)
        before.end(scripts)
        if (scripts.catalog().events().containsKey('Tell')) {
            tell()
            note(scripts)
        }
    }

    private Scripts change(String path, String text) {
        scripts.apply([(path): Optional.of(text)], Instant.EPOCH)
    }

    private Object tell() {
        scripts.catalog().require('Tell').as([chat: [members: [[name: 'Ann']]]])
    }

    private void note(Scripts noted) {
        loaders[noted.catalog().require('Tell').@script.unit().get().class.classLoader] = true
    }
}

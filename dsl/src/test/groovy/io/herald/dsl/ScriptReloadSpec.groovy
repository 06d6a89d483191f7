package io.herald.dsl

import io.herald.dsl.folder.Patience
import io.herald.dsl.folder.FolderLimits
import io.herald.engine.event.EventCatalog
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** From a saved script to the event in force, with the real compiler and the real watch. */
@Timeout(60)
class ScriptReloadSpec extends Specification {
    static final String ROOM = 'room chatRoom { id -> "chat.$id" }\n'
    static final String EVENT = 'event UpdateChat < on < chatRoom(chat.id) >; as < chat.title > >\n'

    @TempDir
    Path folder

    PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.01)
    List<EventCatalog> told = new CopyOnWriteArrayList<>()

    @AutoCleanup
    ScriptHost host

    def setup() {
        write('rooms/Chat.groovy', ROOM)
        write('UpdateChat.groovy', EVENT)
        start(Duration.ofSeconds(30))
    }

    private void start(Duration perLoad) {
        host?.close()
        host = new ScriptHost(folder, new HostOptions(FolderLimits.DEFAULT, Patience.DEFAULT, perLoad, false, Plugins.NONE, Optional.empty()), told::add)
        host.load()
        host.watch()
    }

    def "a save is in force, and who began with the old catalog ends with it"() {
        given:
        EventCatalog old = host.catalog()

        when:
        write('UpdateChat.groovy', EVENT.replace('chat.title', 'chat.title + "!"'))

        then:
        soon.eventually { assert payload() == 'Hi!' }
        payload(old) == 'Hi'
        problems().isEmpty()
    }

    def "a room saved anew takes effect in the events of other scripts"() {
        when:
        write('rooms/Chat.groovy', ROOM.replace('chat.', 'talk.'))

        then:
        soon.eventually { assert room() == 'talk.42' }
    }

    def "a broken save keeps its last good version with the place of its error, the others load, and the fix clears it"() {
        given:
        String good = host.catalog().scripts().find { it.path() == 'UpdateChat.groovy' }.version()

        when:
        write('UpdateChat.groovy', 'event UpdateChat {\n    on { chatRoomm(chat.id) }\n}\n')
        write('Other.groovy', "event Other { on { 'others' } }")

        then:
        soon.eventually { assert host.catalog().events().keySet() == ['Other', 'UpdateChat'] as Set && problems()*.file() == ['UpdateChat.groovy'] }
        with(problems()) {
            it[0].line() == 2
            it[0].column() == 10
        }
        host.catalog().scripts().find { it.path() == 'UpdateChat.groovy' }.version() == good
        payload() == 'Hi'

        when:
        write('UpdateChat.groovy', EVENT.replace('chat.title', 'chat.id'))

        then:
        soon.eventually { assert payload() == 42 }
        problems().isEmpty()
    }

    def "a deletion that would break others is not put in force, and no problem any more once they need it no more"() {
        when:
        Files.delete(folder.resolve('rooms/Chat.groovy'))

        then:
        soon.eventually { assert !problems().isEmpty() }
        room() == 'chat.42'

        when:
        write('UpdateChat.groovy', "event UpdateChat { on { 'all' }; as { chat.title } }")

        then:
        soon.eventually { assert room() == 'all' && problems().isEmpty() && host.catalog().rooms().isEmpty() }
    }

    def "a script renamed is never declared twice"() {
        when:
        Files.move(folder.resolve('UpdateChat.groovy'), folder.resolve('Renamed.groovy'))

        then:
        soon.eventually { assert host.catalog().events()['UpdateChat'].script() == 'Renamed.groovy' }
        told.every { it.problems().isEmpty() && it.events().containsKey('UpdateChat') }
    }

    def "a script whose top level never ends is a problem at its line, and what was saved with it loads"() {
        given:
        start(Duration.ofSeconds(3))

        when:
        write('UpdateChat.groovy', "final LIMIT = 5\nwhile (true) {\n}\n$EVENT")
        write('Other.groovy', "event Other { on { 'others' } }")

        then:
        soon.eventually { assert problems()*.file() == ['UpdateChat.groovy'] && host.catalog().events().keySet() == ['Other', 'UpdateChat'] as Set }
        problems()[0].message() == 'did not load within 3100 ms'
        problems()[0].line() in 2..3
        payload() == 'Hi'
    }

    private void write(String path, String text) {
        Path file = folder.resolve(path)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }

    private List<?> problems() {
        host.catalog().problems()
    }

    private Object payload(EventCatalog catalog = host.catalog()) {
        catalog.events()['UpdateChat'].as([chat: [id: 42, title: 'Hi']])
    }

    private String room() {
        host.catalog().events()['UpdateChat'].on([chat: [id: 42, title: 'Hi']]).toString()
    }
}

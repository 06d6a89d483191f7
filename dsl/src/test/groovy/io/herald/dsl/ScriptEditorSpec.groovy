package io.herald.dsl

import io.herald.dsl.ScriptRefusedException.Reason
import io.herald.dsl.versions.Author
import io.herald.dsl.versions.Author.Way
import io.herald.dsl.versions.ScriptHistory
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.Script
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.lang.Unroll

@Timeout(60)
class ScriptEditorSpec extends Specification {
    static final Author CALLER = new Author("admin API from 127.0.0.1", Way.API)
    static final String ONE = "event Hello { on { 'one' } }"
    static final String TWO = "event Hello { on { 'two' } }"

    @TempDir
    Path home

    Path events
    ScriptHistory history
    List<EventCatalog> told = new CopyOnWriteArrayList<>()

    @AutoCleanup
    ScriptHost host

    ScriptEditor editor

    def setup() {
        events = Files.createDirectories(home.resolve("events"))
        history = ScriptHistory.in(home.resolve("versions"))
        host = new ScriptHost(events, HostOptions.DEFAULT, history, told::add)
        host.load()
        editor = new ScriptEditor(events, host, history, true)
    }

    def "a text that is put is in its file and in force when that is done, and says who put it"() {
        when:
        Script script = editor.write("chat/hello.groovy", ONE, Optional.empty(), CALLER)

        then:
        Files.readString(events.resolve("chat/hello.groovy")) == ONE
        host.catalog().scripts() == [script]
        script.events() == ["Hello"]
        told.last() == host.catalog()
        editor.versions("chat/hello.groovy")*.author() == [CALLER]
        events.resolve("chat").toFile().list() as List == ["hello.groovy"]
    }

    def "a saved file is a version too, its owner the author"() {
        given:
        Files.writeString(events.resolve("hello.groovy"), ONE)
        host.reload()

        expect:
        editor.versions("hello.groovy")*.author() == [new Author(Files.getOwner(events.resolve("hello.groovy")).name, Way.FOLDER)]
    }

    def "a helper is a script like any other: put, kept, and taken back"() {
        given:
        String first = editor.write("helpers/Texts.groovy", "class Texts { static String loud(String t) { t + '!' } }", Optional.empty(), CALLER).version()

        when:
        editor.write("helpers/Texts.groovy", "class Texts { static String loud(String t) { t + '?' } }", Optional.empty(), CALLER)
        editor.rollback("helpers/Texts.groovy", first, CALLER)

        then:
        editor.text("helpers/Texts.groovy", first).contains("'!'")
        editor.versions("helpers/Texts.groovy").size() == 3

        when:
        editor.write("helpers/Texts.groovy", "class Texts { static String loud(String t) { nope(t) } }", Optional.empty(), CALLER)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.problems()*.file() == ["helpers/Texts.groovy"]
    }

    def "what would not come in force is not written, and its places are told"() {
        given:
        Script before = editor.write("hello.groovy", ONE, Optional.empty(), CALLER)

        when:
        editor.write("hello.groovy", "event Hello { on { nope(1) } }", Optional.empty(), CALLER)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.INVALID_SCRIPT
        refusal.problems()*.headline() == ["hello.groovy:1:20: unknown room or resource 'nope'; no script declares it"]
        Files.readString(events.resolve("hello.groovy")) == ONE
        host.catalog().scripts() == [before]
        host.catalog().problems() == []
    }

    def "a writer who does not know the version in force is refused"() {
        given:
        Script one = editor.write("hello.groovy", ONE, Optional.empty(), CALLER)

        when:
        editor.write("hello.groovy", TWO, Optional.of(one.version()), CALLER)

        then:
        noExceptionThrown()

        when:
        editor.write("hello.groovy", "event Hello { on { 'three' } }", Optional.of(one.version()), CALLER)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.STALE_VERSION
        Files.readString(events.resolve("hello.groovy")) == TWO
    }

    def "an earlier version is taken back, which is a version of its own"() {
        given:
        ScriptEditor readOnly = new ScriptEditor(events, host, history, false)
        String first = editor.write("hello.groovy", ONE, Optional.empty(), CALLER).version()
        String second = editor.write("hello.groovy", TWO, Optional.empty(), CALLER).version()

        when:
        readOnly.rollback("hello.groovy", first, new Author("x", Way.ROLLBACK))

        then:
        Files.readString(events.resolve("hello.groovy")) == ONE
        editor.versions("hello.groovy")*.version() == [first, second, first]
        editor.versions("hello.groovy").first().author().way() == Way.ROLLBACK
        editor.text("hello.groovy", second) == TWO
    }

    def "a script is taken away, with its file, unless another needs it"() {
        given:
        String room = editor.write("room.groovy", 'room chatRoom { id -> "chat.$id" }', Optional.empty(), CALLER).version()
        editor.write("hello.groovy", "event Hello { on { chatRoom(1) } }", Optional.empty(), CALLER)

        when:
        editor.delete("room.groovy", Optional.empty(), CALLER)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.INVALID_SCRIPT
        events.resolve("room.groovy").toFile().exists()

        when:
        editor.delete("hello.groovy", Optional.empty(), CALLER)
        editor.delete("room.groovy", Optional.of(room), CALLER)

        then:
        events.toFile().list().length == 0
        host.catalog().scripts() == []
    }

    def "texts are not taken where that is not allowed"() {
        when:
        new ScriptEditor(events, host, history, false).write("y.groovy", ONE, Optional.empty(), CALLER)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == Reason.SCRIPTS_READ_ONLY
        events.toFile().list().length == 0
    }

    @Unroll("#why")
    def "a request that can't be met is refused"(String why, Closure request, Reason reason) {
        given:
        editor.write("hello.groovy", ONE, Optional.empty(), CALLER)
        Files.createSymbolicLink(events.resolve("out"), Files.createDirectories(home.resolve("elsewhere")))

        when:
        request.call(editor)

        then:
        ScriptRefusedException refusal = thrown()
        refusal.reason() == reason

        where:
        why                      | request                                                           || reason
        "a way out"              | { it.write("../x.groovy", ONE, Optional.empty(), CALLER) }        || Reason.INVALID_PATH
        "a way out in the midst" | { it.write("a/../../x.groovy", ONE, Optional.empty(), CALLER) }   || Reason.INVALID_PATH
        "an absolute path"       | { it.write("/tmp/x.groovy", ONE, Optional.empty(), CALLER) }      || Reason.INVALID_PATH
        "a hidden file"          | { it.write(".x.groovy", ONE, Optional.empty(), CALLER) }          || Reason.INVALID_PATH
        "no script"              | { it.write("x.txt", ONE, Optional.empty(), CALLER) }              || Reason.INVALID_PATH
        "a link that leads out"  | { it.write("out/x.groovy", ONE, Optional.empty(), CALLER) }       || Reason.INVALID_PATH
        "a file for a folder"    | { it.write("hello.groovy/x.groovy", "event Other { on { 'one' } }", Optional.empty(), CALLER) } || Reason.NOT_WRITTEN
        "another version to go"  | { it.delete("hello.groovy", Optional.of("0" * 12), CALLER) }      || Reason.STALE_VERSION
        "nothing to go"          | { it.delete("x.groovy", Optional.empty(), CALLER) }               || Reason.UNKNOWN_SCRIPT
        "all of a folder"        | { it.replaceAll(["x.groovy": ONE], CALLER) }                      || Reason.SCRIPTS_IN_FOLDER
        "an unknown script"      | { it.versions("x.groovy") }                                       || Reason.UNKNOWN_SCRIPT
        "an unknown version"     | { it.rollback("hello.groovy", "0" * 12, CALLER) }                 || Reason.UNKNOWN_VERSION
    }
}

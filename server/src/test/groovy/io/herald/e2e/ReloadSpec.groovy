package io.herald.e2e

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Saving a script changes a running node; breaking one does not. */
class ReloadSpec extends Specification {

    @TempDir
    Path events

    @TempDir
    Path data

    @AutoCleanup
    HeraldProcess herald

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    private HeraldProcess started(Map<String, String> scripts, String... options) {
        scripts.each { name, text -> Files.writeString(events.resolve(name), text) }
        herald = new HeraldProcess(events, data, options).awaitReady()
    }

    private String preview(String event, String inputs = '{"id":1}') {
        herald.post("/api/events/$event/preview", inputs).body()
    }

    private List<Map<String, Object>> problems() {
        (HeraldProcess.json(herald.get("/api/scripts")) as Map<String, Object>).problems as List<Map<String, Object>>
    }

    def "a saved script is in force without a restart: created, changed, saved by rename, renamed, deleted"() {
        given:
        started("a.groovy": "event First { on { 'one' } }")

        when:
        herald.script("b.groovy", "event Second { on { 'two' } }")

        then:
        eventually.eventually { assert preview("Second").contains('"two"') }

        when:
        herald.script("b.groovy", "event Second { on { 'three' } }")

        then:
        eventually.eventually { assert preview("Second").contains('"three"') }

        when:
        Path fresh = Files.writeString(events.resolve(".b.groovy.swp"), "event Second { on { 'four' } }")
        Files.move(fresh, events.resolve("b.groovy"), StandardCopyOption.ATOMIC_MOVE)

        then:
        eventually.eventually { assert preview("Second").contains('"four"') }

        when:
        Files.move(events.resolve("b.groovy"), events.resolve("c.groovy"))

        then:
        eventually.eventually { assert preview("Second").contains('"c.groovy"') }

        when:
        Files.delete(events.resolve("c.groovy"))

        then:
        eventually.eventually { assert preview("Second").contains('"unknown-event"') && problems() == [] }
        preview("First").contains('"one"')
    }

    def "a broken script keeps its last good version, says where it is wrong, and holds up nobody else"() {
        given:
        started("a.groovy": "event First { on { chatRoom(id) } }", "rooms.groovy": 'room chatRoom { id -> "chat.$id" }')

        when:
        herald.script("a.groovy", "event First {\n    on { chatRoomm(id) }\n}")
        herald.script("b.groovy", "event Second { on { 'two' } }")

        then:
        eventually.eventually { assert preview("Second").contains('"two"') && problems().size() == 1 }
        preview("First").contains('"chat.1"')
        with(problems()[0]) {
            file == "a.groovy"
            line == 2
            column == 10
            message.contains("chatRoomm")
            hint == "did you mean 'chatRoom'?"
            excerpt == "    on { chatRoomm(id) }\n         ^"
        }
        eventually.eventually { assert herald.output.any { it.contains("a.groovy:2:10") } }

        when:
        herald.script("a.groovy", "event First { on { chatRoom(id + 1) } }")

        then:
        eventually.eventually { assert preview("First").contains('"chat.2"') && problems() == [] }
    }

    def "a room that an event still uses can't be taken away under it"() {
        given:
        started("a.groovy": "event First { on { chatRoom(id) } }", "rooms.groovy": 'room chatRoom { id -> "chat.$id" }')

        when:
        Files.delete(events.resolve("rooms.groovy"))

        then:
        eventually.eventually { assert problems()*.file == ["rooms.groovy"] }
        problems()[0].message.contains("chatRoom")
        preview("First").contains('"chat.1"')
    }

    def "a script broken at the start is left out and shouted about"() {
        when:
        started("a.groovy": "event First { on { 'one' } }", "b.groovy": "event Second { on { 'two' }")

        then:
        preview("First").contains('"one"')
        preview("Second").contains('"unknown-event"')
        problems()*.file == ["b.groovy"]
        herald.output.any { it.contains("b.groovy:1:") }
    }

    def "with --strict a script broken at the start refuses it"() {
        given:
        Files.writeString(events.resolve("b.groovy"), "event Second { on { 'two' }")

        when:
        Tuple2<Integer, String> end = HeraldProcess.run("serve", "--strict", "--events", events.toString(), "--data", data.toString(),
                "--admin-port", "0", "--socketio-port", "0")

        then:
        end.v1 == 2
        end.v2.contains("b.groovy:1:")
    }
}

package io.herald.dsl

import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import java.nio.file.Path
import spock.lang.Specification

/** Scripts as teams write them, with much of what Groovy can: none of it is refused, and all of it does what it says. */
class RightScriptsSpec extends Specification {

    static final Path FOLDER = Path.of("src", "test", "resources", "right")

    def "what is right is not refused, and does what its examples say"() {
        when:
        def catalog = new ScriptHost(FOLDER, HostOptions.DEFAULT, {}).withCloseable { it.load() }

        then:
        catalog.problems()*.headline() == []
        catalog.guide().examples().size() == 20
        EventPlanner planner = new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS)
        catalog.guide().examples().collectEntries { ["${it.event()}: ${it.name()}", it.differences(planner)] }.findAll { it.value } == [:]
    }
}

package io.herald.dsl

import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.model.BroadcastException
import java.nio.file.Files
import java.nio.file.Path
import org.junit.platform.launcher.LauncherDiscoveryRequest
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder
import org.junit.platform.launcher.core.LauncherFactory
import org.junit.platform.launcher.listeners.SummaryGeneratingListener
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.environment.RestoreSystemProperties

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass

/** The snippets of docs/testing.md, run as they stand. */
class TestingGuideSpec extends Specification {

    static final List<String> SNIPPETS = Files.readString(Path.of("..", "docs", "testing.md")).split("```groovy\n").drop(1)*.takeBefore("```")

    @TempDir
    Path folder

    def setup() {
        Files.writeString(folder.resolve("UpdateChat.groovy"), SNIPPETS[0])
        Files.writeString(folder.resolve("rooms.groovy"), 'room chatRoom { id -> "chat.$id" }')
    }

    def "the examples of the guide pass"() {
        given:
        Files.writeString(folder.resolve("TaskResource.groovy"), SNIPPETS[1])

        when:
        def catalog = new ScriptHost(folder, HostOptions.DEFAULT, {}).withCloseable { it.load() }

        then:
        catalog.problems() == []
        catalog.guide().examples().collectEntries { [it.name(), it.differences(new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS))] } ==
                ["a published chat": [], "a draft": []]
        catalog.guide().resources()[0].example().get().shape().json() == '{"id":7,"title":"WRITE IT DOWN"}'
    }

    @RestoreSystemProperties
    def "the spec of the guide passes, beside the scripts"() {
        given:
        Files.writeString(folder.resolve("UpdateChatSpec.groovy"), SNIPPETS[2])
        System.setProperty("herald.events", folder.toString())
        Class<?> spec = new GroovyClassLoader(getClass().classLoader).parseClass(SNIPPETS[2], "UpdateChatSpec.groovy")
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(spec)).build()
        SummaryGeneratingListener listener = new SummaryGeneratingListener()

        when:
        LauncherFactory.create().execute(request, listener)

        then:
        listener.summary.failures == []
        listener.summary.testsSucceededCount == 2
    }

    def "scripts that are not in order can't be tested, and an error has its code"() {
        given:
        ScriptsUnderTest scripts = ScriptsUnderTest.load(folder)

        when:
        scripts.plan("UpdateChat", [:])

        then:
        BroadcastException failure = thrown()
        failure.code() == "script-failed"

        when:
        Files.writeString(folder.resolve("x.groovy"), "event X { on { nope() } }")
        ScriptsUnderTest.load(folder)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.contains("x.groovy:1:16: unknown room or resource 'nope'")
    }
}

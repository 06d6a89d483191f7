package io.herald.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.dsl.HostOptions
import io.herald.dsl.ScriptEditor
import io.herald.dsl.ScriptHost
import io.herald.dsl.versions.ScriptHistory
import io.herald.engine.Engine
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryIdempotency
import io.herald.engine.event.EventNaming
import io.herald.engine.event.Limits
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(60)
class DisabledEventSpec extends Specification {
    static final String TOKEN = "the-token-of-the-spec"
    static final String ENDLESS = "event Runaway { on { while (true) { } } }"

    @TempDir
    Path events

    @AutoCleanup
    Engine engine = new Engine(new MemoryBackplane(), new NoSockets(), EventNaming.AS_WRITTEN, Limits.DEFAULTS.withTime(Duration.ofMillis(200)))

    @AutoCleanup
    MemoryIdempotency idempotency = new MemoryIdempotency()

    @AutoCleanup
    ScriptHost scripts

    @AutoCleanup
    AdminApi api

    def setup() {
        Files.writeString(events.resolve("runaway.groovy"), ENDLESS)
        scripts = new ScriptHost(events, HostOptions.DEFAULT, engine.&use)
        scripts.load()
        engine.start()
        ScriptEditor editor = new ScriptEditor(events, scripts, ScriptHistory.none(), false)
        api = new AdminApi(new NodeParts(engine, scripts.&reload, editor, idempotency), TOKEN, 10_000)
        api.start("127.0.0.1", 0)
    }

    private Map<String, Object> send(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:${api.port()}$path"))
                .header("Authorization", "Bearer $TOKEN")
                .header("Content-Type", "application/json")
                .method(method, method == "GET" ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .build()
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
        new ObjectMapper().readValue(response.body(), Map) + [http: response.statusCode()]
    }

    /** Until it is switched off: what only waited for a thread is no strike. */
    private void runAway() {
        for (int i = 0; i < 50 && !send("GET", "/api/events/Runaway").disabled; i++) {
            assert send("POST", "/api/events/Runaway").code in ["timeout", "overloaded"]
        }
    }

    def "an event that runs into its limits again and again is switched off, for all to see, until it is switched on"() {
        given:
        runAway()

        when:
        Map<String, Object> refusal = send("POST", "/api/events/Runaway")

        then:
        [refusal.http, refusal.code] == [409, "event-disabled"]
        (refusal.detail as String).contains("switch it on with POST /api/events/Runaway/enable")
        send("GET", "/api/scripts").disabled == ["Runaway"]

        when:
        Map<String, Object> enabled = send("POST", "/api/events/Runaway/enable")

        then:
        [enabled.http, enabled.event, enabled.disabled] == [200, "Runaway", false]
        send("GET", "/api/scripts").disabled == []
        send("POST", "/api/events/Runaway").code in ["timeout", "overloaded"]
    }

    def "one that is switched off by hand stays off while its script changes, until it is switched on"() {
        given:
        Files.writeString(events.resolve("runaway.groovy"), "event Runaway { on { 'a' } }")
        scripts.reload()

        when:
        Map<String, Object> disabled = send("POST", "/api/events/Runaway/disable")
        Files.writeString(events.resolve("runaway.groovy"), "event Runaway { on { 'b' } }")
        scripts.reload()
        Map<String, Object> refusal = send("POST", "/api/events/Runaway")

        then:
        [disabled.http, disabled.event, disabled.disabled] == [200, "Runaway", true]
        [refusal.http, refusal.code] == [409, "event-disabled"]
        refusal.detail == "the event Runaway is switched off: switch it on with POST /api/events/Runaway/enable"
        send("POST", "/api/events/None/disable").code == "unknown-event"
        engine.disabledEvents() == 1

        when:
        send("POST", "/api/events/Runaway/enable")

        then:
        send("POST", "/api/events/Runaway").outcome == "SENT"
        engine.disabledEvents() == 0
    }

    def "a change of its script switches it on"() {
        given:
        runAway()

        when:
        Files.writeString(events.resolve("runaway.groovy"), "event Runaway { on { 'a' } }")
        scripts.reload()

        then:
        send("POST", "/api/events/Runaway").outcome == "SENT"
    }
}

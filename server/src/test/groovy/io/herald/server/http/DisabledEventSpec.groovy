package io.herald.server.http

import static io.herald.server.http.ApiAnswers.json

import io.herald.engine.event.Limits
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

@Timeout(60)
class DisabledEventSpec extends Specification {
    static final String ENDLESS = "event Runaway { on { while (true) { } } }"

    @TempDir
    Path events

    @AutoCleanup
    ServedApi api

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02) // 200 ms may be short for any script on a busy machine

    def setup() {
        Files.writeString(events.resolve("runaway.groovy"), ENDLESS)
        api = new ServedApi(events, Limits.DEFAULTS.withTime(Duration.ofMillis(200)))
    }

    private Map<String, Object> send(String method, String path) {
        HttpResponse<String> response = method == "GET" ? api.get(path) : api.post(path, "{}")
        json(response) + [http: response.statusCode()]
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
        api.scripts.reload()

        when:
        Map<String, Object> disabled = send("POST", "/api/events/Runaway/disable")
        Files.writeString(events.resolve("runaway.groovy"), "event Runaway { on { 'b' } }")
        api.scripts.reload()
        Map<String, Object> refusal = send("POST", "/api/events/Runaway")

        then:
        [disabled.http, disabled.event, disabled.disabled] == [200, "Runaway", true]
        [refusal.http, refusal.code] == [409, "event-disabled"]
        refusal.detail == "the event Runaway is switched off: switch it on with POST /api/events/Runaway/enable"
        send("POST", "/api/events/None/disable").code == "unknown-event"
        api.engine.disabledEvents() == 1

        when:
        send("POST", "/api/events/Runaway/enable")

        then:
        eventually.eventually { assert send("POST", "/api/events/Runaway").outcome == "SENT" }
        api.engine.disabledEvents() == 0
    }

    def "a change of its script switches it on"() {
        given:
        runAway()

        when:
        Files.writeString(events.resolve("runaway.groovy"), "event Runaway { on { 'a' } }")
        api.scripts.reload()

        then:
        eventually.eventually { assert send("POST", "/api/events/Runaway").outcome == "SENT" }
    }
}

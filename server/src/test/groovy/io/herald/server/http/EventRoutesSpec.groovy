package io.herald.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.dsl.HostOptions
import io.herald.dsl.ScriptHost
import io.herald.engine.Engine
import io.herald.engine.backplane.Idempotency
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
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** What the API tells of when and to whom events are sent. */
@Timeout(60)
class EventRoutesSpec extends Specification {

    static final String TOKEN = "the-token-of-the-spec"

    @TempDir
    Path events

    @AutoCleanup
    Engine engine = new Engine(new MemoryBackplane(), new NoSockets(), EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    @AutoCleanup
    ScriptHost scripts

    @AutoCleanup
    Idempotency idempotency = new MemoryIdempotency()

    @AutoCleanup
    AdminApi api

    def setup() {
        Files.writeString(events.resolve("chat.groovy"), '''
            event Plain { on { 'a' } }
            event Paced { on { ['a', 'b'] }; as { room -> "$room $n" }; throttle 1.hour; volatile; retry 2 }
            event Timed { on { 'a' }; schedule '0 9 29 2 *', 'Europe/Berlin' }
        '''.stripIndent())
        scripts = new ScriptHost(events, HostOptions.DEFAULT, engine.&use)
        scripts.load()
        engine.start()
        api = new AdminApi(new NodeParts(engine, scripts.&reload, null, idempotency), TOKEN, 10_000)
        api.start("127.0.0.1", 0)
    }

    private HttpResponse<String> send(String path, String body = null) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:${api.port()}$path"))
                .header("Authorization", "Bearer $TOKEN").header("Content-Type", "application/json")
        HttpClient.newHttpClient().send((body == null ? request : request.POST(BodyPublishers.ofString(body))).build(), BodyHandlers.ofString())
    }

    private static Object json(HttpResponse<String> response) { new ObjectMapper().readValue(response.body(), Object) }

    def "what waits for its time is accepted, and told as deferred"() {
        given:
        assert send("/api/events/Paced", '{"n": 1}').statusCode() == 200

        when:
        HttpResponse<String> response = send("/api/events/Paced", '{"n": 2}')

        then:
        response.statusCode() == 202
        Map<String, Object> answer = json(response) as Map
        answer.subMap("outcome", "rooms", "recipients") == [
                outcome: "DEFERRED", rooms: [[room: "a", namespace: "/"], [room: "b", namespace: "/"]], recipients: 0]
        answer.dueInMillis > 3_000_000 && answer.dueInMillis <= 3_600_000
        send("/metrics").body().readLines().containsAll(["herald_deferred 2.0", "herald_deferred_bytes 10.0"])
    }

    def "an event tells how and when it is sent"() {
        expect:
        json(send("/api/events/Paced")).options == [volatile: true, throttleMillis: 3_600_000, retry: 2]
        json(send("/api/events/Plain")).options == [:]
        Map<String, Object> timed = json(send("/api/events/Timed")).options as Map
        timed.schedule == "0 9 29 2 *"
        timed.zone == "Europe/Berlin"
        timed.next ==~ /20\d\d-02-29T08:00:00Z/
    }

    def "a preview tells what each room would get"() {
        expect:
        json(send("/api/events/Paced/preview", '{"n": 3}')).rooms == [
                [room: "a", namespace: "/", payload: "a 3"], [room: "b", namespace: "/", payload: "b 3"]]
    }
}

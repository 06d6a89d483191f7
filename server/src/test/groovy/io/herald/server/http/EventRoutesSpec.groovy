package io.herald.server.http

import static io.herald.server.http.ApiAnswers.json

import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** What the API tells of when and to whom events are sent. */
@Timeout(60)
class EventRoutesSpec extends Specification {

    @TempDir
    Path events

    @AutoCleanup
    ServedApi api

    def setup() {
        Files.writeString(events.resolve("chat.groovy"), '''
            event Plain { on { 'a' } }
            event Paced { on { ['a', 'b'] }; as { room -> "$room $n" }; throttle 1.hour; volatile; retry 2 }
            event Timed { on { 'a' }; schedule '0 9 29 2 *', 'Europe/Berlin' }
        '''.stripIndent())
        api = new ServedApi(events)
    }

    def "what waits for its time is accepted, and told as deferred"() {
        given:
        assert api.post("/api/events/Paced", '{"n": 1}').statusCode() == 200

        when:
        HttpResponse<String> response = api.post("/api/events/Paced", '{"n": 2}')

        then:
        response.statusCode() == 202
        Map<String, Object> answer = json(response)
        answer.subMap("outcome", "rooms", "recipients") == [
                outcome: "DEFERRED", rooms: [[room: "a", namespace: "/"], [room: "b", namespace: "/"]], recipients: 0]
        answer.dueInMillis > 3_000_000 && answer.dueInMillis <= 3_600_000
        api.get("/metrics").body().readLines().containsAll(["herald_deferred 2.0", "herald_deferred_bytes 10.0"])
    }

    def "an event tells how and when it is sent"() {
        expect:
        json(api.get("/api/events/Paced")).options == [volatile: true, throttleMillis: 3_600_000, retry: 2]
        json(api.get("/api/events/Plain")).options == [:]
        Map<String, Object> timed = json(api.get("/api/events/Timed")).options
        timed.schedule == "0 9 29 2 *"
        timed.zone == "Europe/Berlin"
        timed.next ==~ /20\d\d-02-29T08:00:00Z/
    }

    def "a preview tells what each room would get"() {
        expect:
        json(api.post("/api/events/Paced/preview", '{"n": 3}')).rooms == [
                [room: "a", namespace: "/", payload: "a 3"], [room: "b", namespace: "/", payload: "b 3"]]
    }
}

package io.herald.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.Engine
import io.herald.engine.backplane.DeadLetter
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryIdempotency
import io.herald.engine.backplane.TriggerBacklog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.Limits
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Unroll

class QueueRoutesSpec extends Specification {

    static final DeadLetter DEAD = new DeadLetter("7-0", "UpdateChat", '{"chat":{}}', "job-7", "the reason", 5)

    TriggerBacklog backlog = Mock()
    @AutoCleanup
    Engine engine = new Engine(new MemoryBackplane(), new NoSockets(), EventNaming.AS_WRITTEN, Limits.DEFAULTS)
    @AutoCleanup
    AdminApi api

    private HttpResponse<String> ask(String method, String path, Optional<TriggerBacklog> taken = Optional.of(backlog)) {
        api = new AdminApi(new NodeParts(engine, { null }, { false }, null, new MemoryIdempotency(), taken, [Measure.level("herald.test.level", "of this spec", { 7 })]), "token", 1000)
        api.start("127.0.0.1", 0)
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:${api.port()}$path"))
                .header("Authorization", "Bearer token").method(method, HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString())
    }

    private static Object json(HttpResponse<String> response) {
        new ObjectMapper().readValue(response.body(), Object)
    }

    def "what waits is told, and what was given up, with its reason"() {
        when:
        Object depth = json(ask("GET", "/api/triggers"))

        then:
        depth == [waiting: 3, running: 2, dead: 1]
        1 * backlog.depth() >> new TriggerBacklog.Depth(3, 2, 1)

        when:
        api.close()
        Object dead = json(ask("GET", "/api/triggers/dead?limit=5"))

        then:
        dead == [dead: [[id: "7-0", event: "UpdateChat", inputs: '{"chat":{}}', key: "job-7", reason: "the reason", tries: 5]]]
        1 * backlog.dead(5) >> [DEAD]
    }

    def "a dead letter is tried again or dropped"() {
        when:
        Object again = json(ask("POST", "/api/triggers/dead/7-0/retry"))

        then:
        again == [id: "8-0"]
        1 * backlog.retry("7-0") >> Optional.of("8-0")

        when:
        api.close()
        Object dropped = json(ask("DELETE", "/api/triggers/dead/7-0"))

        then:
        dropped == [id: "7-0"]
        1 * backlog.delete("7-0") >> true
    }

    @Unroll("#code")
    def "what can't be done is told"(String method, String path, boolean taken, int status, String code) {
        given:
        backlog.depth() >> { throw new IllegalStateException("Redis is away") }
        backlog.retry(_) >> Optional.empty()
        backlog.delete(_) >> false

        when:
        HttpResponse<String> response = ask(method, path, taken ? Optional.of(backlog) : Optional.empty())

        then:
        response.statusCode() == status
        json(response).code == code

        where:
        method   | path                           | taken || status | code
        "GET"    | "/api/triggers"                | false || 404    | "no-trigger-stream"
        "GET"    | "/api/triggers"                | true  || 503    | "backplane-away"
        "POST"   | "/api/triggers/dead/x/retry"   | true  || 404    | "unknown-dead-letter"
        "DELETE" | "/api/triggers/dead/x"         | true  || 404    | "unknown-dead-letter"
        "GET"    | "/api/triggers/dead?limit=0"   | true  || 400    | "invalid-input"
        "GET"    | "/api/triggers/dead?limit=x"   | true  || 400    | "invalid-input"
    }

    def "what the node's parts count is among the metrics"() {
        expect:
        ask("GET", "/metrics").body().contains("herald_test_level 7.0")
    }
}

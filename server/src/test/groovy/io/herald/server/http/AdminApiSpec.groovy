package io.herald.server.http

import static io.herald.server.http.ApiAnswers.isProblem
import static io.herald.server.http.ApiAnswers.json

import io.herald.engine.event.Limits
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.lang.Unroll

@Timeout(60)
class AdminApiSpec extends Specification {

    @Shared @TempDir
    Path events

    @Shared @AutoCleanup
    ServedApi api

    def setupSpec() {
        Files.writeString(events.resolve("chat.groovy"), '''
            room chatRoom { id -> "chat.$id" }
            event UpdateChat { on { chatRoom(chat.id) }; as { [id: chat.id, title: chat.title] } }
            event Never { when { false }; on { 'a' } }
            event Nowhere { on { [] } }
            event Endless { on { while (true) { } } }
            event Fails {
                on { 'a' }
                as { chat.title.toUpperCase() }
            }
            model Chat { Long id; String title; List<Chat> replies = [] }
            model State { oneOf 'open', 'closed' }
            resource ChatResource { chat ->
                example id: 42, title: 'Hi', secret: 1
                [id: chat.id, title: chat.title]
            }
            resource Bare { a, b -> [a, b] }
            event Typed { input { Chat chat }; on { chatRoom(chat.id) } }
            event Huge { on { 'a' }; as { 'x' * 20_000 } }
            event Deep { on { 'a' }; as { (1..200).inject(1) { inner, i -> [inner] } } }
            event Cyclic { on { 'a' }; as { def list = []; list << list; list } }
            event NotANumber { on { 'a' }; as { [x: 0.0d / 0.0d] } }
            event LongRoom { on { 'x' * 300 } }
        '''.stripIndent())
        api = new ServedApi(events, Limits.DEFAULTS.withTime(Duration.ofSeconds(2)).withMaxPayloadBytes(10_000))
    }

    def "a trigger is answered with what happened"() {
        when:
        HttpResponse<String> response = api.post("/api/events/UpdateChat", '{"chat": {"id": 42, "title": "Hi"}}')

        then:
        response.statusCode() == 200
        response.headers().firstValue("Cache-Control").get() == "no-store"
        Map<String, Object> answer = json(response)
        answer.keySet() as List == ["id", "event", "name", "outcome", "rooms", "recipients", "bytes", "script", "version"]
        answer.findAll { it.key != "id" && it.key != "version" } == [
                event: "UpdateChat", name: "UpdateChat", outcome: "SENT", rooms: [[room: "chat.42", namespace: "/"]],
                recipients: 0, bytes: 22, script: "chat.groovy"]
        answer.version ==~ /[0-9a-f]{12}/
    }

    private HttpResponse<String> postOnce(String event, String key, String body) {
        api.post("/api/events/$event", body, ["Idempotency-Key": key])
    }

    def "a key is answered once: the second gets the first's answer and sends nothing, and with other inputs it is refused"() {
        given:
        HttpResponse<String> first = postOnce("UpdateChat", "k1", '{"chat": {"id": 1, "title": "x"}}')

        expect:
        first.statusCode() == 200
        postOnce("UpdateChat", "k1", '{"chat": {"title": "x", "id": 1}}').body() == first.body()
        isProblem(postOnce("UpdateChat", "k1", '{"chat": {"id": 2, "title": "x"}}'), 409, "idempotency-key-reused")
        json(postOnce("UpdateChat", "k2", '{"chat": {"id": 2}}')).id != json(first).id
        postOnce("Never", "k1", "{}").body().contains('"SKIPPED"')
    }

    def "a trigger that failed frees its key, and a key too long is refused"() {
        expect:
        isProblem(postOnce("UpdateChat", "k3", "{}"), 422, "script-failed")
        postOnce("UpdateChat", "k3", '{"chat": {"id": 1}}').statusCode() == 200
        isProblem(postOnce("UpdateChat", "k" * 101, "{}"), 400, "invalid-input")
    }

    def "a preview is answered with the payload"() {
        when:
        Map<String, Object> answer = json(api.post("/api/events/UpdateChat/preview", '{"chat": {"id": 42, "title": "Hi"}}'))

        then:
        answer.outcome == "WOULD_SEND"
        answer.payload == [id: 42, title: "Hi"]
        !answer.containsKey("id")
    }

    def "what the script decides against is skipped with its reason"(String event, String reason) {
        given:
        Map<String, Object> answer = json(api.post("/api/events/$event", "{}"))

        expect:
        [answer.event, answer.outcome, answer.reason] == [event, "SKIPPED", reason]

        where:
        event     || reason
        "Never"   || "when"
        "Nowhere" || "no-rooms"
    }

    @Unroll("#event #body: #code")
    def "an evaluation that comes to nothing says why"(String event, String body, int status, String code, String said) {
        given:
        HttpResponse<String> response = api.post("/api/events/$event", body)

        expect:
        isProblem(response, status, code)
        json(response).detail.contains(said)

        where:
        event        | body                      || status | code                | said
        "UpdateCaht" | "{}"                      || 404    | "unknown-event"     | "did you mean 'UpdateChat'?"
        "..%2F..%2Fx"| "{}"                      || 404    | "unknown-event"     | "no script defines the event '../../x'"
        "..."        | "{}"                      || 404    | "unknown-event"     | "no script defines the event '...'"
        "UpdateChat" | "{}"                      || 422    | "script-failed"     | "needs the input 'chat', and the trigger gave no inputs"
        "Fails"      | '{"chat": {}}'            || 422    | "script-failed"     | "the 'as' block of event Fails failed: can't call 'toUpperCase' on null"
        "Typed"      | "{}"                      || 400    | "invalid-input"     | "the inputs do not fit event Typed: /chat: required"
        "Endless"    | "{}"                      || 504    | "timeout"           | "event Endless did not end within 2000 ms"
        "Huge"       | "{}"                      || 413    | "payload-too-large" | "larger than the 10000 bytes"
        "Deep"       | "{}"                      || 422    | "script-failed"     | "levels deep"
        "Cyclic"     | "{}"                      || 422    | "script-failed"     | "levels deep"
        "NotANumber" | "{}"                      || 422    | "script-failed"     | "NaN is no JSON number at /x"
        "LongRoom"   | "{}"                      || 422    | "script-failed"     | "at most 128 characters, not 300"
    }

    def "a failure of a script names its place"() {
        expect:
        with(json(api.post("/api/events/Fails", '{"chat": {}}')).problems[0]) {
            it.file == "chat.groovy"
            it.line == 9
            it.column == 9
            it.excerpt == "        as { chat.title.toUpperCase() }\n        ^"
        }
    }

    def "inputs that do not fit are told one by one, each by its JSON pointer"() {
        given:
        Map<String, Object> answer = json(api.post("/api/events/Typed", '{"chat": {"id": "x", "foo": 1}}'))

        expect:
        answer.problems == []
        answer.violations == [
                [pointer: "/chat/id", message: 'expected Long, got "x"'],
                [pointer: "/chat/title", message: "required"],
                [pointer: "/chat/foo", message: "unknown field"]]
    }

    @Unroll("#path")
    def "nothing of the API answers without the token"(String path) {
        given:
        HttpResponse<String> bare = api.send(api.bare(path))

        expect:
        isProblem(bare, 401, "unauthorized")
        bare.headers().firstValue("WWW-Authenticate").get() == "Bearer"
        isProblem(api.send(api.bare("$path?token=$ServedApi.TOKEN")), 401, "unauthorized")

        where:
        path << ["/api/events", "/api/scripts", "/metrics"]
    }

    def "health and readiness need no token"(String path, String body) {
        given:
        HttpResponse<String> response = api.send(api.bare(path))

        expect:
        response.statusCode() == 200
        response.body() == body

        where:
        path      || body
        "/health" || '{"status":"up"}'
        "/ready"  || '{"ready":true,"backplane":"up"}'
    }

    def "events and scripts are told"() {
        expect:
        json(api.get("/api/events")).events.find { it.event == "UpdateChat" }.with { [name, script] } == ["UpdateChat", "chat.groovy"]
        json(api.get("/api/events/UpdateChat")).event == "UpdateChat"
        isProblem(api.get("/api/events/Nope"), 404, "unknown-event")

        when:
        Map<String, Object> told = json(api.get("/api/scripts"))

        then:
        told.catalog ==~ /[0-9a-f]{12}/
        told.problems == []
        with(told.scripts[0]) {
            path == "chat.groovy"
            rooms == ["chatRoom"]
            events.contains("UpdateChat")
            loadedAt
        }
    }

    def "resources are told with what they make of their examples, and models with their fields"() {
        given:
        String version = api.scripts.catalog().scripts()[0].version()

        expect:
        json(api.get("/api/resources")) == [resources: [
                [resource: "Bare", script: "chat.groovy", version: version, parameters: ["a", "b"], fields: []],
                [resource: "ChatResource", script: "chat.groovy", version: version, parameters: ["chat"],
                 fields: [[name: "id", kind: "number", optional: false], [name: "title", kind: "string", optional: false]], example: [arguments: [[id: 42, title: "Hi", secret: 1]], shape: [id: 42, title: "Hi"]]]]]
        json(api.get("/api/models")) == [models: [
                [name: "Chat", script: "chat.groovy", version: version, type: "object", keepsUnknown: false, fields: [
                        [name: "id", type: "Long", required: true],
                        [name: "title", type: "String", required: true],
                        [name: "replies", type: "List<Chat>", required: false]]],
                [name: "State", script: "chat.groovy", version: version, type: "one of 'open', 'closed'", keepsUnknown: false, fields: []]]]
    }

    def "a reload is answered with what is then in force"() {
        given:
        Files.writeString(events.resolve("late.groovy"), "event Late { on { 'a' } }")

        when:
        Map<String, Object> told = json(api.post("/api/scripts/reload", ""))

        then:
        told.scripts*.path == ["chat.groovy", "late.groovy"]
        json(api.post("/api/events/Late", "{}")).outcome == "SENT"
    }

    def "what is not there, or takes another method, is told as a problem too"() {
        expect:
        isProblem(api.get("/nope"), 404, "not-found")
        isProblem(api.send(api.request("/api/scripts").DELETE()), 405, "method-not-allowed")
    }

    def "metrics count what happened"() {
        given:
        api.post("/api/events/Never", "{}")
        api.post("/api/events/Nope", "{}")

        expect:
        String metrics = api.get("/metrics").body()
        metrics.contains('herald_triggers_seconds_count{outcome="SKIPPED"}')
        metrics.contains('herald_requests_failed_total{code="unknown-event"}')
        metrics.contains("herald_clients 0.0")
        metrics.contains('herald_broadcasts_compressed_bytes_total{when="before"} 1000.0')
        metrics.contains('herald_broadcasts_compressed_bytes_total{when="after"} 250.0')
        metrics.contains("herald_delivery_queued_bytes 1234.0")
    }
}

package io.herald.server.http

import static io.herald.server.http.ApiAnswers.isProblem
import static io.herald.server.http.ApiAnswers.json

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
import java.net.http.HttpRequest.BodyPublisher
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.lang.Unroll

@Timeout(60)
class RequestBodySpec extends Specification {

    static final String TOKEN = "the-token-of-the-spec"
    static final int MAX_BODY = 10_000

    @Shared @TempDir
    Path events

    @Shared @AutoCleanup
    Engine engine = new Engine(new MemoryBackplane(), new NoSockets(), EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    @Shared @AutoCleanup
    ScriptHost scripts

    @Shared @AutoCleanup
    Idempotency idempotency = new MemoryIdempotency()

    @Shared @AutoCleanup
    AdminApi api

    @Shared
    HttpClient http = HttpClient.newHttpClient()

    def setupSpec() {
        Files.writeString(events.resolve("chat.groovy"), "event UpdateChat { on { 'chat' } }")
        scripts = new ScriptHost(events, HostOptions.DEFAULT, engine.&use)
        scripts.load()
        engine.start()
        api = new AdminApi(new NodeParts(engine, scripts.&reload, null, idempotency), TOKEN, MAX_BODY)
        api.start("127.0.0.1", 0)
    }

    private HttpResponse<String> post(BodyPublisher body, Map<String, String> headers = [:]) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:${api.port()}/api/events/UpdateChat"))
                .header("Authorization", "Bearer $TOKEN")
        ([("Content-Type"): "application/json"] + headers).each { name, value -> request.header(name, value) }
        http.send(request.POST(body).build(), BodyHandlers.ofString())
    }

    @Unroll("#why")
    def "a body that is no object of inputs is refused"(String body, String said, String why) {
        given:
        HttpResponse<String> response = post(BodyPublishers.ofString(body))

        expect:
        isProblem(response, 400, "invalid-json")
        json(response).detail.contains(said)

        where:
        body                             || said                                    | why
        ""                               || "the body is empty"                     | "nothing"
        "[]"                             || "must be a JSON object"                 | "a list"
        "42"                             || "must be a JSON object"                 | "a number"
        "null"                           || "not null"                              | "null"
        '{"a": 1'                        || "at line 1, column"                     | "cut off"
        '{"a": 1} x'                     || "at line 1, column"                     | "followed by something"
        '{"a": 1, "a": 2}'               || "Duplicate"                             | "one key twice"
        '{"a": NaN}'                     || "at line 1, column"                     | "NaN"
        '{"a":' * 100 + "1" + "}" * 100  || "depth"                                 | "too deep"
        '{"a": ' + "9" * 200 + "}"       || "the body passes a bound"               | "a number of 200 digits"
    }

    def "a body past its bound is refused, told or untold how long it is"(BodyPublisher body) {
        expect:
        isProblem(post(body), 413, "payload-too-large")

        where:
        body << [
                BodyPublishers.ofString('{"a":"' + "x" * MAX_BODY + '"}'),
                BodyPublishers.ofInputStream { new ByteArrayInputStream(('{"a":"' + "x" * MAX_BODY + '"}').getBytes(StandardCharsets.UTF_8)) }
        ]
    }

    def "fifty megabytes are refused without being read into memory"() {
        given:
        Socket socket = new Socket("127.0.0.1", api.port())
        socket.soTimeout = 10_000

        when: "a request says how much is to come, and nothing comes"
        socket.outputStream << "POST /api/events/UpdateChat HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer $TOKEN\r\n" +
                "Content-Type: application/json\r\nContent-Length: ${50 * 1024 * 1024}\r\n\r\n"
        socket.outputStream.flush()

        then:
        socket.inputStream.newReader().readLine().contains("413")

        cleanup:
        socket?.close()
    }

    def "another content type is refused"(String name, String value) {
        expect:
        isProblem(post(BodyPublishers.ofString("{}"), [(name): value]), 415, "unsupported-media-type")

        where:
        name               | value
        "Content-Type"     | "text/plain"
        "Content-Type"     | "application/x-www-form-urlencoded"
        "Content-Encoding" | "gzip"
    }

    def "a charset beside the content type is fine"() {
        expect:
        post(BodyPublishers.ofString("{}"), [("Content-Type"): "application/json; charset=utf-8"]).statusCode() == 200
    }
}

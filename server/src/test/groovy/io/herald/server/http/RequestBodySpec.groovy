package io.herald.server.http

import static io.herald.server.http.ApiAnswers.isProblem
import static io.herald.server.http.ApiAnswers.json

import java.net.http.HttpRequest.BodyPublisher
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
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

    @Shared @TempDir
    Path events

    @Shared @AutoCleanup
    ServedApi api

    def setupSpec() {
        Files.writeString(events.resolve("chat.groovy"), "event UpdateChat { on { 'chat' } }")
        api = new ServedApi(events)
    }

    private HttpResponse<String> post(BodyPublisher body, Map<String, String> headers = [:]) {
        api.post("/api/events/UpdateChat", body, headers)
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
                BodyPublishers.ofString('{"a":"' + "x" * ServedApi.MAX_BODY + '"}'),
                BodyPublishers.ofInputStream { new ByteArrayInputStream(('{"a":"' + "x" * ServedApi.MAX_BODY + '"}').getBytes(StandardCharsets.UTF_8)) }
        ]
    }

    def "fifty megabytes are refused without being read into memory"() {
        given:
        Socket socket = new Socket("127.0.0.1", api.port)
        socket.soTimeout = 30_000

        when: "a request says how much is to come, and nothing comes"
        socket.outputStream << "POST /api/events/UpdateChat HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer $ServedApi.TOKEN\r\n" +
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

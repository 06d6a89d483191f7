package io.herald.server.http

import static io.herald.server.http.ApiAnswers.json

import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout
import spock.lang.Unroll

@Timeout(60)
class VersionRoutesSpec extends Specification {
    static final Map<String, String> TEXT = ["Content-Type": "text/plain; charset=utf-8"]
    static final Map<String, String> JSON = ["Content-Type": "application/json"]
    static final String ONE = "event Hello {\n    on { 'one' }\n}\n"
    static final String TWO = "event Hello {\n    on { 'two' }\n}\n"

    @TempDir
    Path events

    @AutoCleanup
    ServedApi api

    def setup() { api = new ServedApi(events) }

    private HttpResponse<String> send(String method, String path, String body = "", Map<String, String> headers = [:]) {
        HttpRequest.Builder request = api.request("/api/scripts$path").method(method, BodyPublishers.ofString(body))
        headers.each { request.header(it.key, it.value) }
        api.send(request)
    }

    private HttpResponse<String> put(String path, String text, Map<String, String> headers = [:]) {
        send("PUT", path, text, TEXT + headers)
    }

    private static String tag(HttpResponse<String> response) {
        response.headers().firstValue("ETag").get()
    }

    def "a script is put, read, changed by who knows its version, compared and taken back"() {
        when:
        HttpResponse<String> first = put("/chat/hello.groovy", ONE)

        then:
        first.statusCode() == 200
        json(first).events == ["Hello"]
        api.engine.catalog().events().keySet() == ["Hello"] as Set

        when:
        HttpResponse<String> read = send("GET", "/chat/hello.groovy")

        then:
        json(read) == [path: "chat/hello.groovy", version: json(first).version, text: ONE]
        tag(read) == tag(first)

        when:
        HttpResponse<String> second = put("/chat/hello.groovy", TWO, ["If-Match": tag(read)])

        then:
        second.statusCode() == 200
        send("GET", "/chat/hello.groovy/diff?from=${json(first).version}").body() == """\
            --- chat/hello.groovy ${json(first).version}
            +++ chat/hello.groovy ${json(second).version}
            @@ -1,3 +1,3 @@
             event Hello {
            -    on { 'one' }
            +    on { 'two' }
             }
            """.stripIndent()

        when:
        HttpResponse<String> back = send("POST", "/chat/hello.groovy/rollback", """{"version": "${json(first).version}"}""", JSON)

        then:
        json(back).version == json(first).version
        Map<String, Object> told = json(send("GET", "/chat/hello.groovy/versions"))
        told.version == json(first).version
        told.versions*.version == [json(first), json(second), json(first)]*.version
        told.versions*.from == ["ROLLBACK", "API", "API"]
        told.versions*.by.unique() == ["admin API from 127.0.0.1"]
    }

    def "a broken text is refused with its places, and nothing is written"() {
        given:
        HttpResponse<String> before = put("/hello.groovy", ONE)

        when:
        HttpResponse<String> refused = put("/hello.groovy", "event Hello { on { nope(1) } }")

        then:
        refused.statusCode() == 422
        json(refused).code == "invalid-script"
        json(refused).problems*.line == [1]
        json(refused).problems*.column == [20]
        tag(send("GET", "/hello.groovy")) == tag(before)
    }

    def "a script is taken away by who knows its version"() {
        given:
        HttpResponse<String> first = put("/hello.groovy", ONE)

        expect:
        send("DELETE", "/hello.groovy", "", ["If-Match": '"000000000000"']).statusCode() == 412
        json(send("DELETE", "/hello.groovy", "", ["If-Match": tag(first)])) == [path: "hello.groovy"]
        api.engine.catalog().scripts() == []
    }

    @Unroll("#why: #status #code")
    def "a request that can't be met is told as a problem"(
            String why, String method, String path, String body, Map<String, String> headers, int status, String code) {
        given:
        put("/hello.groovy", ONE)

        when:
        HttpResponse<String> refused = send(method, path, body, headers)

        then:
        refused.statusCode() == status
        json(refused).code == code
        !refused.body().contains("\tat ")

        where:
        why                     | method | path                                 | body         | headers                                || status | code
        "a stale version"       | "PUT"  | "/hello.groovy"                      | TWO          | TEXT + ["If-Match": '"000000000000"'] || 412    | "stale-version"
        "no version"            | "PUT"  | "/hello.groovy"                      | TWO          | TEXT + ["If-Match": "W/x"]            || 400    | "invalid-input"
        "a way out"             | "PUT"  | "/..%2F..%2Fx.groovy"                | ONE          | TEXT                                  || 400    | "invalid-path"
        "JSON for a text"       | "PUT"  | "/x.groovy"                          | "{}"         | JSON                                  || 415    | "unsupported-media-type"
        "a text too large"      | "PUT"  | "/x.groovy"                          | " " * 10_001 | TEXT                                  || 413    | "payload-too-large"
        "an unknown script"     | "GET"  | "/x.groovy"                          | ""           | [:]                                   || 404    | "unknown-script"
        "an unknown version"    | "GET"  | "/hello.groovy?version=000000000000" | ""           | [:]                                   || 404    | "unknown-version"
        "a script that is none" | "DELETE" | "/x.groovy"                        | ""           | [:]                                   || 404    | "unknown-script"
        "all of a folder"       | "PUT"  | ""                                   | '{"scripts": {"x.groovy": ""}}' | JSON               || 409    | "scripts-in-folder"
        "all that are no texts" | "PUT"  | ""                                   | '{"scripts": {"x.groovy": 7}}'  | JSON               || 400    | "invalid-input"
        "all of nothing"        | "PUT"  | ""                                   | "{}"         | JSON                                  || 400    | "invalid-input"
        "a diff from nowhere"   | "GET"  | "/hello.groovy/diff"                 | ""           | [:]                                   || 400    | "invalid-input"
        "a rollback to nothing" | "POST" | "/hello.groovy/rollback"             | "{}"         | JSON                                  || 400    | "invalid-input"
    }
}

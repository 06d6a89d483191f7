package io.herald.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.Engine
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryIdempotency
import io.herald.engine.event.EventNaming
import io.herald.engine.event.Limits
import java.util.concurrent.TimeUnit
import java.util.function.Supplier
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll

/** What comes over the wire before it is a request: bytes as no client library would send them. */
@Timeout(60)
class AdminApiEdgeSpec extends Specification {

    static final String TOKEN = "the-token-of-the-spec"
    static final String POST = "POST /api/events/X HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer $TOKEN\r\nContent-Type: application/json\r\n"

    @Shared
    Supplier reload = { throw new IllegalStateException("unused") }

    @Shared @AutoCleanup
    Engine engine = new Engine(new MemoryBackplane(), new NoSockets(), EventNaming.AS_WRITTEN, Limits.DEFAULTS)

    @Shared @AutoCleanup
    MemoryIdempotency idempotency = new MemoryIdempotency()

    @Shared @AutoCleanup
    AdminApi api = new AdminApi(new NodeParts(engine, { reload.get() }, null, idempotency), TOKEN, 10_000)

    def setupSpec() {
        api.start("127.0.0.1", 0)
    }

    /** All that the server says until it closes. */
    private String exchange(String bytes) {
        new Socket("127.0.0.1", api.port()).withCloseable { socket ->
            socket.soTimeout = (int) TimeUnit.SECONDS.toMillis(60)
            socket.outputStream << bytes
            socket.outputStream.flush()
            socket.inputStream.getText("UTF-8")
        }
    }

    @Unroll("#why: #status")
    def "a request of which two servers could think differently is refused, and its connection closed"(String why, String bytes, int status) {
        given:
        String answer = exchange(bytes)

        expect:
        answer.startsWith("HTTP/1.1 $status ")
        answer.contains("application/problem+json")
        !answer.contains("\r\nServer:")
        answer.count("HTTP/1.1 ") == 1

        where:
        why                                | bytes                                                                                      || status
        "a length and chunks"              | POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"                   || 400
        "the same in HTTP/1.0"             | POST.replace("1.1", "1.0") + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" || 400
        "two lengths"                      | POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"                                   || 400
        "an open quote in a chunk's head"  | POST + "Transfer-Encoding: chunked\r\n\r\n2;a=\"\r\n{}\r\n0\r\n\r\n"                        || 400
        "a line break in a chunk's head"   | POST + "Transfer-Encoding: chunked\r\n\r\n2;a=\"x\r\ny\"\r\n{}\r\n0\r\n\r\n"                || 400
        "a path that is no UTF-8"          | "GET /api/events/%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"                   || 400
        "a head of 20 kB"                  | "GET /health HTTP/1.1\r\nHost: x\r\nX: ${'a' * 20_000}\r\n\r\n"                             || 431
        "a path of 20 kB"                  | "GET /${'a' * 20_000} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"                     || 414
    }

    def "HTTP/2 is not spoken, nor is an upgrade to it taken"() {
        expect:
        exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").startsWith("HTTP/1.1 426 ")
        exchange("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n" +
                "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n").startsWith("HTTP/1.1 200 ")
    }

    def "a body that does not come holds its connection for ten seconds, not for as long as one at rest"() {
        given:
        long began = System.nanoTime()

        expect:
        exchange(POST + "Content-Length: 50\r\n\r\n{").startsWith("HTTP/1.1 400 ")
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) < 25
    }

    @Unroll("#spelling")
    def "no spelling of a path leads past the token"(String spelling) {
        given:
        String answer = exchange("GET $spelling HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

        expect:
        answer.startsWith("HTTP/1.1 401 ") || answer.startsWith("HTTP/1.1 404 ") || answer.startsWith("HTTP/1.1 400 ")
        !answer.contains('"events":') && !answer.contains("herald_clients")

        where:
        spelling << ["/api/events/", "//api/events", "/API/events", "/api;x/events", "/api/./events", "/x/../api/events", "/%61pi/events",
                     "/api%2fevents", "/metrics/", "//metrics", "/metrics;x", "/%6detrics", "/./metrics", "/health/../metrics"]
    }

    @Unroll("#failure.class.simpleName")
    def "what fails unexpectedly is told by a reference, and by nothing of its inside"(Throwable failure) {
        given:
        reload = { throw failure }

        when:
        String answer = exchange("POST /api/scripts/reload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer $TOKEN\r\n" +
                "Content-Length: 0\r\nConnection: close\r\n\r\n")

        then:
        answer.startsWith("HTTP/1.1 500 ")
        Map<String, Object> problem = new ObjectMapper().readValue(answer.substring(answer.indexOf("\r\n\r\n") + 4), Map)
        problem.code == "internal"
        problem.detail ==~ /Herald failed; the log tells more under the reference [0-9a-f-]{36}/
        !answer.contains("secret")

        where:
        failure << [new IllegalStateException("secret"), new StackOverflowError("secret")]
    }
}

package io.herald.server.http

import java.net.http.HttpRequest.BodyPublishers
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import org.eclipse.jetty.io.Content
import org.eclipse.jetty.server.Handler
import org.eclipse.jetty.server.Request
import org.eclipse.jetty.server.Response
import org.eclipse.jetty.server.Server
import org.eclipse.jetty.server.ServerConnector
import org.eclipse.jetty.util.Callback
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** Triggers that the thread answers which reads the requests of all. */
@Timeout(120)
class QuickTriggersSpec extends Specification {

    @TempDir
    Path events

    @AutoCleanup
    ServedApi api

    def setup() {
        Files.writeString(events.resolve("Ping.groovy"), "event Ping { on { 'lobby' } }")
        api = new ServedApi(events)
        assert (1..20_000).any { api.post("/api/events/Ping", "{}"); api.engine.isQuick("Ping") }
    }

    private static String head(String length, String more = "") {
        "POST /api/events/Ping HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer $ServedApi.TOKEN\r\n$more$length\r\n\r\n"
    }

    private Socket connected() {
        Socket socket = new Socket("127.0.0.1", api.port)
        socket.soTimeout = (int) TimeUnit.SECONDS.toMillis(60)
        socket
    }

    private static void say(Socket socket, String bytes) {
        socket.outputStream << bytes
        socket.outputStream.flush()
    }

    def "it is answered as by the pool"() {
        expect:
        with(api.post("/api/events/Ping", "{}")) {
            statusCode() == 200
            body().contains('"outcome":"SENT"')
        }
        api.post("/api/events/Ping", "{").statusCode() == 400
        api.post("/api/events/Ping", "").body().contains("the body is empty")
        api.post("/api/events/Ping", "{}", ["Content-Type": "text/plain"]).statusCode() == 415
        api.post("/api/events/Ping", '{"a":"' + "x" * 9000 + '"}').statusCode() == 200
        api.post("/api/events/Ping", '{"a":"' + "x" * 10_000 + '"}').statusCode() == 413
        ServedApi.send(api.bare("/api/events/Ping").POST(BodyPublishers.ofString("{}"))).statusCode() == 401
    }

    def "a body that comes in pieces keeps nobody waiting"() {
        given: "as many as would take all threads that read"
        List<Socket> unfinished = (1..20).collect { connected() }
        unfinished.each { say(it, head("Content-Length: 9") + '{"a"') }

        expect:
        (1..5).every { api.post("/api/events/Ping", "{}").statusCode() == 200 }

        when:
        unfinished.each { say(it, ':"b"}') }

        then:
        unfinished.every { it.inputStream.newReader().readLine() == "HTTP/1.1 200 OK" }

        cleanup:
        unfinished*.close()
    }

    def "chunks are put together"() {
        given:
        Socket socket = connected()

        when:
        say(socket, head("Transfer-Encoding: chunked", "Connection: close\r\n") + '2\r\n{"\r\n')
        say(socket, '5\r\na":1}\r\n0\r\n\r\n')

        then:
        socket.inputStream.text.startsWith("HTTP/1.1 200 OK")

        cleanup:
        socket.close()
    }

    def "a handler below that waits for the body before it reads is told of what came first"() {
        given: "one that asks to be told, reads what there is, and answers when it has all"
        Server jetty = new Server(0)
        CompletableFuture<Integer> firstPiece = new CompletableFuture<>()
        jetty.handler = new QuickTriggers(api.engine).tap { it.handler = new Waiting(firstPiece) }
        ServerConnector connector = jetty.connectors[0] as ServerConnector
        connector.idleTimeout = TimeUnit.MINUTES.toMillis(10) // by which a handler that waits in vain would be told, too
        jetty.start()
        Socket socket = new Socket("127.0.0.1", connector.localPort)

        when: "the rest comes only once the first is read"
        say(socket, head("Content-Length: 9", "Connection: close\r\n") + '{"a"')
        int bytes = firstPiece.get(60, TimeUnit.SECONDS)
        say(socket, ':"b"}')

        then:
        bytes == 4
        socket.inputStream.text.startsWith("HTTP/1.1 200 OK")

        cleanup:
        socket?.close()
        jetty?.stop()
    }

    private static class Waiting extends Handler.Abstract {
        private final CompletableFuture<Integer> firstPiece

        Waiting(CompletableFuture<Integer> firstPiece) { this.firstPiece = firstPiece }

        @Override
        boolean handle(Request request, Response response, Callback callback) {
            request.demand { read(request, callback) }
            true
        }

        private void read(Request request, Callback callback) {
            Content.Chunk chunk = request.read()
            int bytes = chunk?.remaining() ?: 0
            boolean isLast = chunk?.last
            chunk?.release()
            if (bytes > 0) {
                firstPiece.complete(bytes)
            }
            isLast ? callback.succeeded() : request.demand { read(request, callback) }
        }
    }

    def "requests that come together are answered in their order, whoever answers them"() {
        given:
        Socket socket = connected()

        when:
        say(socket, head("Content-Length: 2") + "{}" + head("Content-Length: 2").replace("Ping", "Unknown") + "{}" +
                head("Content-Length: 2", "Connection: close\r\n") + "{}")

        then:
        socket.inputStream.text.findAll(/HTTP\/1\.1 \d+/)*.substring(9) == ["200", "404", "200"]

        cleanup:
        socket.close()
    }
}

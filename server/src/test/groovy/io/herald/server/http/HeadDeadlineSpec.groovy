package io.herald.server.http

import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import org.eclipse.jetty.server.Handler
import org.eclipse.jetty.server.Request
import org.eclipse.jetty.server.Response
import org.eclipse.jetty.server.Server
import org.eclipse.jetty.server.ServerConnector
import org.eclipse.jetty.util.Callback
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

class HeadDeadlineSpec extends Specification {

    static final long LOOK_MILLIS = 100

    CountDownLatch mayAnswer = new CountDownLatch(0)

    @AutoCleanup("stop")
    Server server = new Server()

    @AutoCleanup
    Socket client

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setup() {
        server.addConnector(new ServerConnector(server))
        server.handler = new Handler.Abstract() {
            @Override
            boolean handle(Request request, Response response, Callback callback) {
                mayAnswer.await()
                callback.succeeded()
                true
            }
        }
        server.addBean(new HeadDeadline(server, LOOK_MILLIS))
        server.start()
        client = new Socket("127.0.0.1", server.connectors[0].localPort)
        client.soTimeout = 30_000
    }

    private void send(String text) {
        client.outputStream << text
        client.outputStream.flush()
    }

    private void drip() {
        try {
            send("X: y\r\n")
        } catch (SocketException ignored) {
            // it is cut
        }
    }

    private String readLine() {
        StringBuilder line = new StringBuilder()
        int character = client.inputStream.read()
        while (character != -1 && character != ('\n' as char)) {
            line << (character as char)
            character = client.inputStream.read()
        }
        line.toString().trim()
    }

    private boolean isOpen() {
        server.connectors[0].connectedEndPoints.size() == 1
    }

    @Unroll("#why")
    def "a head that drips in is cut, however steadily its bytes come"(String why, String before) {
        given:
        send(before + "GET / HTTP/1.1\r\nHost: x\r\n")

        expect:
        eventually.eventually {
            drip()
            assert !isOpen()
        }

        where:
        why                             | before
        "the first on its connection"   | ""
        "one after others"              | "GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 2
    }

    def "neither a connection at rest nor a request that is long answered is cut"() {
        given:
        mayAnswer = new CountDownLatch(1)
        send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")

        expect: "that it outlives many looks"
        !mayAnswer.await(10 * LOOK_MILLIS, TimeUnit.MILLISECONDS)
        isOpen()

        when:
        mayAnswer.countDown()

        then:
        readLine().contains("200")

        and:
        !new CountDownLatch(1).await(10 * LOOK_MILLIS, TimeUnit.MILLISECONDS)
        isOpen()
    }
}

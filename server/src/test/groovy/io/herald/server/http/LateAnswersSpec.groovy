package io.herald.server.http

import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.Offset
import io.herald.engine.backplane.Receipt
import io.herald.engine.event.Limits
import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.Executors
import java.util.concurrent.ScheduledExecutorService
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import java.util.function.ToIntFunction
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(60)
class LateAnswersSpec extends Specification {

    static final int PIPELINED = 500 // of 50 kB: more than the buffers between two sockets hold

    /** As over Redis, one thread brings back what was published, once whoever published it waits for that. */
    static class OneReader implements Backplane {
        final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor()
        final AtomicInteger large = new AtomicInteger()

        @Override
        void start(Audience audience, ToIntFunction<Broadcast> deliver) {}

        @Override
        CompletionStage<Receipt> publish(List<Broadcast> broadcasts) {
            CompletableFuture<Receipt> receipt = new CompletableFuture<>()
            if (broadcasts[0].event() == "Large") {
                large.incrementAndGet()
            }
            reader.schedule({ receipt.complete(new Receipt(false, 0)) }, 10, TimeUnit.MILLISECONDS)
            receipt
        }

        @Override
        Optional<List<Broadcast>> since(Offset heard, Audience audience) { Optional.empty() }

        @Override
        void close() { reader.shutdownNow() }
    }

    @TempDir
    Path events

    OneReader backplane = new OneReader()

    @AutoCleanup
    ServedApi api

    def setup() {
        Files.writeString(events.resolve("chat.groovy"), '''
            event Small { on { 'room' } }
            event Large { on { (1..1000).collect { 'a.room.of.a.thousand.' + it } } }
        '''.stripIndent())
        api = new ServedApi(events, Limits.DEFAULTS, backplane)
    }

    private HttpResponse<String> trigger(String event) {
        api.post("/api/events/$event", "{}")
    }

    def "who pipelines triggers and reads none of the answers keeps nobody else waiting"() {
        given:
        String request = "POST /api/events/Large HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer $ServedApi.TOKEN\r\n" +
                "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        Socket mute = new Socket("127.0.0.1", api.port)
        mute.outputStream << request * PIPELINED

        when: "its answers fill all buffers, and no more of its triggers come"
        int came = 0
        while (came == 0 || came != backplane.large.get()) {
            came = backplane.large.get()
            20.times { assert trigger("Small").statusCode() == 200 }
        }

        then:
        came in 1..<PIPELINED

        and: "others are answered, with much, too"
        trigger("Small").statusCode() == 200
        trigger("Large").body().contains("a.room.of.a.thousand.1000")

        cleanup:
        mute?.close()
    }
}

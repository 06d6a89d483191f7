package io.herald.engine.backplane.redis

import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.util.concurrent.atomic.AtomicInteger
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

class StreamWriterSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def "an error of the JVM in whoever is told that Redis is away ends no writer"() {
        given:
        AtomicInteger told = new AtomicInteger()
        StreamSettings quick = RecordingNode.QUICK
        Outbox outbox = new Outbox(quick, "0123456789abcdef", null)
        StreamWriter writer = new StreamWriter(new Dialer(RedisSettings.parse(redis.url), quick.timeout()), quick, outbox, new Counters(), {
            told.incrementAndGet()
            throw new StackOverflowError()
        })
        Broadcast broadcast = new Broadcast("1", Namespace.ROOT, "Tick", ["room"] as Set, Payload.of("1"))
        redis.kill()

        when:
        Thread writing = Thread.startDaemon("writing") { writer.run() }
        outbox.add([broadcast], [DataText.write(broadcast)])

        then:
        eventually.eventually { assert told.get() == 1 && writer.away() }

        when:
        redis.start()

        then:
        eventually.eventually { assert redis.call { it.xlen("socket.io") } == 1 && !writer.away() }

        cleanup:
        writer?.stop()
        writing?.join()
    }
}

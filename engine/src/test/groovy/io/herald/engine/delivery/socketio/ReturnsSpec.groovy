package io.herald.engine.delivery.socketio

import ch.qos.logback.classic.Level
import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import io.herald.engine.delivery.LostSocket
import io.herald.engine.delivery.Recovery
import io.herald.engine.model.Namespace
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import org.slf4j.LoggerFactory
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout

/** Clients that come back to a node that stops. */
@Timeout(60)
class ReturnsSpec extends Specification {

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))

    def "a client that was nearly back when its node stopped is kept as it was, and is no failure"() {
        given:
        LostSocket lost = new LostSocket("key", "id", Namespace.ROOT, ["chat"] as Set, [:], Optional.empty())
        CompletableFuture<Void> asked = new CompletableFuture<>()
        CompletableFuture<Boolean> answer = new CompletableFuture<>()
        List<LostSocket> kept = new CopyOnWriteArrayList<>()
        Recovery recovery = Stub {
            isOn() >> true
            find("key") >> CompletableFuture.completedFuture(Optional.of(new Recovery.Found(lost, "")))
            missed(_, _) >> CompletableFuture.completedFuture(Optional.of([]))
            claim(_) >> { asked.complete(null); answer }
            keep(_) >> { LostSocket back -> kept << back; null }
        }
        delivery.start(new OpenGate(), recovery)
        ListAppender<ILoggingEvent> told = new ListAppender<>()
        told.start()
        Logger log = LoggerFactory.getLogger(ClientFailures) as Logger
        log.addAppender(told)
        Wire wire = Wire.open(delivery.port())
        wire.hear()
        wire.say('40{"pid":"key","offset":"1-0"}')
        asked.get(30, TimeUnit.SECONDS)

        when: "it hears that it has it after its event loops have ended"
        delivery.close()
        answer.complete(true)

        then:
        kept == [lost]
        told.list.findAll { it.level.isGreaterOrEqual(Level.WARN) }.empty

        cleanup:
        log?.detachAppender(told)
    }
}

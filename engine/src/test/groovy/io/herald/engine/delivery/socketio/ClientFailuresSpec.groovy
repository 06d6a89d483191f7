package io.herald.engine.delivery.socketio

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import io.herald.engine.delivery.Recovery
import java.util.concurrent.CompletableFuture
import org.slf4j.LoggerFactory
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout

/** What clients make fail again and again. */
@Timeout(60)
class ClientFailuresSpec extends Specification {

    @AutoCleanup
    SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []))
    ListAppender<ILoggingEvent> told = new ListAppender<>()
    Logger log = LoggerFactory.getLogger(ClientFailures) as Logger

    def setup() {
        told.start()
        log.addAppender(told)
    }

    def cleanup() { log.detachAppender(told) }

    /** Answers each event that fails: what was told before is there. */
    private void failing() {
        (delivery.@server as WireServer).open("").addMultiTypeEventListener("fail", { client, said, ack ->
            ack.sendAckData("failed")
            throw new IllegalStateException("a bug")
        }, Object)
    }

    def "a client whose events fail fills no log"() {
        given:
        delivery.start(new OpenGate())
        failing()
        Wire wire = Wire.connected(delivery.port())

        when:
        (1..50).each { wire.say("42$it[\"fail\"]") }

        then:
        (1..50).every { wire.hear() == "43$it[\"failed\"]" }
        told.list*.formattedMessage == ["an event of a client failed: java.lang.IllegalStateException: a bug"]
    }

    def "clients whose return fails fill no log, and begin anew"() {
        given:
        Recovery broken = Stub {
            isOn() >> true
            find(_) >> { CompletableFuture.<Optional<Recovery.Found>>failedFuture(new IllegalStateException("a bug")) }
        }
        delivery.start(new OpenGate(), broken)

        when:
        List<Wire> wires = (1..20).collect { Wire.open(delivery.port()) }
        wires.each { it.hear(); it.say('40{"pid":"key","offset":"1-0"}') }

        then:
        wires.every { (it.hear() as String).startsWith('40{"sid":') }
        told.list*.formattedMessage.size() == 1
        told.list[0].formattedMessage.startsWith("a client that came back begins anew: ")
    }
}

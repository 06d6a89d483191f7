package io.herald.engine.backplane.redis

import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import spock.lang.Specification

class DialerSpec extends Specification {

    def "a sentinel that is mute is asked once, not each time"() {
        given:
        AtomicInteger asked = new AtomicInteger()
        List<Socket> waiting = Collections.synchronizedList([])
        ServerSocket mute = new ServerSocket(0, 50, InetAddress.loopbackAddress)
        Thread.startDaemon("mute") {
            while (!mute.closed) {
                waiting << mute.accept()
                asked.incrementAndGet()
            }
        }
        RedisServer master = RedisServer.started()
        RedisServer sentinel = RedisServer.sentinelOf(master)
        Dialer dialer = new Dialer(RedisSettings.parse("redis-sentinel://127.0.0.1:$mute.localPort,127.0.0.1:$sentinel.port#main"), Duration.ofSeconds(2))

        when:
        Link link = dialer.dial()

        then:
        (1..5).every { dialer.isCurrent(link) }
        link.hostAndPort.port == master.port
        asked.get() == 1

        cleanup:
        link?.close()
        mute?.close()
        waiting*.close()
        [sentinel, master]*.close()
    }
}

package io.herald.engine.delivery.socketio

import io.netty.buffer.ByteBufAllocator
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

class LeakWatchSpec extends Specification {

    def "a lost buffer is noticed"() {
        when:
        ByteBufAllocator.DEFAULT.buffer().writeInt(7)

        then:
        new PollingConditions(timeout: 30).eventually { assert LeakWatch.lost().any { it.startsWith("ByteBuf") } }
    }
}

package io.herald.engine.backplane.redis

import io.herald.engine.backplane.ClusterNode
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

class HeartbeatsSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()

    def "an error of the JVM over one beat does not keep the next from coming"() {
        given:
        ClusterNode self = new ClusterNode(ClusterNode.newId(), "a", "", "", 0, 0, 0, "", 0)
        int beats = 0
        Heartbeats heartbeats = new Heartbeats(new Line(new Dialer(RedisSettings.parse(redis.url), Duration.ofSeconds(2))), "c", { self }, {
            if (beats++ == 0) {
                throw new StackOverflowError()
            }
        })

        when:
        heartbeats.start()

        then:
        new PollingConditions(timeout: 30, delay: 0.05).eventually { assert redis.call { it.hkeys("{herald}:nodes:c") } == [self.id()] as Set }

        cleanup:
        heartbeats?.close()
    }
}

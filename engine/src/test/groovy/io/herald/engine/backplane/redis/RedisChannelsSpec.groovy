package io.herald.engine.backplane.redis

import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

class RedisChannelsSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    def "an error of the JVM over a message does not end the listening"() {
        given:
        List<String> heard = new CopyOnWriteArrayList<>()
        RedisChannels channels = new RedisChannels(RedisSettings.parse(redis.url), Duration.ofSeconds(2), "news", { channel, message ->
            heard << new String(message)
            if (heard.size() == 1) {
                throw new StackOverflowError()
            }
        })
        channels.start()

        expect:
        ["bad", "good"].every { String message ->
            eventually.eventually { assert redis.call { it.publish("news", message) } == 1 && heard.contains(message) }
            true
        }

        cleanup:
        channels?.close()
    }
}

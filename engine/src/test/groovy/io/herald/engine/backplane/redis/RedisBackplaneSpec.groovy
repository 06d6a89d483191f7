package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.BackplaneContract
import io.herald.engine.backplane.Receipt
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.util.concurrent.PollingConditions

class RedisBackplaneSpec extends BackplaneContract {

    @Shared
    @AutoCleanup
    RedisServer redis = RedisServer.started()

    @Override
    Backplane create() {
        new RedisBackplane(RedisSettings.parse(redis.url), StreamSettings.DEFAULTS, { })
    }

    def "what two nodes publish at once to a room is heard in one order on both"() {
        given: "a Redis that does not count as away on a busy machine: then each node would hear its own first"
        StreamSettings patient = StreamSettings.DEFAULTS.withKey("ordered").withTimeout(Duration.ofSeconds(30))
        List<RecordingNode> nodes = ["a", "b"].collect { RecordingNode.started(it, redis.url, patient) }

        when:
        List<Thread> publishers = nodes.collect { node -> Thread.start { (1..500).each { node.publish(it) } } }
        publishers*.join()
        nodes*.answers()

        then:
        new PollingConditions(timeout: 30).eventually { assert nodes*.heard*.size() == [1_000, 1_000] }
        nodes[0].heard == nodes[1].heard
        nodes.every { node -> nodes.every { node.tally(it, 1..500) == FaultSpec.NOTHING_WRONG } }

        cleanup:
        nodes*.close()
    }

    def "a delivery that fails ends nothing"() {
        given:
        backplane.start {
            if (it.id() == "1") {
                throw new IllegalStateException("a socket broke")
            }
            delivered << it
            1
        }

        when:
        List<Receipt> receipts = ["1", "2"].collect { backplane.publish(broadcast(it)).toCompletableFuture().join() }

        then:
        receipts == [new Receipt(false, 0), new Receipt(false, 1)]
        delivered*.id() == ["2"]
    }
}

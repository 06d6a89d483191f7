package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.BackplaneContract
import io.herald.engine.backplane.Receipt
import spock.lang.AutoCleanup
import spock.lang.Shared

class RedisBackplaneSpec extends BackplaneContract {

    @Shared
    @AutoCleanup
    RedisServer redis = RedisServer.started()

    @Override
    Backplane create() {
        new RedisBackplane(RedisSettings.parse(redis.url), StreamSettings.DEFAULTS, { })
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

package io.herald.engine

import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryStore
import io.herald.engine.delivery.LostSocket
import io.herald.engine.model.Namespace
import java.time.Duration
import spock.lang.Specification
import spock.lang.Unroll

class BackplaneRecoverySpec extends Specification {

    BackplaneRecovery recovery = new BackplaneRecovery(new MemoryBackplane(), new MemoryStore(), Duration.ofMinutes(1), Runnable::run)

    @Unroll("in #count rooms: #isKept")
    def "a client in more rooms than are kept of one begins anew"(int count, boolean isKept) {
        given:
        Set<String> rooms = (1..count).collect { "room $it".padRight(120, "x") }

        when:
        recovery.keep(new LostSocket("key", "id", Namespace.ROOT, rooms, [:], Optional.empty()))

        then:
        recovery.find("key").toCompletableFuture().join().present == isKept

        where:
        count || isKept
        256   || true
        600   || false
    }
}

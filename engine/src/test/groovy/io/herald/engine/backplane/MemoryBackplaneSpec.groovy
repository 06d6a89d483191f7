package io.herald.engine.backplane

import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.lang.management.ManagementFactory
import spock.lang.Unroll

class MemoryBackplaneSpec extends BackplaneContract {

    static final int KEPT = 16 << 20

    @Override
    Backplane create() {
        new MemoryBackplane()
    }

    private static long used() {
        2.times { System.gc() }
        ManagementFactory.memoryMXBean.heapMemoryUsage.used
    }

    /** As much as fills the history several times over. */
    private static void fill(Backplane backplane, int broadcasts, int rooms, String room, int payload) {
        broadcasts.times { n ->
            Set<String> names = (1..rooms).collect { "$room.$n.$it".toString() }
            Payload text = Payload.ofUtf8(new byte[payload])
            backplane.publish(new Broadcast("0123456789-$n", Namespace.ROOT, "Update", names, text))
        }
    }

    @Unroll("rooms: #rooms named like #room, payload: #payload bytes")
    def "the heap that its history takes is about its bound"(int broadcasts, int rooms, String room, int payload) {
        given:
        long before = used()
        Backplane filled = new MemoryBackplane(KEPT)

        when:
        fill(filled, broadcasts, rooms, room, payload)
        long taken = used() - before

        then:
        taken in (long) (0.6 * KEPT)..(long) (1.25 * KEPT)

        cleanup: "it is held till here"
        filled.close()

        where:
        broadcasts | rooms | room   | payload
        80_000     | 1     | "chat" | 2
        80_000     | 1     | "чат"  | 20
        12_000     | 20    | "chat" | 2
        500        | 500   | "chat" | 2
        5_000      | 1     | "chat" | 5000
    }
}

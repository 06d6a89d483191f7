package io.herald.engine.backplane

import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import spock.lang.Unroll

class MemoryBackplaneSpec extends BackplaneContract {

    static final int KEPT = 8 << 20

    @Override
    Backplane create() {
        new MemoryBackplane()
    }

    /** With as much as fills its history several times over. */
    private static Backplane filled(int broadcasts, int rooms, String room, int payload) {
        Backplane backplane = new MemoryBackplane(KEPT)
        broadcasts.times { n ->
            Set<String> names = (1..rooms).collect { "$room.$n.$it".toString() }
            Payload text = Payload.ofUtf8(new byte[payload])
            backplane.publish(new Broadcast("0123456789-$n", Namespace.ROOT, "Update", names, text))
        }
        backplane
    }

    @Unroll("rooms: #rooms named like #room, payload: #payload bytes")
    def "the heap that its history takes is about its bound"(int broadcasts, int rooms, String room, int payload) {
        expect:
        UsedHeap.isAbout(KEPT) { filled(broadcasts, rooms, room, payload) }

        where:
        broadcasts | rooms | room   | payload
        40_000     | 1     | "chat" | 2
        40_000     | 1     | "чат"  | 20
        6_000      | 20    | "chat" | 2
        250        | 500   | "chat" | 2
        2_500      | 1     | "chat" | 5000
    }
}

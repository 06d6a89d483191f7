package io.herald.engine.backplane

import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.util.concurrent.CompletionException
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

    /** Sockets that take nothing, or do. */
    static class Full implements Audience {
        boolean isFull = true

        @Override
        boolean has(Namespace namespace, String room) { true }

        @Override
        boolean isFull() { isFull }
    }

    def "while its sockets are full, nothing of what is published is taken"() {
        given:
        Full sockets = new Full()
        backplane.start(sockets, { delivered << it; 1 })

        when:
        backplane.publish([broadcast("1"), broadcast("2")]).toCompletableFuture().join()

        then:
        CompletionException e = thrown()
        e.cause instanceof BroadcastException.Overloaded
        (e.cause as BroadcastException).code() == "overloaded"
        delivered.empty

        when:
        sockets.isFull = false
        backplane.publish(broadcast("3"))

        then:
        delivered*.id() == ["3"]
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

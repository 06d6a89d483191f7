package io.herald.engine.backplane

import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** What every backplane keeps. */
abstract class BackplaneContract extends Specification {

    @AutoCleanup
    Backplane backplane = create()
    List<Broadcast> delivered = new CopyOnWriteArrayList<>()
    PollingConditions eventually = new PollingConditions(timeout: 30)

    abstract Backplane create()

    static Broadcast broadcast(String id) {
        new Broadcast(id, new Namespace("/chat"), "UpdateChat", ["chat.42", "chat.é"] as LinkedHashSet, Payload.of('{"id":42,"title":"😀"}'))
    }

    private int deliver(Broadcast broadcast) {
        delivered << broadcast
        3
    }

    def "what is published is delivered on this node as it was, and its recipients counted"() {
        given:
        backplane.start(this.&deliver)

        when:
        Receipt receipt = backplane.publish(broadcast("1")).toCompletableFuture().join()

        then:
        eventually.eventually { assert delivered*.at("") == [broadcast("1")] }
        Offset.parse(delivered[0].offset()).present
        receipt == new Receipt(false, 3)
    }

    def "a thousand broadcasts of one thread arrive once each, in their order"() {
        given:
        backplane.start(this.&deliver)
        List<String> ids = (1..1000).collect { it.toString() }

        when:
        ids.each { backplane.publish(broadcast(it)) }

        then:
        eventually.eventually { assert delivered*.id() == ids }
    }

    def "who was away gets what came after the offset it heard last"() {
        given:
        backplane.start(this.&deliver)
        (1..3).each { backplane.publish(broadcast("$it")) }
        eventually.eventually { assert delivered.size() == 3 }
        Offset heard = Offset.parse(delivered[0].offset()).get()

        expect:
        backplane.since(heard, Audience.EVERYONE).get() == delivered.drop(1)
        backplane.since(heard, { namespace, room -> room == "another" } as Audience).get() == []
        backplane.since(new Offset(1, 0), Audience.EVERYONE).empty
    }

    def "a closed backplane delivers nothing more"() {
        given:
        backplane.start(this.&deliver)
        backplane.publish(broadcast("1")).toCompletableFuture().join()

        when:
        backplane.close()
        backplane.publish(broadcast("2"))

        then:
        delivered*.id() == ["1"]
    }

    def "a broadcast for nobody on this node is not delivered, and has no recipients"() {
        given:
        backplane.start({ namespace, room -> room == "chat.43" }, this.&deliver)

        when:
        Receipt receipt = backplane.publish(broadcast("1")).toCompletableFuture().join()

        then:
        receipt == new Receipt(false, 0)
        delivered.empty
    }
}

package io.herald.engine

import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.Receipt
import io.herald.engine.delivery.Delivered
import io.herald.engine.delivery.Delivery
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPolicy
import io.herald.engine.event.FixedEvent
import io.herald.engine.event.Limits
import io.herald.engine.event.Timing
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Namespace
import io.herald.engine.model.Room
import io.herald.engine.model.Trigger
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.CountDownLatch
import spock.lang.AutoCleanup
import spock.lang.Specification

class EngineSpec extends Specification {

    Delivery delivery = Mock() {
        wants(_) >> true
    }

    @AutoCleanup
    Engine engine = engine(new MemoryBackplane())

    private Engine engine(Backplane backplane) {
        new Engine(backplane, delivery, EventNaming.SNAKE_CASE, Limits.DEFAULTS)
    }

    private static EventCatalog catalog(FixedEvent... events) {
        new EventCatalog("1", events.collectEntries { [it.name(), it] }, [:], [], [])
    }

    private static TriggerResult ended(CompletionStage<TriggerResult> stage) {
        try {
            return stage.toCompletableFuture().join()
        } catch (CompletionException e) {
            throw e.cause
        }
    }

    def "a trigger is delivered, and the answer says what happened"() {
        given:
        engine.use(catalog(new FixedEvent(on: { "chat.${it.chat.id}" }, as: { [id: it.chat.id] })))
        engine.start()

        when:
        TriggerResult result = ended(engine.trigger(new Trigger("UpdateChat", [chat: [id: 42]])))

        then:
        1 * delivery.deliver({ Broadcast it ->
            it.event() == "update_chat" && it.rooms() == ["chat.42"] as Set && it.payload().json() == '{"id":42}'
        }) >> Delivered.of(3)
        with(result) {
            outcome() == Outcome.SENT
            event() == "UpdateChat"
            name() == "update_chat"
            rooms() == [new Room("chat.42")]
            recipients() == 3
            bytes() == 9
            id().isPresent()
            payload().isEmpty()
            script() == "UpdateChat.groovy"
            version() == "0123456789ab"
        }
    }

    def "an event that is evaluated sooner than a thread is woken is evaluated by who triggers it, until it runs into its limits"() {
        given:
        delivery.deliver(_) >> Delivered.of(0)
        boolean isEndless = false
        engine.use(catalog(new FixedEvent(on: { Thread.currentThread().name }, when: { !isEndless || new CountDownLatch(1).await() })))
        engine.start()
        Closure<TriggerResult> trigger = { ended(engine.trigger(new Trigger("UpdateChat", [:]))) }

        expect:
        trigger().rooms()*.name() != [Thread.currentThread().name]
        !engine.isQuick("UpdateChat") && !engine.isQuick("Unknown")

        when:
        boolean isQuick = (1..20_000).any { trigger(); engine.isQuick("UpdateChat") }

        then:
        isQuick
        trigger().rooms()*.name() == [Thread.currentThread().name]

        when:
        isEndless = true
        trigger()

        then:
        thrown(BroadcastException.TimedOut)

        when:
        isEndless = false
        1000.times { trigger() }

        then:
        !engine.isQuick("UpdateChat")
        trigger().rooms()*.name() != [Thread.currentThread().name]
    }

    def "a trigger whose broadcast the sockets have no room for is refused, and sends nothing"() {
        given:
        engine.use(catalog(new FixedEvent(on: { "chat.42" }, as: { [id: 42] })))
        engine.start()

        when:
        ended(engine.trigger(new Trigger("UpdateChat", [:])))

        then:
        delivery.isFull() >> true
        0 * delivery.deliver(_)
        BroadcastException.Overloaded e = thrown()
        e.code() == "overloaded"
    }

    def "recipients of several namespaces are added up, and their broadcasts share the id"() {
        given:
        engine.use(catalog(new FixedEvent(on: { ["a", new Room(new Namespace("/chat"), "b")] })))
        engine.start()
        List<Broadcast> seen = []
        delivery.deliver(_) >> { Broadcast it -> seen << it; Delivered.of(2) }

        when:
        TriggerResult result = ended(engine.trigger(new Trigger("UpdateChat", [:])))

        then:
        result.recipients() == 4
        seen*.id() == [result.id().get()] * 2
    }

    def "a preview says what would be sent, and sends nothing"() {
        given:
        engine.use(catalog(new FixedEvent(as: { [id: 1] })))
        engine.start()

        when:
        TriggerResult result = ended(engine.preview(new Trigger("UpdateChat", [:])))

        then:
        0 * delivery.deliver(_)
        result.outcome() == Outcome.WOULD_SEND
        result.payload().get().json() == '{"id":1}'
        result.id().isEmpty()
    }

    def "a script that decides against it is skipped with its reason"(FixedEvent event, String reason) {
        given:
        engine.use(catalog(event))
        engine.start()

        when:
        TriggerResult result = ended(engine.trigger(new Trigger("UpdateChat", [:])))

        then:
        0 * delivery.deliver(_)
        result.outcome() == Outcome.SKIPPED
        result.reason() == Optional.of(reason)

        where:
        event                           || reason
        new FixedEvent(when: { false }) || "when"
        new FixedEvent(on: { [] })      || "no-rooms"
    }

    def "an unknown event is refused with the nearest name"() {
        given:
        engine.use(catalog(new FixedEvent()))

        when:
        ended(engine.trigger(new Trigger("UpdateCht", [:])))

        then:
        BroadcastException.UnknownEvent failure = thrown()
        failure.message == "no script defines the event 'UpdateCht'; did you mean 'UpdateChat'?"
    }

    def "a trigger ends on the catalog it began with"() {
        given:
        delivery.deliver(_) >> Delivered.NOBODY
        CountDownLatch swapped = new CountDownLatch(1)
        engine.use(catalog(new FixedEvent(on: { swapped.await(); "old" })))
        engine.start()
        CompletionStage<TriggerResult> slow = engine.trigger(new Trigger("UpdateChat", [:]))

        when:
        engine.use(catalog(new FixedEvent(on: { "new" })))
        swapped.countDown()

        then:
        ended(slow).rooms() == [new Room("old")]
        ended(engine.trigger(new Trigger("UpdateChat", [:]))).rooms() == [new Room("new")]
    }

    def "a catalog's namespaces are opened before its events can reach them"() {
        given:
        EventCatalog catalog = new EventCatalog("1", [:], [a: new FixedRoom(name: "a", namespace: new Namespace("/chat"))], [], [])

        when:
        engine.use(catalog)

        then:
        1 * delivery.namespaces([new Namespace("/chat")] as Set) >> { assert engine.catalog() == EventCatalog.EMPTY }
        engine.catalog() == catalog
    }

    def "a broadcast that the backplane only keeps is queued"() {
        given:
        Backplane away = Mock()
        away.publish(_) >> CompletableFuture.completedFuture(new Receipt(true, 0))
        Engine waiting = engine(away)
        waiting.use(catalog(new FixedEvent()))

        expect:
        ended(waiting.trigger(new Trigger("UpdateChat", [:]))).outcome() == Outcome.QUEUED

        cleanup:
        waiting.close()
    }

    def "a throttled event is answered with what was sent and what waits, and when the node stops nothing is lost"() {
        given:
        List<String> seen = []
        delivery.deliver(_) >> { Broadcast it -> seen << it.rooms().join("+") + it.payload().json(); Delivered.of(2) }
        EventPolicy policy = new EventPolicy(new Timing(Timing.Kind.THROTTLE, Duration.ofHours(1)), Optional.empty(), 0)
        engine.use(catalog(new FixedEvent(on: { it.rooms }, as: { it.n }, policy: policy)))
        engine.start()

        expect:
        ended(engine.trigger(new Trigger("UpdateChat", [rooms: ["a"], n: 1]))).outcome() == Outcome.SENT
        with(ended(engine.trigger(new Trigger("UpdateChat", [rooms: ["a", "b"], n: 2])))) {
            outcome() == Outcome.DEFERRED
            recipients() == 2
            rooms()*.name() == ["a", "b"]
            dueIn().get() <= Duration.ofHours(1)
        }
        seen == ["a1", "b2"]
        engine.deferred() == 1
        engine.deferredBytes() == 1

        when:
        engine.use(EventCatalog.EMPTY)
        engine.close()

        then:
        seen == ["a1", "b2", "a2"]
        engine.deferred() == 0
    }

    def "an event that retries is tried again while the backplane is full"() {
        given:
        Backplane full = Mock()
        Engine retrying = engine(full)
        retrying.use(catalog(new FixedEvent(policy: new EventPolicy(Timing.NOW, Optional.empty(), 2))))

        when:
        TriggerResult result = ended(retrying.trigger(new Trigger("UpdateChat", [:])))

        then:
        2 * full.publish(_) >>> [CompletableFuture.failedFuture(new BroadcastException.BackplaneFull("full")),
                                 CompletableFuture.completedFuture(new Receipt(false, 1))]
        result.outcome() == Outcome.SENT

        cleanup:
        retrying.close()
    }

    def "an engine is ready from its start to its end, and closes what it owns"() {
        expect:
        !engine.ready()

        when:
        engine.start()

        then:
        1 * delivery.start(_, _)
        engine.ready()

        when:
        engine.close()

        then:
        1 * delivery.close()
        !engine.ready()
    }
}

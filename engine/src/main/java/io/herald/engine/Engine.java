package io.herald.engine;

import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.Receipt;
import io.herald.engine.delivery.Delivery;
import io.herald.engine.event.Evaluator;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.EventNaming;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Limits;
import io.herald.engine.event.Plan;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * One node: takes triggers, evaluates their scripts, and broadcasts what they decide. Thread-safe.
 *
 * <p>A trigger runs on the catalog that was in force when it came; {@link #use} swaps the catalog for those that come later.
 */
public final class Engine implements AutoCloseable {
    private final Backplane backplane;
    private final Delivery delivery;
    private final EventPlanner planner;
    private final Evaluator evaluator;
    private final BroadcastIds ids = new BroadcastIds();
    private volatile EventCatalog catalog = EventCatalog.EMPTY;
    private volatile boolean ready;

    /** Owns the backplane and the delivery from now on: {@link #close} closes them. */
    public Engine(Backplane backplane, Delivery delivery, EventNaming naming, Limits limits) {
        this.backplane = backplane;
        this.delivery = delivery;
        this.planner = new EventPlanner(naming, limits);
        this.evaluator = new Evaluator(limits);
    }

    /**
     * Accepts clients and broadcasts of other nodes.
     *
     * @throws IllegalStateException when the cluster's carrier can't be reached
     * @throws java.io.UncheckedIOException when the clients' port can't be bound
     */
    public void start() {
        backplane.start(delivery::has, delivery::deliver);
        delivery.start(new CatalogGate(this::catalog, evaluator));
        ready = true;
    }

    /** Puts a catalog in force, in one step. */
    public void use(EventCatalog newCatalog) {
        delivery.namespaces(newCatalog.rooms().values().stream()
                .map(room -> room.namespace())
                .collect(Collectors.toSet()));
        catalog = newCatalog;
    }

    /** What is in force now. */
    public EventCatalog catalog() {
        return catalog;
    }

    /**
     * Evaluates the event and broadcasts what it decides.
     *
     * @return completes when the backplane has the broadcast; exceptionally with {@link BroadcastException}, and then nothing was sent
     */
    public CompletionStage<TriggerResult> trigger(Trigger trigger) {
        return plan(trigger)
                .thenCompose(planned -> planned.plan() instanceof Plan.Emit emit
                        ? publish(planned.event(), emit)
                        : CompletableFuture.completedFuture(skipped(planned)));
    }

    /**
     * Evaluates the event and sends nothing.
     *
     * @return as {@link #trigger}, with the payload
     */
    public CompletionStage<TriggerResult> preview(Trigger trigger) {
        return plan(trigger)
                .thenApply(planned -> planned.plan() instanceof Plan.Emit emit
                        ? result(
                                Outcome.WOULD_SEND,
                                planned.event(),
                                emit,
                                Optional.empty(),
                                0,
                                Optional.of(emit.payload()))
                        : skipped(planned));
    }

    /** The name that clients listen for. */
    public String wireName(EventDefinition event) {
        return planner.wireName(event);
    }

    /** Whether clients are accepted. */
    public boolean ready() {
        return ready;
    }

    /** Clients connected to this node. */
    public int clients() {
        return delivery.clients();
    }

    /** Evaluations that passed their time and still run. */
    public int stuckEvaluations() {
        return evaluator.stuck();
    }

    @Override
    public void close() {
        ready = false;
        delivery.close();
        backplane.close();
        evaluator.close();
    }

    private record Planned(EventDefinition event, Plan plan) {}

    private CompletionStage<Planned> plan(Trigger trigger) {
        EventDefinition event;
        try {
            event = catalog.require(trigger.event());
        } catch (BroadcastException.UnknownEvent e) {
            return CompletableFuture.failedFuture(e);
        }
        return evaluator.evaluate("event " + event.name(), () -> new Planned(event, planner.plan(event, trigger)));
    }

    private CompletionStage<TriggerResult> publish(EventDefinition event, Plan.Emit emit) {
        String id = ids.next();
        List<CompletableFuture<Receipt>> receipts = emit.broadcasts(id).stream()
                .map(broadcast -> backplane.publish(broadcast).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    boolean queued =
                            receipts.stream().anyMatch(receipt -> receipt.join().queued());
                    int recipients = receipts.stream()
                            .mapToInt(receipt -> receipt.join().recipients())
                            .sum();
                    return result(
                            queued ? Outcome.QUEUED : Outcome.SENT,
                            event,
                            emit,
                            Optional.of(id),
                            recipients,
                            Optional.empty());
                });
    }

    private TriggerResult result(
            Outcome outcome,
            EventDefinition event,
            Plan.Emit emit,
            Optional<String> id,
            int recipients,
            Optional<Payload> payload) {
        return new TriggerResult(
                outcome,
                event.name(),
                emit.name(),
                Optional.empty(),
                id,
                emit.rooms(),
                recipients,
                emit.payload().bytes(),
                payload,
                event.script(),
                event.version());
    }

    private TriggerResult skipped(Planned planned) {
        EventDefinition event = planned.event();
        String reason = planned.plan() instanceof Plan.Skip skip ? skip.reason() : "";
        return new TriggerResult(
                Outcome.SKIPPED,
                event.name(),
                planner.wireName(event),
                Optional.of(reason),
                Optional.empty(),
                List.of(),
                0,
                0,
                Optional.empty(),
                event.script(),
                event.version());
    }
}

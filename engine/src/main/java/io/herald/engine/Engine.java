package io.herald.engine;

import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.Receipt;
import io.herald.engine.backplane.SharedStore;
import io.herald.engine.delivery.CompressedBytes;
import io.herald.engine.delivery.Delivered;
import io.herald.engine.delivery.Delivery;
import io.herald.engine.delivery.Recovery;
import io.herald.engine.event.Evaluator;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.EventNaming;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Limits;
import io.herald.engine.event.Plan;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private final AckTally acks = new AckTally();
    private final SharedStore store;
    private final Cluster cluster;
    private final ExecutorService searching = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "herald-recovery");
        thread.setDaemon(true);
        return thread;
    });
    private final Recovery recovery;
    private volatile EventCatalog catalog = EventCatalog.EMPTY;
    private volatile boolean ready;
    private boolean isDrained;

    /** An engine whose clients begin anew when they come back. */
    public Engine(Backplane backplane, Delivery delivery, EventNaming naming, Limits limits) {
        this(Links.alone(backplane), delivery, Duration.ZERO, naming, limits);
    }

    /**
     * Owns the links and the delivery from now on: {@link #close} closes them.
     *
     * @param recoveryTime that a client may be away and come back as the same; zero for none
     */
    public Engine(Links links, Delivery delivery, Duration recoveryTime, EventNaming naming, Limits limits) {
        this.backplane = links.backplane();
        this.store = links.store();
        this.cluster = links.cluster();
        this.delivery = delivery;
        this.recovery = new BackplaneRecovery(backplane, store, recoveryTime, searching);
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
        backplane.start(delivery::has, this::deliver);
        cluster.start(delivery); // before clients come: no answer shall lack them
        delivery.start(new CatalogGate(this::catalog, evaluator), recovery);
        ready = true;
    }

    private int deliver(Broadcast broadcast) {
        Delivered delivered = delivery.deliver(broadcast);
        if (broadcast.options().ack().isPresent()) {
            acks.delivered(broadcast, delivered);
        }
        return delivered.recipients();
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
                .thenApply(planned ->
                        planned.plan() instanceof Plan.Emit emit ? wouldSend(planned.event(), emit) : skipped(planned));
    }

    /** The name that clients listen for. */
    public String wireName(EventDefinition event) {
        return planner.wireName(event);
    }

    /** The nodes and their sockets. */
    public Cluster cluster() {
        return cluster;
    }

    /** Whether clients are accepted. */
    public boolean ready() {
        return ready;
    }

    /** Whether other nodes can't be reached now: broadcasts wait for them. */
    public boolean backplaneAway() {
        return backplane.away();
    }

    /** Clients connected to this node. */
    public int clients() {
        return delivery.clients();
    }

    /** How often clients went over each limit, by its name. */
    public Map<String, Long> refusals() {
        return delivery.refusals();
    }

    /** What compression did to broadcasts. */
    public CompressedBytes compressed() {
        return delivery.compressed();
    }

    /** Evaluations that passed their time and still run. */
    public int stuckEvaluations() {
        return evaluator.stuck();
    }

    /** Is ready no more, and sends its clients away. */
    public synchronized void drain() {
        if (!isDrained) {
            isDrained = true;
            ready = false;
            delivery.close();
        }
    }

    @Override
    public void close() {
        drain();
        cluster.close();
        backplane.close();
        store.close();
        searching.shutdown();
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
        boolean asksForAcks = emit.options().ack().isPresent();
        if (asksForAcks) {
            acks.expect(id);
        }
        List<CompletableFuture<Receipt>> receipts = emit.broadcasts(id).stream()
                .map(broadcast -> backplane.publish(broadcast).toCompletableFuture())
                .toList();
        CompletionStage<Receipt> sent = CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
                .thenApply(all -> sum(receipts));
        if (!asksForAcks) {
            return sent.thenApply(receipt -> sent(event, emit, id, receipt, Optional.empty()));
        }
        return sent.whenComplete((receipt, failure) -> {
                    if (failure != null) {
                        acks.forget(id);
                    }
                })
                .thenCompose(receipt ->
                        acks.count(id).thenApply(count -> sent(event, emit, id, receipt, Optional.of(count))));
    }

    private static Receipt sum(List<CompletableFuture<Receipt>> receipts) {
        List<Receipt> all = receipts.stream().map(CompletableFuture::join).toList();
        return new Receipt(
                all.stream().anyMatch(Receipt::queued),
                all.stream().mapToInt(Receipt::recipients).sum());
    }

    private static TriggerResult sent(
            EventDefinition event, Plan.Emit emit, String id, Receipt receipt, Optional<TriggerResult.Acks> acks) {
        return new TriggerResult(
                receipt.queued() ? Outcome.QUEUED : Outcome.SENT,
                event.name(),
                emit.name(),
                Optional.empty(),
                Optional.of(id),
                emit.rooms(),
                receipt.recipients(),
                emit.bytes(),
                acks,
                List.of(),
                event.script(),
                event.version());
    }

    private static TriggerResult wouldSend(EventDefinition event, Plan.Emit emit) {
        return new TriggerResult(
                Outcome.WOULD_SEND,
                event.name(),
                emit.name(),
                Optional.empty(),
                Optional.empty(),
                emit.rooms(),
                0,
                emit.bytes(),
                Optional.empty(),
                emit.parts(),
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
                List.of(),
                event.script(),
                event.version());
    }
}

package io.herald.engine;

import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.backplane.Presence;
import io.herald.engine.backplane.RoomHistory;
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
import io.herald.engine.event.Paces;
import io.herald.engine.event.Plan;
import io.herald.engine.event.Strikes;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Trigger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: takes triggers, evaluates their scripts, and broadcasts what they decide. Thread-safe.
 *
 * <p>A trigger runs on the catalog that was in force when it came; {@link #use} swaps the catalog for those that come later.
 */
public final class Engine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final Backplane backplane;
    private final Delivery delivery;
    private final EventPlanner planner;
    private final Evaluator evaluator;
    private final Strikes strikes = new Strikes();
    private final Paces paces = new Paces();
    private final BroadcastIds ids = new BroadcastIds();
    private final Timer timer = new SystemTimer();
    private final Retry retry;
    private final Publisher publisher;
    private final RoomHistory history;
    private final PastEvents past;
    private final Deferrals deferrals;
    private final Schedules schedules;
    private final Presence presence;
    private final Attendance attendance;
    private final SparingLog sparing = new SparingLog(log);
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
        this.retry = new Retry(timer);
        this.history = links.history();
        this.past = new PastEvents(history, this::catalog, this::wireName);
        this.publisher = new Publisher(backplane, cluster, retry, past);
        this.deferrals = new Deferrals(timer, limits, this::sendDeferred);
        this.presence = links.presence();
        this.attendance = new Attendance(presence, backplane, ids, timer);
        this.schedules = new Schedules(timer, this::trigger);
    }

    /** As {@link #start(Runnable)}, with nothing to be done between. */
    public void start() {
        start(() -> {});
    }

    /**
     * Accepts clients and broadcasts of other nodes.
     *
     * @param beforeClients is done once other nodes know this one; what it throws keeps clients out
     * @throws IllegalStateException when the cluster's carrier can't be reached
     * @throws java.io.UncheckedIOException when the clients' port can't be bound
     */
    public void start(Runnable beforeClients) {
        backplane.start(delivery, this::deliver);
        cluster.start(delivery); // before clients come: no answer shall lack them
        beforeClients.run();
        attendance.start();
        delivery.start(new CatalogGate(this::catalog, evaluator, attendance, past), recovery);
        ready = true;
    }

    private int deliver(Broadcast broadcast) {
        Delivered delivered = delivery.deliver(broadcast);
        publisher.delivered(broadcast, delivered);
        return delivered.recipients();
    }

    /** Puts a catalog in force, in one step. */
    public void use(EventCatalog newCatalog) {
        delivery.namespaces(newCatalog.rooms().values().stream()
                .map(room -> room.namespace())
                .collect(Collectors.toSet()));
        catalog = newCatalog;
        strikes.retain(newCatalog.events().keySet());
        paces.retain(newCatalog.events().values());
        schedules.use(newCatalog);
    }

    /** Triggers scheduled events from now on, each time on one of the nodes that share the claims; they stay the caller's to close. */
    public void schedule(Idempotency claims) {
        schedules.start(claims);
    }

    /** Whether the event is switched off, because it ran into its limits again and again, or by hand. */
    public boolean isDisabled(EventDefinition event) {
        return strikes.isOff(event);
    }

    /** How many events in force are switched off. */
    public long disabledEvents() {
        return catalog.events().values().stream().filter(strikes::isOff).count();
    }

    /** Switches the event off on this node, until it is switched on again or no script defines it. */
    public void disable(EventDefinition event) {
        strikes.switchOff(event.name());
    }

    /** Switches the event on again. */
    public void enable(EventDefinition event) {
        strikes.forget(event.name());
    }

    /** What is in force now. */
    public EventCatalog catalog() {
        return catalog;
    }

    /**
     * Evaluates the event and broadcasts what it decides, at once or when its time has come.
     *
     * @return completes when the backplane has the broadcast, or this node keeps it; exceptionally with {@link BroadcastException}, and then
     *     nothing was sent and nothing is kept
     */
    public CompletionStage<TriggerResult> trigger(Trigger trigger) {
        return plan(trigger)
                .thenCompose(planned -> planned.plan() instanceof Plan.Emit emit
                        ? send(new Decided(ids.next(), planned.event(), emit))
                        : CompletableFuture.completedFuture(skipped(planned)));
    }

    private CompletionStage<TriggerResult> send(Decided decided) {
        Deferrals.Verdict verdict = deferrals.offer(decided);
        if (verdict.dueIn().isEmpty()) {
            return publisher.publish(decided);
        }
        Duration dueIn = verdict.dueIn().get();
        return verdict.now()
                .map(now -> publisher
                        .publish(now)
                        .thenApply(sent -> TriggerResult.deferred(decided, sent.recipients(), dueIn)))
                .orElseGet(() -> CompletableFuture.completedFuture(TriggerResult.deferred(decided, 0, dueIn)));
    }

    /** Nobody waits for the answer any more. */
    private CompletionStage<?> sendDeferred(Decided decided) {
        return publisher.publish(decided).whenComplete((sent, failure) -> {
            if (failure != null) {
                sparing.warn("deferred", "a broadcast that waited for its time was lost: " + failure.getMessage());
            }
        });
    }

    /** Whether to trigger it takes next to no time of the calling thread: it is evaluated on that as long as it stays so. */
    public boolean isQuick(String event) {
        EventDefinition definition = catalog.events().get(event);
        return definition != null && paces.isQuick(definition);
    }

    /**
     * Evaluates the event and sends nothing.
     *
     * @return as {@link #trigger}, with the payload
     */
    public CompletionStage<TriggerResult> preview(Trigger trigger) {
        return plan(trigger)
                .thenApply(planned -> planned.plan() instanceof Plan.Emit emit
                        ? TriggerResult.wouldSend(planned.event(), emit)
                        : skipped(planned));
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

    /** Bytes of broadcasts that wait for an event loop to write them: of the one with most. */
    public long queuedBytes() {
        return delivery.queuedBytes();
    }

    /** Broadcasts that wait for their time on this node, once for each room that waits. */
    public int deferred() {
        return deferrals.waiting();
    }

    /** Bytes of their payloads. */
    public long deferredBytes() {
        return deferrals.bytes();
    }

    /** Members of presence rooms with a socket of this node, once for each room. */
    public int members() {
        return attendance.count();
    }

    /** Times at which a scheduled event could not be triggered. */
    public long missedSchedules() {
        return schedules.missed();
    }

    /** Evaluations that passed their time and still run. */
    public int stuckEvaluations() {
        return evaluator.stuck();
    }

    /**
     * Is ready no more, and sends its clients away.
     *
     * @param flush at most this long before that, what waits for its time is sent early
     */
    public synchronized void drain(Duration flush) {
        if (!isDrained) {
            isDrained = true;
            ready = false;
            schedules.close();
            flush(flush);
            delivery.close();
        }
    }

    private void flush(Duration patience) {
        int early = deferrals.waiting();
        if (early > 0) {
            log.info("{} broadcasts that waited for their time are sent now: this node stops", early);
        }
        deferrals.close(patience);
    }

    @Override
    public void close() {
        drain(FLUSH);
        presence.close();
        history.close();
        cluster.close();
        backplane.close();
        store.close();
        searching.shutdown();
        timer.close();
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
        if (strikes.isOff(event)) {
            return CompletableFuture.failedFuture(
                    new BroadcastException.EventDisabled(event.name(), strikes.isOffByHand(event)));
        }
        return retry.upTo(
                event.policy().retries(),
                () -> evaluated(event, trigger).whenComplete((planned, failure) -> ended(event, failure)));
    }

    private CompletionStage<Planned> evaluated(EventDefinition event, Trigger trigger) {
        String what = "event " + event.name();
        Callable<Planned> code = () -> paces.measured(event, () -> new Planned(event, planner.plan(event, trigger)));
        return paces.isQuick(event) ? evaluator.evaluateHere(what, code) : evaluator.evaluate(what, code);
    }

    private void ended(EventDefinition event, @Nullable Throwable failure) {
        boolean isOverLimits =
                failure instanceof BroadcastException.TimedOut || failure instanceof BroadcastException.TooMuchMemory;
        if (isOverLimits) {
            paces.distrust(event);
        }
        if (strikes.ended(event, isOverLimits) && failure != null) {
            log.warn(
                    "event {} is switched off: it ran into its limits {} times in a row, at last: {}",
                    event.name(),
                    Strikes.MOST,
                    failure.getMessage());
        }
    }

    private TriggerResult skipped(Planned planned) {
        String reason = planned.plan() instanceof Plan.Skip skip ? skip.reason() : "";
        return TriggerResult.skipped(planned.event(), planner.wireName(planned.event()), reason);
    }
}

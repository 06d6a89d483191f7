package io.herald.engine;

import io.herald.engine.backplane.Idempotency;
import io.herald.engine.event.Cron;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Triggers events at the times that their scripts name: every node tries to, and the one that claims a time first does. What can't be done at
 * its time is tried for a while, and then given up. Thread-safe.
 */
final class Schedules {
    private static final Logger log = LoggerFactory.getLogger(Schedules.class);
    private static final Duration TRIED_FOR = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1); // the clock on the wall may be set meanwhile

    private final Timer timer;
    private final Function<Trigger, CompletionStage<?>> trigger;
    private final LongAdder missed = new LongAdder();
    private Map<String, Run> runs = Map.of();
    private @Nullable Idempotency claims; // null before the start
    private @Nullable Instant armedFor;

    /** The next time of an event. */
    private record Run(String event, Cron cron, Instant at) {
        String key() {
            return "@schedule/" + event + "/" + at.getEpochSecond();
        }
    }

    Schedules(Timer timer, Function<Trigger, CompletionStage<?>> trigger) {
        this.timer = timer;
        this.trigger = trigger;
    }

    /** @param newClaims shared by the nodes of the cluster */
    synchronized void start(Idempotency newClaims) {
        claims = newClaims;
        arm();
    }

    /** Takes the schedules of these events; one that stays as it was keeps its next time. */
    synchronized void use(EventCatalog catalog) {
        Map<String, Run> next = new HashMap<>();
        catalog.events()
                .forEach((name, event) -> event.policy().schedule().ifPresent(cron -> {
                    Run before = runs.get(name);
                    if (before != null && before.cron().equals(cron)) {
                        next.put(name, before);
                    } else {
                        cron.next(timer.now()).ifPresent(at -> next.put(name, new Run(name, cron, at)));
                    }
                }));
        runs = next;
        arm();
    }

    /** Times that passed without any node's having done what was due. */
    long missed() {
        return missed.sum();
    }

    private void arm() {
        runs.values().stream().map(Run::at).min(Comparator.naturalOrder()).ifPresent(first -> {
            if (claims != null && (armedFor == null || first.isBefore(armedFor))) {
                armedFor = first;
                timer.after(sleep(first), this::fire);
            }
        });
    }

    private Duration sleep(Instant until) {
        Duration left = Duration.between(timer.now(), until);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left;
    }

    private void fire() {
        due().forEach(this::attempt);
    }

    private synchronized List<Run> due() {
        Instant now = timer.now();
        List<Run> due = new ArrayList<>();
        Map<String, Run> next = new HashMap<>();
        runs.forEach((name, run) -> {
            if (run.at().isAfter(now)) {
                next.put(name, run);
            } else {
                due.add(run);
                run.cron().next(now).ifPresent(at -> next.put(name, new Run(name, run.cron(), at)));
            }
        });
        runs = next;
        armedFor = null;
        arm();
        return due;
    }

    private void attempt(Run run) {
        Idempotency shared;
        synchronized (this) {
            shared = claims;
        }
        if (shared == null) {
            return;
        }
        if (Duration.between(run.at(), timer.now()).compareTo(TRIED_FOR) > 0) {
            missed.increment();
            log.warn("event {} was due at {} and could not be triggered then: it is left out", run.event(), run.at());
            return;
        }
        shared.once(run.key(), () -> run(run)).whenComplete((done, failure) -> {
            if (failure != null) {
                timer.after(PAUSE, () -> attempt(run));
            }
        });
    }

    /** Fails only where trying again, here or on another node, may help. */
    private CompletionStage<String> run(Run run) {
        return trigger.apply(new Trigger(run.event(), Map.of()))
                .handle((result, failure) -> {
                    if (failure != null && Retry.isFull(failure)) {
                        return CompletableFuture.<String>failedStage(failure);
                    }
                    if (failure != null) {
                        log.warn("event {}, due at {}, failed: {}", run.event(), run.at(), said(failure));
                    }
                    return CompletableFuture.completedStage("done");
                })
                .thenCompose(end -> end);
    }

    private static String said(Throwable failure) {
        Throwable cause = failure.getCause() instanceof BroadcastException told ? told : failure;
        return String.valueOf(cause.getMessage());
    }

    /** Triggers nothing any more. */
    synchronized void close() {
        claims = null;
    }
}

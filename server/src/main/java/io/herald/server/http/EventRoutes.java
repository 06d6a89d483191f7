package io.herald.server.http;

import io.herald.engine.Engine;
import io.herald.engine.Outcome;
import io.herald.engine.TriggerResult;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Trigger;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Triggers and previews events, and tells which there are. */
final class EventRoutes implements Routes {
    private static final int MAX_KEY = 100; // and the event's name beside it

    private final Engine engine;
    private final Idempotency idempotency;
    private final TriggerBody body;
    private final Metrics metrics;
    private final Failures failures;

    EventRoutes(Engine engine, Idempotency idempotency, TriggerBody body, Metrics metrics, Failures failures) {
        this.engine = engine;
        this.idempotency = idempotency;
        this.body = body;
        this.metrics = metrics;
        this.failures = failures;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/events/{name}", this::trigger);
        routes.post("/api/events/{name}/preview", request -> evaluate(request, engine::preview));
        routes.get("/api/events", this::events);
        routes.get("/api/events/{name}", this::event);
    }

    private void trigger(Context request) {
        String key = request.header("Idempotency-Key");
        if (key == null) {
            evaluate(request, engine::trigger);
            return;
        }
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new ApiException(
                    400,
                    "invalid-input",
                    "Idempotency-Key must have 1 to " + MAX_KEY + " characters, not " + key.length());
        }
        Trigger trigger = read(request);
        engine.catalog().require(trigger.event()); // an unknown one is no part of a key
        request.future(() -> idempotency
                .once(
                        trigger.event() + "/" + key,
                        () -> timed(trigger, engine::trigger).thenApply(EventRoutes::remembered))
                .handle((answer, failure) -> answered(request, failure, () -> Answers.replay(request, answer)))
                .toCompletableFuture());
    }

    /** Status and body, as the second to use the key gets them. */
    private static String remembered(TriggerResult result) {
        return status(result) + " " + new String(Answers.bytes(Answers.of(result)), StandardCharsets.UTF_8);
    }

    private void evaluate(Context request, Function<Trigger, CompletionStage<TriggerResult>> evaluation) {
        Trigger trigger = read(request);
        request.future(() -> timed(trigger, evaluation)
                .handle((result, failure) ->
                        answered(request, failure, () -> Answers.send(request, status(result), Answers.of(result))))
                .toCompletableFuture());
    }

    private CompletionStage<TriggerResult> timed(
            Trigger trigger, Function<Trigger, CompletionStage<TriggerResult>> evaluation) {
        long began = System.nanoTime();
        return evaluation.apply(trigger).thenApply(result -> {
            metrics.evaluated(result.outcome(), System.nanoTime() - began);
            return result;
        });
    }

    private Trigger read(Context request) {
        return new Trigger(request.pathParam("name"), body.read(request), except(request));
    }

    /** Whoever caused the event knows of it: {@code X-Socket-ID} names its socket, {@code ?except=} sockets and rooms. */
    private static Set<String> except(Context request) {
        Set<String> except = new LinkedHashSet<>(request.queryParams("except"));
        String own = request.header("X-Socket-ID");
        if (own != null && !own.isBlank()) {
            except.add(own.strip());
        }
        if (except.size() > BroadcastOptions.MAX_EXCEPT) {
            throw new ApiException(
                    400,
                    "invalid-input",
                    "except names " + except.size() + " sockets and rooms, over the " + BroadcastOptions.MAX_EXCEPT
                            + " allowed: let them share a room");
        }
        return except;
    }

    private static int status(TriggerResult result) {
        return result.outcome() == Outcome.QUEUED ? 202 : 200;
    }

    private boolean answered(Context request, @Nullable Throwable failure, Runnable answer) {
        if (failure == null) {
            answer.run();
        } else {
            failures.answer(request, failure);
        }
        return failure == null;
    }

    private void events(Context request) {
        EventCatalog catalog = engine.catalog();
        List<Answers.Event> events = catalog.events().values().stream()
                .map(event -> Answers.Event.of(event, engine.wireName(event)))
                .toList();
        Answers.send(request, 200, Map.of("events", events));
    }

    private void event(Context request) {
        var event = engine.catalog().require(request.pathParam("name"));
        Answers.send(request, 200, Answers.Event.of(event, engine.wireName(event)));
    }
}

package io.herald.server.http;

import io.herald.engine.Engine;
import io.herald.engine.TriggerResult;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Trigger;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** Triggers and previews events, and tells which there are. */
final class EventRoutes implements Routes {
    private final Engine engine;
    private final Triggers triggers;
    private final RequestBody body;
    private final LateAnswers late;

    EventRoutes(Engine engine, Triggers triggers, RequestBody body, LateAnswers late) {
        this.engine = engine;
        this.triggers = triggers;
        this.body = body;
        this.late = late;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/events/{name}", this::trigger);
        routes.post("/api/events/{name}/preview", request -> evaluate(request, triggers::preview));
        routes.post("/api/events/{name}/enable", request -> turn(request, engine::enable));
        routes.post("/api/events/{name}/disable", request -> turn(request, engine::disable));
        routes.get("/api/events", this::events);
        routes.get("/api/events/{name}", this::event);
    }

    private void trigger(Context request) {
        String key = request.header("Idempotency-Key");
        if (key == null) {
            evaluate(request, triggers::trigger);
            return;
        }
        if (key.isEmpty() || key.length() > Trigger.MAX_KEY) {
            throw new ApiException(
                    400,
                    "invalid-input",
                    "Idempotency-Key must have 1 to " + Trigger.MAX_KEY + " characters, not " + key.length());
        }
        Trigger trigger = read(request);
        late.give(request, triggers.once(trigger, key), answer -> Answers.replay(request, answer));
    }

    private void evaluate(Context request, Function<Trigger, CompletionStage<TriggerResult>> evaluation) {
        Trigger trigger = read(request);
        late.give(
                request,
                evaluation.apply(trigger),
                result -> Answers.send(request, Triggers.status(result), Answers.of(result)));
    }

    private Trigger read(Context request) {
        return new Trigger(request.pathParam("name"), body.json(request), except(request));
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

    private void events(Context request) {
        EventCatalog catalog = engine.catalog();
        List<Answers.Event> events = catalog.events().values().stream()
                .map(event -> Answers.Event.of(event, engine))
                .toList();
        Answers.send(request, 200, Map.of("events", events));
    }

    private void event(Context request) {
        var event = engine.catalog().require(request.pathParam("name"));
        Answers.send(request, 200, Answers.Event.of(event, engine));
    }

    private void turn(Context request, Consumer<EventDefinition> onOrOff) {
        EventDefinition event = engine.catalog().require(request.pathParam("name"));
        onOrOff.accept(event);
        Answers.send(request, 200, Answers.Event.of(event, engine));
    }
}

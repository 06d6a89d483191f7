package io.herald.server.http;

import io.herald.engine.Engine;
import io.herald.engine.event.EventCatalog;
import io.javalin.config.RoutesConfig;
import java.util.function.Supplier;

/** Tells of the scripts in force, and loads what has changed. */
final class ScriptRoutes implements Routes {
    private final Engine engine;
    private final Supplier<EventCatalog> reload;

    ScriptRoutes(Engine engine, Supplier<EventCatalog> reload) {
        this.engine = engine;
        this.reload = reload;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/scripts", request -> Answers.send(request, 200, Answers.Scripts.of(engine.catalog())));
        routes.post("/api/scripts/reload", request -> Answers.send(request, 200, Answers.Scripts.of(reload.get())));
    }
}

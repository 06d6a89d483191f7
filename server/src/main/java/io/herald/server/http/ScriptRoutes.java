package io.herald.server.http;

import com.fasterxml.jackson.databind.util.RawValue;
import io.herald.engine.Engine;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.Guide;
import io.herald.engine.event.ResourceDefinition;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tells of the scripts in force, and loads what has changed. */
final class ScriptRoutes implements Routes {
    private final Engine engine;
    private final Supplier<EventCatalog> reload;

    ScriptRoutes(Engine engine, Supplier<EventCatalog> reload) {
        this.engine = engine;
        this.reload = reload;
    }

    private Guide guide() {
        return engine.catalog().guide();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/scripts", request -> Answers.send(request, 200, Answers.Scripts.of(engine.catalog(), engine)));
        routes.get("/api/resources", this::resources);
        routes.get("/api/models", request -> Answers.send(request, 200, Map.of("models", guide().models())));
        routes.post(
                "/api/scripts/reload", request -> Answers.send(request, 200, Answers.Scripts.of(reload.get(), engine)));
    }

    private void resources(Context request) {
        List<Map<String, Object>> resources =
                guide().resources().stream().map(ScriptRoutes::answer).toList();
        Answers.send(request, 200, Map.of("resources", resources));
    }

    private static Map<String, Object> answer(ResourceDefinition resource) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("resource", resource.name());
        answer.put("script", resource.script());
        answer.put("version", resource.version());
        answer.put("parameters", resource.parameters());
        answer.put(
                "fields", resource.fields().stream().map(ScriptRoutes::answer).toList());
        resource.example().ifPresent(example -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("arguments", new RawValue(example.arguments().json()));
            shown.put("shape", new RawValue(example.shape().json()));
            answer.put("example", shown);
        });
        return answer;
    }

    private static Map<String, Object> answer(ResourceDefinition.Field field) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", field.name());
        field.type().ifPresent(type -> answer.put("type", type));
        field.kind().ifPresent(kind -> answer.put("kind", kind));
        answer.put("optional", field.isOptional());
        return answer;
    }
}

package io.herald.server.http;

import io.herald.engine.backplane.TriggerBacklog;
import io.herald.engine.model.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tells of the triggers that other processes left in Redis, and of those given up; has these tried again or drops them. */
final class QueueRoutes implements Routes {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Optional<TriggerBacklog> backlog;

    QueueRoutes(Optional<TriggerBacklog> backlog) {
        this.backlog = backlog;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/triggers", request -> Answers.send(request, 200, asked(TriggerBacklog::depth)));
        routes.get("/api/triggers/dead", this::dead);
        routes.post("/api/triggers/dead/{id}/retry", this::retry);
        routes.delete("/api/triggers/dead/{id}", this::delete);
    }

    private void dead(Context request) {
        String limit = Optional.ofNullable(request.queryParam("limit")).orElse(Integer.toString(USUAL));
        if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw new ApiException(400, "invalid-input", "limit must be 1 to " + MOST + ", not " + Text.quote(limit));
        }
        Answers.send(request, 200, Map.of("dead", asked(triggers -> triggers.dead(Integer.parseInt(limit)))));
    }

    private void retry(Context request) {
        String id = request.pathParam("id");
        String again = asked(triggers -> triggers.retry(id)).orElseThrow(() -> unknown(id));
        Answers.send(request, 200, Map.of("id", again));
    }

    private void delete(Context request) {
        String id = request.pathParam("id");
        if (!asked(triggers -> triggers.delete(id))) {
            throw unknown(id);
        }
        Answers.send(request, 200, Map.of("id", id));
    }

    private static ApiException unknown(String id) {
        return new ApiException(404, "unknown-dead-letter", "no trigger was given up under the id " + Text.quote(id));
    }

    private <T> T asked(Function<TriggerBacklog, T> question) {
        TriggerBacklog triggers = backlog.orElseThrow(() -> new ApiException(
                404, "no-trigger-stream", "this node takes no triggers from Redis: start it with --trigger-stream"));
        try {
            return question.apply(triggers);
        } catch (IllegalStateException e) {
            throw new ApiException(503, "backplane-away", String.valueOf(e.getMessage()));
        }
    }
}

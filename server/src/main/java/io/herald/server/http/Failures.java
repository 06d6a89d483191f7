package io.herald.server.http;

import io.herald.dsl.ScriptRefusedException;
import io.herald.engine.model.BroadcastException;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer. Thread-safe. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final Metrics metrics;

    Failures(Metrics metrics) {
        this.metrics = metrics;
    }

    void answer(Context request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        ProblemJson problem = problem(request, cause);
        metrics.failed(problem.code());
        Answers.send(request, problem);
    }

    private static ProblemJson problem(Context request, Throwable cause) {
        if (cause instanceof BroadcastException told) {
            return ProblemJson.of(told, request.path());
        }
        if (cause instanceof ScriptRefusedException told) {
            return ProblemJson.of(told, request.path());
        }
        if (cause instanceof ApiException told) {
            return ProblemJson.of(told, request.path());
        }
        String reference = UUID.randomUUID().toString();
        log.error("a request to {} failed, reference {}", request.path(), reference, cause);
        return ProblemJson.of(
                500,
                "internal",
                "Herald failed; the log tells more under the reference " + reference,
                request.path(),
                List.of());
    }

    /** Of a request that no route took. */
    static void unanswered(Context request, int status, String code, String detail) {
        @Nullable String type = request.res().getContentType();
        if (type == null || !type.startsWith(ProblemJson.CONTENT_TYPE)) {
            Answers.send(request, ProblemJson.of(status, code, detail, request.path(), List.of()));
        }
    }
}

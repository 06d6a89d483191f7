package io.herald.server.http;

import io.herald.dsl.ScriptRefusedException;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An error as the admin API tells it.
 *
 * @param code stable: callers may script against it
 * @param problems places in scripts; none when no script is to blame
 * @param violations places among the inputs; none when they are not to blame
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
record ProblemJson(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        List<Problem> problems,
        List<Violation> violations) {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final Map<String, Integer> STATUS = Map.of(
            "unknown-event", 404,
            "invalid-input", 400,
            "script-failed", 422,
            "payload-too-large", 413,
            "timeout", 504,
            "overloaded", 503,
            "backplane-full", 503,
            "idempotency-key-reused", 409,
            "memory-limit", 422,
            "event-disabled", 409);

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition failed"),
            Map.entry(413, "Too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(422, "Script failed"),
            Map.entry(429, "Too many attempts"),
            Map.entry(500, "Internal error"),
            Map.entry(503, "Unavailable"),
            Map.entry(504, "Timed out"),
            Map.entry(507, "Not written"));

    static ProblemJson of(int status, String code, String detail, String instance, List<Problem> problems) {
        return of(status, code, detail, instance, problems, List.of());
    }

    private static ProblemJson of(
            int status,
            String code,
            String detail,
            String instance,
            List<Problem> problems,
            List<Violation> violations) {
        String title = TITLES.getOrDefault(status, "Error");
        return new ProblemJson(
                "urn:herald:problem:" + code, title, status, detail, instance, code, problems, violations);
    }

    static ProblemJson of(BroadcastException failure, String instance) {
        int status = STATUS.getOrDefault(failure.code(), 503);
        List<Violation> violations =
                failure instanceof BroadcastException.InvalidInput invalid ? invalid.violations() : List.of();
        return of(
                status, failure.code(), String.valueOf(failure.getMessage()), instance, failure.problems(), violations);
    }

    static ProblemJson of(ScriptRefusedException refused, String instance) {
        int status = switch (refused.reason()) {
            case SCRIPTS_READ_ONLY -> 403;
            case INVALID_PATH -> 400;
            case UNKNOWN_SCRIPT, UNKNOWN_VERSION -> 404;
            case SCRIPTS_IN_FOLDER, SCRIPTS_CHANGED -> 409;
            case STALE_VERSION -> 412;
            case PAYLOAD_TOO_LARGE -> 413;
            case INVALID_SCRIPT -> 422;
            case BACKPLANE_AWAY -> 503;
            case NODE_SILENT -> 504;
            case NOT_WRITTEN -> 507;
        };
        String code = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return of(status, code, String.valueOf(refused.getMessage()), instance, refused.problems());
    }

    static ProblemJson of(ApiException failure, String instance) {
        return of(failure.status(), failure.code(), String.valueOf(failure.getMessage()), instance, List.of());
    }
}

package io.herald.server.http;

import io.herald.dsl.ScriptEditor;
import io.herald.engine.Engine;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.backplane.TriggerBacklog;
import io.herald.engine.event.EventCatalog;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the admin API tells of, and acts on; all of it stays its owner's to close.
 *
 * @param reload loads the scripts anew and returns what is then in force
 * @param isBehind whether the scripts in force are not yet those that they should be: then the node is not ready
 * @param editor changes scripts on request
 * @param idempotency answers a trigger with an {@code Idempotency-Key} once
 * @param backlog where this node takes triggers from Redis
 * @param measures of parts that the engine does not know
 */
public record NodeParts(
        Engine engine,
        Supplier<EventCatalog> reload,
        BooleanSupplier isBehind,
        ScriptEditor editor,
        Idempotency idempotency,
        Optional<TriggerBacklog> backlog,
        List<Measure> measures) {
    public NodeParts {
        measures = List.copyOf(measures);
    }

    /** A node that takes triggers from nowhere else. */
    public NodeParts(Engine engine, Supplier<EventCatalog> reload, ScriptEditor editor, Idempotency idempotency) {
        this(engine, reload, () -> false, editor, idempotency, Optional.empty(), List.of());
    }
}

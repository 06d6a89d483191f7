package io.herald.dsl;

import io.herald.dsl.text.SourceText;
import io.herald.dsl.types.Flow;
import io.herald.dsl.types.Place;
import io.herald.engine.model.Problem;
import java.util.List;
import java.util.Optional;

/** Runs what stands at a script's top level beside declarations, its constants above all: once for each version. */
final class TopLevel {
    private TopLevel() {}

    /** The top level threw. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Failed(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    /** Returns what it ran in, of which nothing is left but the script's constants. */
    static ScriptUnit run(SourceText source, Class<? extends ScriptUnit> type) {
        ScriptUnit unit;
        try {
            unit = type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled class " + type.getName() + " can't be instantiated", e);
        }
        try {
            unit.$topLevel();
            return unit;
        } catch (Throwable e) { // whatever a script throws is told with its place
            throw failed(source, unit, e);
        }
    }

    private static Failed failed(SourceText source, ScriptUnit unit, Throwable thrown) {
        CompiledScript script = new CompiledScript(source, "", Optional.of(unit), List.of(), List.of(), Flow.NONE);
        return new Failed(Failures.problem(
                script, new Place(0, 0), thrown, "failed while it was loaded: " + Failures.said(thrown)));
    }
}

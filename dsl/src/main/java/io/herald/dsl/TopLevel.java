package io.herald.dsl;

import io.herald.dsl.SourceText.Place;
import io.herald.engine.model.Problem;
import java.lang.reflect.InvocationTargetException;
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

    static void run(SourceText source, Class<? extends ScriptUnit> type) {
        try {
            ScriptUnit unit = type.getDeclaredConstructor().newInstance();
            type.getMethod(ScriptShape.TOP_LEVEL).invoke(unit);
        } catch (InvocationTargetException e) {
            throw failed(source, type, e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw failed(source, type, e);
        }
    }

    private static Failed failed(SourceText source, Class<? extends ScriptUnit> type, Throwable thrown) {
        CompiledScript script = new CompiledScript(source, "", Optional.of(type), List.of(), List.of(), List.of());
        return new Failed(Failures.problem(
                script, new Place(0, 0), thrown, "failed while it was loaded: " + Failures.said(thrown)));
    }
}

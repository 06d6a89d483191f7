package io.herald.dsl;

import io.herald.dsl.CompiledScript.Kind;
import io.herald.dsl.CompiledScript.Use;
import io.herald.dsl.Declaration.Callable;
import io.herald.dsl.Linker.Declared;
import io.herald.dsl.types.Fields.Constant;
import io.herald.dsl.types.Fitting;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.PathWalk;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import io.herald.engine.model.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What does not go together of code and the models of its values: fields and methods that these do not have, arguments of another type.
 * Names that no script declares are the {@link Linker}'s. One use.
 */
final class FlowLinks {
    private final Map<String, Declared> models;
    private final Map<String, Type> types;
    private final Map<String, Declared> callables;
    private final Faults faults;
    private final Fitting fitting;
    private final CalledLinks called;
    private final ExitLinks exits;
    private final boolean areModelsChanged;

    FlowLinks(Map<String, Declared> models, Map<String, Declared> callables, Faults faults) {
        this.models = models;
        this.callables = callables;
        this.faults = faults;
        this.types = ModelLinks.types(models);
        this.fitting = new Fitting(types);
        this.called = new CalledLinks(models, types, faults);
        this.exits = new ExitLinks(models, types, callables, faults);
        this.areModelsChanged = models.values().stream().map(Declared::script).anyMatch(faults::isChanged);
    }

    /** What did not change goes together with models that did not change: most scripts, at most times. */
    void check(CompiledScript script) {
        if (areModelsChanged || faults.isChanged(script)) {
            script.flow().paths().forEach(path -> path(script, path));
            called.check(script);
        }
        script.uses().stream().filter(use -> use.kind() == Kind.CALLABLE).forEach(use -> arguments(script, use));
        exits.check(script);
    }

    private void path(CompiledScript script, Path path) {
        PathWalk walk = walk(script);
        walk.end(path);
        walk.astray()
                .ifPresent(stray -> faults.add(script, stray.place(), stray.message(), stray.hint(), passed(walk)));
    }

    private PathWalk walk(CompiledScript script) {
        return new PathWalk(types, script.flow().classes(), script.flow().isChecked());
    }

    private List<Declared> passed(PathWalk walk) {
        return ModelLinks.named(walk.passed(), models);
    }

    /** Arguments that can't be what the room or resource takes. */
    private void arguments(CompiledScript script, Use use) {
        Declared declared = callables.get(use.name());
        if (declared == null) {
            return;
        }
        Callable callable = (Callable) declared.declaration();
        List<Type> taken = callable.types();
        use.typed().forEach((number, path) -> {
            PathWalk walk = walk(script);
            Type given = walk.end(path);
            boolean isOpen = number >= taken.size() || (given == Scalar.STRING && !path.isRead());
            if (!isOpen && !fitting.mayBe(given, taken.get(number), isEach(callable, number))) {
                String message =
                        takes(callable, number) + ", and " + text(script, path) + " is " + Text.a(given.toString());
                List<Declared> reliesOn = Stream.concat(Stream.of(declared), passed(walk).stream())
                        .toList();
                faults.add(script, path.place(), message, "it is declared at " + declared.at(), reliesOn);
            }
        });
        use.literals().forEach((number, literal) -> {
            if (number < taken.size()) {
                fitting.misfit(
                                literal.value(),
                                taken.get(number),
                                callable.parameters().get(number))
                        .ifPresent(misfit -> literal(script, declared, literal, misfit));
            }
        });
    }

    private void literal(CompiledScript script, Declared declared, Constant literal, String misfit) {
        Callable callable = (Callable) declared.declaration();
        faults.add(
                script,
                literal.place(),
                callable.kind() + " " + callable.signature() + ": " + misfit,
                "it is declared at " + declared.at(),
                List.of(declared));
    }

    private static String takes(Callable callable, int number) {
        return callable.kind() + " " + callable.signature() + " takes "
                + Text.a(callable.types().get(number).toString()) + " as '"
                + callable.parameters().get(number) + "'";
    }

    /** A resource shapes each item of a list. */
    private static boolean isEach(Callable callable, int number) {
        return callable instanceof Declaration.Resource && number == 0;
    }

    private static String text(CompiledScript script, Path path) {
        return script.source().between(path.place(), path.end());
    }
}

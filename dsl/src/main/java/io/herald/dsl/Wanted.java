package io.herald.dsl;

import io.herald.dsl.ScriptCompiler.Compilation;
import io.herald.engine.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A script as its newest text says, and what came of that. */
record Wanted(String text, Compilation compilation) {
    boolean isInOrder() {
        return compilation.problems().isEmpty();
    }

    /**
     * What is wrong with scripts, each place once.
     *
     * @param ofLinks what does not go together of those in order
     */
    static List<Problem> problems(Collection<Wanted> scripts, List<Problem> ofLinks) {
        List<Problem> problems = new ArrayList<>();
        List<Problem> known = new ArrayList<>(ofLinks);
        scripts.stream()
                .filter(want -> !want.isInOrder())
                .forEach(want -> want.compilation().problems().stream()
                        .filter(problem -> !want.isKnownBetter(problem, ofLinks))
                        .forEach(problem -> {
                            known.removeIf(problem::isAt);
                            problems.add(problem);
                        }));
        problems.addAll(known);
        return problems;
    }

    /** Of a value whose type is known, links tell what it lacks. */
    private boolean isKnownBetter(Problem problem, List<Problem> ofLinks) {
        return ofLinks.stream().anyMatch(problem::isAt)
                && compilation
                        .draft()
                        .filter(draft -> draft.flow().callsAt(problem.line(), problem.column()))
                        .isPresent();
    }
}

package io.herald.dsl;

import io.herald.dsl.text.SourceText;
import io.herald.engine.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All helpers: the newest text of each, and the classes in force. A helper that does not compile stays at its last good version; one that
 * others no longer compile with does, too. Immutable.
 *
 * @param wanted the newest text of each, by path
 * @param problems of those that could not be put in force
 */
record Helpers(Map<String, SourceText> wanted, HelperClasses inForce, List<Problem> problems) {
    static final Helpers NONE = new Helpers(Map.of(), HelperClasses.NONE, List.of());

    Helpers {
        wanted = Map.copyOf(wanted);
        problems = List.copyOf(problems);
    }

    /** @param changes new texts by path, empty for a helper that is gone; of other scripts, too */
    Helpers apply(Map<String, Optional<String>> changes, Surroundings surroundings, Instant now) {
        Map<String, SourceText> newest = new TreeMap<>(wanted);
        changes.forEach((path, text) -> {
            if (HelperClasses.isHelper(path)) {
                text.ifPresentOrElse(given -> newest.put(path, new SourceText(path, given)), () -> newest.remove(path));
            }
        });
        return new Helpers(newest, inForce, List.of()).compiled(newest, surroundings, now);
    }

    /**
     * Those of them that go together with the models, for these helpers do not.
     *
     * @param before what was in force
     * @param misfits what does not go together of which helper
     */
    Helpers without(List<Problem> misfits, Helpers before, Surroundings surroundings, Instant now) {
        List<Problem> told = Stream.concat(problems.stream(), misfits.stream()).toList();
        Helpers again = new Helpers(wanted, before.inForce(), told);
        Map<String, SourceText> chosen = new TreeMap<>(inForce.sources());
        again.goBack(chosen, misfits.stream().map(Problem::file).collect(Collectors.toSet()));
        return again.compiled(chosen, surroundings, now);
    }

    /** These, compiled as far as they compile: those that are broken go back, until the rest does. */
    private Helpers compiled(Map<String, SourceText> asked, Surroundings surroundings, Instant now) {
        Map<String, SourceText> chosen = new TreeMap<>(asked);
        List<Problem> found = new ArrayList<>(problems);
        while (!chosen.equals(inForce.sources())) {
            HelperCompiler.Compilation compilation = HelperCompiler.compile(chosen, surroundings, now);
            if (compilation.classes().isPresent()) {
                return new Helpers(wanted, compilation.classes().get(), found);
            }
            found.addAll(compilation.problems());
            goBack(chosen, compilation.problems().stream().map(Problem::file).collect(Collectors.toSet()));
        }
        return new Helpers(wanted, inForce, found);
    }

    /** When those to blame did not change, a change elsewhere broke them, and every change goes back. */
    private void goBack(Map<String, SourceText> chosen, Set<String> broken) {
        Set<String> changed = changed(chosen);
        boolean isTheirs = broken.stream().anyMatch(changed::contains);
        changed.stream().filter(path -> !isTheirs || broken.contains(path)).forEach(path -> {
            SourceText before = inForce.sources().get(path);
            if (before == null) {
                chosen.remove(path);
            } else {
                chosen.put(path, before);
            }
        });
    }

    private Set<String> changed(Map<String, SourceText> chosen) {
        Set<String> paths = new HashSet<>(chosen.keySet());
        paths.addAll(inForce.sources().keySet());
        paths.removeIf(path -> {
            SourceText before = inForce.sources().get(path);
            return before != null && before.equals(chosen.get(path));
        });
        return paths;
    }

    /** These, but with the classes of before, for scripts that did not change do not compile with the new ones. */
    Helpers withheld(Helpers before, List<Problem> ofScripts) {
        List<Problem> told = new ArrayList<>(problems);
        List<String> culprits =
                before.changed(inForce.sources()).stream().sorted().toList();
        for (Problem problem : ofScripts) {
            String user = problem.file() + (problem.line() > 0 ? ":" + problem.line() + ":" + problem.column() : "");
            culprits.forEach(path -> told.add(new Problem(
                    path,
                    0,
                    0,
                    "is not put in force, for it breaks " + user + ": " + problem.message(),
                    "its last good version stays in force; change both together",
                    "")));
        }
        return new Helpers(wanted, before.inForce(), told);
    }
}

package io.herald.dsl;

import io.herald.dsl.CompiledScript.Kind;
import io.herald.dsl.CompiledScript.Use;
import io.herald.dsl.Declaration.Callable;
import io.herald.dsl.flow.ModelNames;
import io.herald.dsl.types.Place;
import io.herald.dsl.types.Type;
import io.herald.engine.model.Names;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which versions of scripts go together: the newest of each that leaves no name unknown or declared twice. What breaks that is
 * counted against the script that changed, and its version in force stays. Versions in force always go together. One use.
 */
final class Linker {
    private final Map<String, CompiledScript> inForce;
    private final Map<String, CompiledScript> wanted;
    private final Map<String, CompiledScript> chosen;
    private final List<Problem> problems = new ArrayList<>();
    private Set<String> reach = Set.of();

    /** A declaration and the script it stands in. */
    record Declared(CompiledScript script, Declaration declaration) {
        String at() {
            return Linker.at(script, declaration.place());
        }
    }

    /** Why the chosen versions do not go together, and which script is to go back. */
    record Fault(String culprit, Problem problem) {}

    /**
     * @param scripts by path: what is to be in force
     * @param reach of the changes from what was
     */
    record Choice(Map<String, CompiledScript> scripts, Set<String> reach, List<Problem> problems) {}

    private Linker(Map<String, CompiledScript> inForce, Map<String, CompiledScript> wanted) {
        this.inForce = inForce;
        this.wanted = wanted;
        this.chosen = new TreeMap<>(wanted);
    }

    /**
     * @param inForce by path; scripts that go together
     * @param wanted by path: what would be in force if all went together; a script that is gone is missing
     */
    static Choice choose(Map<String, CompiledScript> inForce, Map<String, CompiledScript> wanted) {
        return new Linker(inForce, wanted).choose();
    }

    /**
     * What is wrong with scripts that do not compile beside that: with their names and types, as far as these could be read.
     *
     * @param inForce by path; scripts that go together
     * @param drafts by path; the scripts that do not compile
     */
    static List<Problem> problems(Map<String, CompiledScript> inForce, Map<String, CompiledScript> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        Map<String, CompiledScript> all = new TreeMap<>(inForce);
        all.putAll(drafts);
        return new Linker(inForce, all)
                .faults().stream()
                        .map(Fault::problem)
                        .filter(problem -> drafts.containsKey(problem.file()) && problem.line() > 0)
                        .toList();
    }

    private Choice choose() {
        List<Fault> faults = faults();
        while (!faults.isEmpty()) {
            String culprit = faults.get(0).culprit();
            faults.stream()
                    .filter(fault -> fault.culprit().equals(culprit))
                    .map(Fault::problem)
                    .forEach(problems::add);
            goBack(culprit);
            faults = faults();
        }
        return new Choice(chosen, reach, problems);
    }

    private void goBack(String path) {
        CompiledScript before = inForce.get(path);
        if (before == null) {
            chosen.remove(path);
        } else {
            chosen.put(path, before);
        }
    }

    private boolean isChanged(String path) {
        return !Objects.equals(chosen.get(path), inForce.get(path));
    }

    /** Of what the changes reach alone: the rest went together before, and does now. */
    private List<Fault> faults() {
        reach = Reach.of(inForce, chosen);
        List<CompiledScript> reached = chosen.values().stream()
                .filter(script -> reach.contains(script.path()))
                .toList();
        Faults faults = new Faults(this::isChanged);
        Map<String, Declared> events = new LinkedHashMap<>();
        Map<String, Declared> callables = new LinkedHashMap<>();
        Map<String, Declared> models = new LinkedHashMap<>();
        for (CompiledScript script : chosen.values()) {
            for (Declaration declaration : script.declarations()) {
                if (declaration instanceof Declaration.Example) {
                    continue; // nobody calls it by its name
                }
                Declared second = new Declared(script, declaration);
                Map<String, Declared> others =
                        Kind.CALLABLE.isOf(declaration) ? callables : Kind.MODEL.isOf(declaration) ? models : events;
                Declared first = others.putIfAbsent(declaration.name(), second);
                if (first != null) {
                    faults.add(twice(first, second));
                }
            }
        }
        for (CompiledScript script : reached) {
            script.uses().stream()
                    .filter(use -> use.kind() == Kind.CALLABLE)
                    .forEach(use -> check(script, use, callables).ifPresent(faults::add));
            script.models()
                    .filter(use -> !models.containsKey(use.name()))
                    .forEach(use -> faults.add(unknown(script, use, models.keySet())));
        }
        FlowLinks flows = new FlowLinks(models, callables, faults);
        reached.forEach(flows::check);
        new ModelLinks(reached, models, faults).check();
        return faults.found();
    }

    private Fault twice(Declared first, Declared second) {
        boolean firstIsNew =
                isChanged(first.script().path()) && !isChanged(second.script().path());
        Declared culprit = firstIsNew ? first : second;
        Declared other = firstIsNew ? second : first;
        Declaration declaration = culprit.declaration();
        String message =
                declaration.kind() + " '" + declaration.name() + "' is declared twice: here and at " + other.at();
        return new Fault(
                culprit.script().path(),
                culprit.script().source().problem(declaration.place(), message, "rename one of them"));
    }

    private Optional<Fault> check(CompiledScript script, Use use, Map<String, Declared> callables) {
        Declared declared = callables.get(use.name());
        if (declared == null) {
            return Optional.of(unknown(script, use, callables.keySet()));
        }
        Callable callable = (Callable) declared.declaration();
        if (use.arguments() < 0 || use.arguments() == callable.parameters().size()) {
            return Optional.empty();
        }
        return Optional.of(misfit(script, use, declared, callable));
    }

    private Fault unknown(CompiledScript script, Use use, Collection<String> known) {
        for (CompiledScript before : inForce.values()) {
            Optional<Declaration> lost = declared(before, use);
            if (lost.isPresent() && isChanged(before.path()) && wasUsed(script.path(), use)) {
                return lost(before, lost.get(), at(script, use.place()));
            }
        }
        String hint = wanted.values().stream()
                .filter(other -> !other.equals(chosen.get(other.path())))
                .filter(other -> declared(other, use).isPresent())
                .findFirst()
                .map(other -> "it is declared in " + other.path() + ", which is not in force")
                .orElseGet(() -> nearest(use, known));
        boolean isClass = use.kind() == Kind.MODEL && hint.isEmpty() && ModelNames.isClassOfGroovy(use.name());
        Problem problem = isClass
                ? script.source()
                        .problem(
                                use.place(),
                                "the class " + use.name() + " is not allowed in scripts",
                                "what scripts may touch is told in docs/scripts.md")
                : script.source()
                        .problem(
                                use.place(),
                                "unknown " + use.kind().words() + " '" + use.name() + "'",
                                hint.isEmpty() ? "no script declares it" : hint);
        return new Fault(script.path(), problem);
    }

    private static String nearest(Use use, Collection<String> declared) {
        Set<String> known = new TreeSet<>(declared);
        if (use.kind() == Kind.MODEL) {
            known.addAll(Type.names());
        }
        return Names.meant(use.name(), known, "");
    }

    private static Optional<Declaration> declared(CompiledScript script, Use use) {
        return script.declarations().stream()
                .filter(declaration ->
                        use.kind().isOf(declaration) && declaration.name().equals(use.name()))
                .findFirst();
    }

    private boolean wasUsed(String path, Use use) {
        CompiledScript before = inForce.get(path);
        return before != null
                && Stream.concat(before.uses().stream(), before.models())
                        .anyMatch(old -> old.kind() == use.kind() && old.name().equals(use.name()));
    }

    private Fault lost(CompiledScript before, Declaration lost, String user) {
        @Nullable CompiledScript now = chosen.get(before.path());
        String what = lost.kind() + " '" + lost.name() + "'";
        String message = now == null
                ? "was deleted, and " + user + " uses its " + what
                : "no longer declares " + what + ", which " + user + " uses";
        return new Fault(
                before.path(),
                new Problem(
                        before.path(),
                        0,
                        0,
                        message,
                        "its last good version stays in force; change " + user + " first",
                        ""));
    }

    private Fault misfit(CompiledScript script, Use use, Declared declared, Callable callable) {
        String takes = callable.kind() + " " + callable.signature() + " takes "
                + Text.count(callable.parameters().size(), "argument");
        if (isChanged(script.path())) {
            return new Fault(
                    script.path(),
                    script.source()
                            .problem(
                                    use.place(),
                                    takes + ", not " + use.arguments(),
                                    "it is declared at " + declared.at()));
        }
        return new Fault(
                declared.script().path(),
                declared.script()
                        .source()
                        .problem(
                                callable.place(),
                                takes + ", and " + at(script, use.place()) + " gives " + use.arguments(),
                                "change both together"));
    }

    static String at(CompiledScript script, Place place) {
        return script.path() + ":" + place.line() + ":" + place.column();
    }
}

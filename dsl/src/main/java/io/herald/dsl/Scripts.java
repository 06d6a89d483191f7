package io.herald.dsl;

import io.herald.dsl.ScriptCompiler.Compilation;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.Script;
import io.herald.engine.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All scripts: of each what is wanted, as its newest text says, and what is in force. Immutable. */
final class Scripts implements ScriptSet {
    static final Scripts EMPTY = none(false, Plugins.NONE);

    private final Map<String, Wanted> wanted;
    private final Map<String, InForce> inForce;
    private final Helpers helpers;
    private final EventCatalog catalog;
    private final Surroundings surroundings;

    private record Wanted(String text, Compilation compilation) {
        boolean isInOrder() {
            return compilation.problems().isEmpty();
        }
    }

    private record InForce(CompiledScript script, Instant since) {}

    private Scripts(
            Map<String, Wanted> wanted,
            Map<String, InForce> inForce,
            Helpers helpers,
            EventCatalog catalog,
            Surroundings surroundings) {
        this.wanted = wanted;
        this.inForce = inForce;
        this.helpers = helpers;
        this.catalog = catalog;
        this.surroundings = surroundings;
    }

    /**
     * No script yet.
     *
     * @param isTrusted whether those to come are not kept in the sandbox
     */
    static Scripts none(boolean isTrusted, Plugins plugins) {
        return new Scripts(
                Map.of(),
                Map.of(),
                Helpers.NONE,
                EventCatalog.EMPTY,
                new Surroundings(isTrusted, HelperClasses.NONE, plugins));
    }

    @Override
    public EventCatalog catalog() {
        return catalog;
    }

    @Override
    public Scripts apply(Map<String, Optional<String>> changes, Instant now) {
        Helpers candidates = helpers.apply(changes, surroundings.isTrusted(), now);
        Map<String, Wanted> next = want(changes, candidates);
        List<Problem> broken = broken(changes, next);
        if (broken.isEmpty()) {
            return linked(next, candidates, now);
        }
        Helpers withheld = candidates.withheld(helpers, broken);
        return linked(want(changes, withheld), withheld, now);
    }

    /** What is wanted after the changes, compiled anew where its text changed, or helpers that it names did. */
    private Map<String, Wanted> want(Map<String, Optional<String>> changes, Helpers newHelpers) {
        HelperClasses before = helpers.inForce();
        HelperClasses after = newHelpers.inForce();
        Surroundings now = surroundings.with(after);
        Map<String, Wanted> next = new TreeMap<>(wanted);
        if (!after.equals(before)) {
            next.replaceAll((path, want) -> before.areNamedIn(want.text()) || after.areNamedIn(want.text())
                    ? want(path, want.text(), now)
                    : want);
        }
        changes.forEach((path, text) -> {
            if (!HelperClasses.isHelper(path)) {
                text.ifPresentOrElse(
                        newest -> next.compute(path, (same, old) -> changed(path, newest, old, now)),
                        () -> next.remove(path));
            }
        });
        return next;
    }

    private static Wanted changed(String path, String newest, @Nullable Wanted old, Surroundings now) {
        return old != null && old.text().equals(newest) ? old : want(path, newest, now);
    }

    private static Wanted want(String path, String text, Surroundings surroundings) {
        return new Wanted(text, ScriptCompiler.compile(new SourceText(path, text), surroundings));
    }

    /** Problems of scripts that did not change, and that a change of helpers breaks. */
    private List<Problem> broken(Map<String, Optional<String>> changes, Map<String, Wanted> next) {
        return wanted.entrySet().stream()
                .filter(before -> !changes.containsKey(before.getKey())
                        && before.getValue().isInOrder())
                .flatMap(before -> Stream.ofNullable(next.get(before.getKey())))
                .flatMap(after -> after.compilation().problems().stream())
                .toList();
    }

    private Scripts linked(Map<String, Wanted> next, Helpers newHelpers, Instant now) {
        Map<String, CompiledScript> current = new TreeMap<>();
        inForce.forEach((path, state) -> current.put(path, state.script()));
        Linker.Choice choice = Linker.choose(current, candidates(next));
        Map<String, InForce> nowInForce = new TreeMap<>();
        choice.scripts().forEach((path, script) -> {
            InForce before = inForce.get(path);
            nowInForce.put(path, before != null && before.script().equals(script) ? before : new InForce(script, now));
        });
        EventCatalog linked = catalog(nowInForce, newHelpers.inForce(), problems(next, newHelpers, choice));
        return new Scripts(next, nowInForce, newHelpers, linked, surroundings);
    }

    /** A script that does not compile is wanted as it is in force. */
    private Map<String, CompiledScript> candidates(Map<String, Wanted> newest) {
        Map<String, CompiledScript> candidates = new TreeMap<>();
        newest.forEach((path, want) -> want.compilation()
                .script()
                .or(() -> Optional.ofNullable(inForce.get(path)).map(InForce::script))
                .ifPresent(script -> candidates.put(path, script)));
        return candidates;
    }

    private static List<Problem> problems(Map<String, Wanted> newest, Helpers helpers, Linker.Choice choice) {
        List<Problem> problems = new ArrayList<>(choice.problems());
        problems.addAll(helpers.problems());
        newest.values().forEach(want -> problems.addAll(want.compilation().problems()));
        problems.sort(
                Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::column));
        return problems;
    }

    private EventCatalog catalog(Map<String, InForce> inForce, HelperClasses classes, List<Problem> problems) {
        List<CompiledScript> compiled =
                inForce.values().stream().map(InForce::script).toList();
        Binder bound = new Binder(compiled, surroundings.plugins());
        List<Script> scripts = Stream.concat(
                        inForce.values().stream().map(state -> script(state.script(), state.since())),
                        classes.scripts().stream())
                .sorted(Comparator.comparing(Script::path))
                .toList();
        String versions = scripts.stream()
                .map(script -> script.path() + " " + script.version())
                .collect(Collectors.joining("\n"));
        return new EventCatalog(ScriptCompiler.version(versions), bound.events(), bound.rooms(), scripts, problems);
    }

    private static Script script(CompiledScript script, Instant since) {
        return new Script(
                script.path(),
                script.version(),
                since,
                names(script, Declaration.Event.class),
                names(script, Declaration.Room.class),
                names(script, Declaration.Resource.class),
                names(script, Declaration.Model.class));
    }

    private static List<String> names(CompiledScript script, Class<? extends Declaration> kind) {
        return script.declarations().stream()
                .filter(kind::isInstance)
                .map(Declaration::name)
                .toList();
    }
}

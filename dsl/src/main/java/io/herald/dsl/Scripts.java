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

/** All scripts: of each what is wanted, as its newest text says, and what is in force. Immutable. */
final class Scripts implements ScriptSet {
    static final Scripts EMPTY = new Scripts(Map.of(), Map.of(), EventCatalog.EMPTY, false);

    /** No script yet, and those to come are not kept in the sandbox. */
    static final Scripts TRUSTED = new Scripts(Map.of(), Map.of(), EventCatalog.EMPTY, true);

    private final Map<String, Wanted> wanted;
    private final Map<String, InForce> inForce;
    private final EventCatalog catalog;
    private final boolean isTrusted;

    private record Wanted(String text, Compilation compilation) {}

    private record InForce(CompiledScript script, Instant since) {}

    private Scripts(Map<String, Wanted> wanted, Map<String, InForce> inForce, EventCatalog catalog, boolean isTrusted) {
        this.wanted = wanted;
        this.inForce = inForce;
        this.catalog = catalog;
        this.isTrusted = isTrusted;
    }

    @Override
    public EventCatalog catalog() {
        return catalog;
    }

    @Override
    public Scripts apply(Map<String, Optional<String>> changes, Instant now) {
        Map<String, Wanted> next = new TreeMap<>(wanted);
        changes.forEach((path, text) -> text.ifPresentOrElse(
                newest -> next.compute(
                        path,
                        (same, before) -> before != null && before.text().equals(newest) ? before : want(path, newest)),
                () -> next.remove(path)));
        Map<String, CompiledScript> current = new TreeMap<>();
        inForce.forEach((path, state) -> current.put(path, state.script()));
        Linker.Choice choice = Linker.choose(current, candidates(next));
        Map<String, InForce> nowInForce = new TreeMap<>();
        choice.scripts().forEach((path, script) -> {
            InForce before = inForce.get(path);
            nowInForce.put(path, before != null && before.script().equals(script) ? before : new InForce(script, now));
        });
        return new Scripts(next, nowInForce, catalog(nowInForce, problems(next, choice)), isTrusted);
    }

    private Wanted want(String path, String text) {
        return new Wanted(text, ScriptCompiler.compile(new SourceText(path, text), isTrusted));
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

    private static List<Problem> problems(Map<String, Wanted> newest, Linker.Choice choice) {
        List<Problem> problems = new ArrayList<>(choice.problems());
        newest.values().forEach(want -> problems.addAll(want.compilation().problems()));
        problems.sort(
                Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::column));
        return problems;
    }

    private static EventCatalog catalog(Map<String, InForce> inForce, List<Problem> problems) {
        List<CompiledScript> compiled =
                inForce.values().stream().map(InForce::script).toList();
        Binder bound = new Binder(compiled);
        List<Script> scripts = inForce.values().stream()
                .map(state -> script(state.script(), state.since()))
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

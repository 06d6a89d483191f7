package io.herald.dsl;

import io.herald.dsl.text.SourceText;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Guide;
import io.herald.engine.event.ModelDefinition;
import io.herald.engine.event.ResourceDefinition;
import io.herald.engine.event.ResourceDefinition.Sample;
import io.herald.engine.event.Script;
import io.herald.engine.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All scripts: of each what is wanted, as its newest text says, and what is in force. Immutable. */
final class Scripts implements ScriptSet {
    static final Scripts EMPTY = none(HostOptions.DEFAULT);
    private static final int MAX_REHEARSED = 60; // about a second and a half
    private static final int MAX_REHEARSED_LENGTH = 1 << 14;

    private final Map<String, Wanted> wanted;
    private final Map<String, InForce> inForce;
    private final Helpers helpers;
    private final Binder bound;
    private final EventCatalog catalog;
    private final Surroundings surroundings;
    private final Optional<EventPlanner> trial;

    private Scripts(
            Map<String, Wanted> wanted,
            Map<String, InForce> inForce,
            Helpers helpers,
            Binder bound,
            EventCatalog catalog,
            Surroundings surroundings,
            Optional<EventPlanner> trial) {
        this.wanted = wanted;
        this.inForce = inForce;
        this.helpers = helpers;
        this.bound = bound;
        this.catalog = catalog;
        this.surroundings = surroundings;
        this.trial = trial;
    }

    /**
     * No script yet.
     *
     * @param options whether those to come are kept in the sandbox, what plugins they may call, whether their examples must not fail
     */
    static Scripts none(HostOptions options) {
        return new Scripts(
                Map.of(),
                Map.of(),
                Helpers.NONE,
                Binder.none(options),
                EventCatalog.EMPTY,
                new Surroundings(options.trustScripts(), HelperClasses.NONE, options.plugins(), options.cache()),
                options.trial());
    }

    @Override
    public EventCatalog catalog() {
        return catalog;
    }

    @Override
    public Optional<String> text(String path) {
        return Optional.ofNullable(inForce.get(path))
                .map(state -> state.script().source())
                .or(() -> Optional.ofNullable(helpers.inForce().sources().get(path)))
                .map(SourceText::text);
    }

    @Override
    public void end(ScriptSet kept) {
        Scripts others = kept instanceof Scripts scripts ? scripts : EMPTY;
        Set<String> changed = new HashSet<>();
        addChanged(wanted, others.wanted, changed);
        addChanged(inForce, others.inForce, changed);
        Set<ScriptClassLoader> over = loaders(changed);
        over.removeAll(others.loaders(changed));
        over.forEach(ScriptClassLoader::letGo);
    }

    private static <T> void addChanged(Map<String, T> before, Map<String, T> after, Set<String> changed) {
        before.forEach((path, old) -> {
            if (!old.equals(after.get(path))) {
                changed.add(path);
            }
        });
    }

    /** Those of the helpers, and of the scripts of these paths. */
    private Set<ScriptClassLoader> loaders(Set<String> paths) {
        Stream<CompiledScript> compiled = paths.stream()
                .flatMap(path -> Stream.ofNullable(wanted.get(path)))
                .flatMap(want -> want.compilation().script().stream());
        Stream<CompiledScript> listed = paths.stream()
                .flatMap(path -> Stream.ofNullable(inForce.get(path)))
                .map(InForce::script);
        Stream<Class<?>> ofScripts = Stream.concat(compiled, listed)
                .flatMap(script -> script.unit().stream())
                .map(Object::getClass);
        return Stream.concat(ofScripts, helpers.inForce().classes().values().stream())
                .flatMap(type -> ScriptClassLoader.of(type).stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Scripts apply(Map<String, Optional<String>> changes, Instant now) {
        Helpers candidates = helpers.apply(changes, surroundings, now);
        while (true) {
            boolean areSame = candidates.inForce().equals(helpers.inForce());
            Map<String, Wanted> next = want(changes, candidates);
            List<Problem> broken = areSame ? List.of() : broken(changes, next);
            if (!broken.isEmpty()) {
                candidates = candidates.withheld(helpers, broken);
                next = want(changes, candidates);
            }
            Tried tried = tried(current(), candidates(next, candidates));
            List<Problem> misfits = tried.problemsOf(candidates.inForce());
            if (!misfits.isEmpty() && !areSame) {
                candidates = candidates.without(misfits, helpers, surroundings, now);
                continue;
            }
            List<Problem> torn = areSame ? List.of() : torn(changes, tried);
            if (torn.isEmpty()) {
                return linked(next, candidates, tried, now);
            }
            candidates = candidates.withheld(helpers, torn);
        }
    }

    @Override
    public void prepare(Map<String, String> texts) {
        Surroundings now = surroundings.with(helpers.inForce());
        texts.forEach((path, text) -> {
            if (!HelperClasses.isHelper(path)) {
                ScriptCompiler.compileAhead(new SourceText(path, text), now);
            }
        });
    }

    @Override
    public void rehearse() {
        Surroundings now = surroundings.with(helpers.inForce());
        inForce.values().stream()
                .map(state -> state.script().source())
                .filter(source -> source.text().length() <= MAX_REHEARSED_LENGTH)
                .limit(MAX_REHEARSED)
                .forEach(source -> ScriptCompiler.rehearse(source, now));
    }

    private Map<String, CompiledScript> current() {
        Map<String, CompiledScript> current = new TreeMap<>(helpers.inForce().helpers());
        inForce.forEach((path, state) -> current.put(path, state.script()));
        return current;
    }

    /** What is wanted after the changes, compiled anew where its text changed, or helpers that it names did. */
    private Map<String, Wanted> want(Map<String, Optional<String>> changes, Helpers newHelpers) {
        HelperClasses before = helpers.inForce();
        HelperClasses after = newHelpers.inForce();
        Surroundings now = surroundings.with(after);
        Map<String, Wanted> next = new TreeMap<>(wanted);
        Map<String, SourceText> sources = new TreeMap<>();
        if (!after.equals(before)) {
            wanted.forEach((path, want) -> {
                if (before.areNamedIn(want.text()) || after.areNamedIn(want.text())) {
                    sources.put(path, new SourceText(path, want.text()));
                }
            });
        }
        changes.forEach((path, text) -> {
            if (text.isEmpty()) {
                next.remove(path);
                sources.remove(path);
            } else if (!HelperClasses.isHelper(path) && !isWanted(text.get(), next.get(path))) {
                sources.put(path, new SourceText(path, text.get()));
            }
        });
        ManyScripts.compile(List.copyOf(sources.values()), now)
                .forEach((path, compilation) -> next.put(
                        path,
                        new Wanted(Objects.requireNonNull(sources.get(path)).text(), compilation)));
        return next;
    }

    private static boolean isWanted(String text, @Nullable Wanted before) {
        return before != null && before.text().equals(text);
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

    /** As {@link #broken}, of what does not go together any more. */
    private List<Problem> torn(Map<String, Optional<String>> changes, Tried tried) {
        return tried.problems().stream()
                .filter(problem -> !changes.containsKey(problem.file()) && wanted.containsKey(problem.file()))
                .filter(problem -> catalog.problems().stream()
                        .noneMatch(before -> before.file().equals(problem.file())))
                .toList();
    }

    private Scripts linked(Map<String, Wanted> next, Helpers newHelpers, Tried tried, Instant now) {
        Map<String, InForce> nowInForce = new TreeMap<>();
        tried.scripts().forEach((path, script) -> {
            InForce before = inForce.get(path);
            if (!HelperClasses.isHelper(path)) {
                nowInForce.put(
                        path, before != null && before.script().equals(script) ? before : InForce.of(script, now));
            }
        });
        List<Problem> ofLinks = new ArrayList<>(tried.problems());
        ofLinks.addAll(Linker.problems(tried.scripts(), drafts(next)));
        List<Problem> problems = problems(next, newHelpers, ofLinks);
        EventCatalog linked = catalog(nowInForce, newHelpers.inForce(), tried, problems);
        return new Scripts(next, nowInForce, newHelpers, tried.bound(), linked, surroundings, trial);
    }

    /** What goes together, and whose examples do not fail; what would break either goes back. */
    private Tried tried(Map<String, CompiledScript> current, Map<String, CompiledScript> candidates) {
        Map<String, CompiledScript> wanted = new TreeMap<>(candidates);
        List<Problem> problems = new ArrayList<>();
        while (true) {
            Linker.Choice choice = Linker.choose(current, wanted);
            Binder next = bound.next(choice.scripts(), choice.reach());
            Trial tried = new Trial(choice.scripts(), current, choice.reach());
            Map<String, Problem> faults = tried.faults(next, trial);
            if (faults.isEmpty()) {
                problems.addAll(choice.problems());
                return new Tried(choice.scripts(), next, resources(next, choice, tried.samples()), problems);
            }
            problems.addAll(faults.values());
            faults.keySet().forEach(path -> wanted.compute(path, (same, failing) -> current.get(path)));
        }
    }

    /** @param scripts by path: what is to be in force */
    private record Tried(
            Map<String, CompiledScript> scripts,
            Binder bound,
            List<ResourceDefinition> resources,
            List<Problem> problems) {
        /** Why which of the helpers do not go together with the rest. */
        List<Problem> problemsOf(HelperClasses helpers) {
            return problems.stream()
                    .filter(problem -> helpers.helpers().containsKey(problem.file()))
                    .toList();
        }
    }

    /** Those out of reach are as they were, and an example that was not tried again gave what it gave before. */
    private List<ResourceDefinition> resources(
            Binder bound, Linker.Choice choice, Map<String, Optional<Sample>> tried) {
        Map<String, ResourceDefinition> before = new HashMap<>();
        catalog.guide().resources().forEach(resource -> before.put(resource.name(), resource));
        ResourceFields fields = new ResourceFields(choice.scripts().values());
        return bound.resources().stream()
                .map(resource -> {
                    @Nullable ResourceDefinition old = before.get(resource.name());
                    if (old != null && !choice.reach().contains(resource.script())) {
                        return old;
                    }
                    Optional<Sample> sample = Optional.ofNullable(old).flatMap(ResourceDefinition::example);
                    return resource.definition(fields, tried.getOrDefault(resource.name(), sample));
                })
                .sorted(Comparator.comparing(ResourceDefinition::name))
                .toList();
    }

    /** A script that does not compile is wanted as it is in force. */
    private Map<String, CompiledScript> candidates(Map<String, Wanted> newest, Helpers newHelpers) {
        Map<String, CompiledScript> candidates =
                new TreeMap<>(newHelpers.inForce().helpers());
        newest.forEach((path, want) -> want.compilation()
                .script()
                .or(() -> Optional.ofNullable(inForce.get(path)).map(InForce::script))
                .ifPresent(script -> candidates.put(path, script)));
        return candidates;
    }

    private static Map<String, CompiledScript> drafts(Map<String, Wanted> newest) {
        Map<String, CompiledScript> drafts = new TreeMap<>();
        newest.forEach((path, want) -> want.compilation().draft().ifPresent(draft -> drafts.put(path, draft)));
        return drafts;
    }

    private static List<Problem> problems(Map<String, Wanted> newest, Helpers helpers, List<Problem> ofLinks) {
        return Stream.concat(helpers.problems().stream(), Wanted.problems(newest.values(), ofLinks).stream())
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparing(Problem::line)
                        .thenComparing(Problem::column))
                .toList();
    }

    private static EventCatalog catalog(
            Map<String, InForce> inForce, HelperClasses classes, Tried tried, List<Problem> problems) {
        List<Script> scripts = Stream.concat(inForce.values().stream().map(InForce::listed), classes.scripts().stream())
                .sorted(Comparator.comparing(Script::path))
                .toList();
        String versions = scripts.stream()
                .map(script -> script.path() + " " + script.version())
                .collect(Collectors.joining("\n"));
        return new EventCatalog(
                ScriptCompiler.version(versions),
                tried.bound().events(),
                tried.bound().rooms(),
                scripts,
                problems,
                guide(inForce, tried));
    }

    private static Guide guide(Map<String, InForce> inForce, Tried tried) {
        List<ModelDefinition> models = inForce.values().stream()
                .flatMap(InForce::models)
                .sorted(Comparator.comparing(ModelDefinition::name))
                .toList();
        return new Guide(tried.resources(), models, List.copyOf(tried.bound().examples()));
    }
}

package io.herald.dsl;

import io.herald.dsl.CompiledScript.Kind;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.ResourceDefinition.Sample;
import io.herald.engine.model.Problem;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tries examples before the scripts they stand in are in force: those of resources always, those of events when asked to. Only what a
 * change may have altered is tried. One use.
 */
final class Trial {
    private final Map<String, CompiledScript> scripts;
    private final Map<String, CompiledScript> before;
    private final Set<String> reach;
    private final Map<String, String> declaredIn = new HashMap<>();
    private final Map<String, Problem> faults = new TreeMap<>();
    private final Map<String, Optional<Sample>> samples = new HashMap<>();

    /**
     * Scripts that go together.
     *
     * @param scripts by path
     * @param before those in force until now, by path
     * @param reach of the changes between them
     */
    Trial(Map<String, CompiledScript> scripts, Map<String, CompiledScript> before, Set<String> reach) {
        this.scripts = scripts;
        this.before = before;
        this.reach = reach;
        scripts.forEach((path, script) -> script.declarations().stream()
                .filter(Kind.CALLABLE::isOf)
                .forEach(declaration -> declaredIn.put(declaration.name(), path)));
    }

    /**
     * Tries them; returns what is wrong, by the path of each script that is to go back.
     *
     * @param planner of the events' examples; empty when they are not to be tried
     */
    Map<String, Problem> faults(Binder bound, Optional<EventPlanner> planner) {
        for (CompiledResource resource : bound.resources()) {
            Set<String> changed = changed(resource.script());
            if (!changed.isEmpty()) {
                resource(resource, changed);
            }
        }
        planner.ifPresent(given -> events(bound.examples(), given));
        return faults;
    }

    /** What resources made of their examples, by name: of those that were tried. */
    Map<String, Optional<Sample>> samples() {
        return samples;
    }

    private void resource(CompiledResource resource, Set<String> changed) {
        try {
            samples.put(resource.name(), resource.sample());
        } catch (CompiledResource.ExampleFailed e) {
            blame(e.problem(), changed);
        }
    }

    private void events(Collection<CompiledExample> examples, EventPlanner planner) {
        for (CompiledExample example : examples) {
            Set<String> changed = changed(example.script());
            List<String> differences = changed.isEmpty() ? List.of() : example.differences(planner);
            if (!differences.isEmpty()) {
                blame(example.problem("fails: " + String.join("; ", differences), ""), changed);
            }
        }
    }

    /** The script itself when it changed; else all that changed of those it relies on. */
    private void blame(Problem problem, Set<String> changed) {
        if (changed.contains(problem.file())) {
            faults.putIfAbsent(problem.file(), problem);
            return;
        }
        String hint = "its last good version stays in force; change both together";
        String message = "breaks " + problem.file() + ":" + problem.line() + ": " + problem.message();
        changed.forEach(path -> faults.putIfAbsent(path, new Problem(path, 0, 0, message, hint, "")));
    }

    /** Those that are not as they were, of a script and all it calls, directly or not. */
    private Set<String> changed(String path) {
        if (!reach.contains(path)) {
            return Set.of();
        }
        Set<String> seen = new HashSet<>(Set.of(path));
        Set<String> changed = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String next = open.pop();
            CompiledScript script = scripts.get(next);
            if (script == null) {
                continue;
            }
            if (!script.equals(before.get(next))) {
                changed.add(next);
            }
            script.uses().stream()
                    .filter(use -> use.kind() == Kind.CALLABLE)
                    .map(use -> declaredIn.getOrDefault(use.name(), next))
                    .filter(seen::add)
                    .forEach(open::push);
        }
        return changed;
    }
}

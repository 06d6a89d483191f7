package io.herald.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a change of scripts reaches: those that changed, and all that call rooms and resources which these declare or declared, directly or
 * through others. A change of models reaches all. What held of the rest still does. One use.
 */
final class Reach {
    private final Set<String> paths = new HashSet<>();
    private final Set<String> callables = new HashSet<>(); // that scripts of these paths declare

    private Reach() {}

    /** Returns the paths of all in reach; those of scripts that are gone, too. */
    static Set<String> of(Map<String, CompiledScript> before, Map<String, CompiledScript> after) {
        Reach reach = new Reach();
        if (!Binder.models(before.values()).equals(Binder.models(after.values()))) {
            reach.paths.addAll(before.keySet());
            reach.paths.addAll(after.keySet());
            return reach.paths;
        }
        List<CompiledScript> others = new ArrayList<>(after.values());
        others.removeIf(script -> !script.equals(before.get(script.path())) && reach.add(script));
        before.values().stream()
                .filter(old -> reach.paths.contains(old.path()) || !after.containsKey(old.path()))
                .toList()
                .forEach(reach::add);
        boolean spreads = true;
        while (spreads) {
            spreads = others.removeIf(script -> reach.isCalledBy(script) && reach.add(script));
        }
        return reach.paths;
    }

    private boolean add(CompiledScript script) {
        paths.add(script.path());
        for (Declaration declaration : script.declarations()) {
            if (declaration instanceof Declaration.Callable callable) {
                callables.add(callable.name());
            }
        }
        return true;
    }

    private boolean isCalledBy(CompiledScript script) {
        return script.uses().stream().anyMatch(use -> callables.contains(use.name()));
    }
}

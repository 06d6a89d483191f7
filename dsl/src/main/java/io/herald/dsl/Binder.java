package io.herald.dsl;

import io.herald.dsl.types.Fitting;
import io.herald.dsl.types.Type;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.RoomDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scripts that go together, bound: instances of their classes, each with what it calls of the others. Immutable. */
final class Binder {
    private final Map<String, Type> models;
    private final Fitting fitting;
    private final HostOptions options;
    private final Map<String, Bound> scripts = new HashMap<>();
    private final Map<String, ScriptUnit.ScriptFunction> functions = new HashMap<>();
    private final Map<String, EventDefinition> events = new HashMap<>();
    private final Map<String, RoomDefinition> rooms = new HashMap<>();
    private final List<CompiledResource> resources = new ArrayList<>();
    private final List<CompiledExample> examples = new ArrayList<>();

    /** What one script declares. */
    private record Bound(
            CompiledScript script,
            ScriptUnit unit,
            List<CompiledEvent> events,
            List<CompiledRoom> rooms,
            List<CompiledResource> resources,
            List<CompiledExample> examples) {
        Bound(CompiledScript script, ScriptUnit unit) {
            this(script, unit, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private Binder(Map<String, Type> models, Fitting fitting, HostOptions options) {
        this.models = models;
        this.fitting = fitting;
        this.options = options;
    }

    /** No script. */
    static Binder none(HostOptions options) {
        return new Binder(Map.of(), new Fitting(Map.of()), options);
    }

    /**
     * Binds others, to be had instead of these.
     *
     * @param reach of the changes from these: scripts out of it stay bound as they are, unless models are others
     */
    Binder next(Map<String, CompiledScript> others, Set<String> reach) {
        Map<String, Type> newest = models(others.values());
        boolean areSame = newest.equals(models);
        Binder next = areSame ? new Binder(models, fitting, options) : new Binder(newest, new Fitting(newest), options);
        List<Bound> anew = new ArrayList<>();
        others.forEach((path, script) -> script.unit().ifPresent(blank -> {
            @Nullable Bound bound = areSame && !reach.contains(path) ? scripts.get(path) : null;
            if (bound == null) {
                bound = next.bind(script, blank.$copy());
                anew.add(bound);
            }
            next.add(path, bound);
        }));
        anew.forEach(next::link);
        return next;
    }

    /** What each model that they declare is, by its name. */
    static Map<String, Type> models(Collection<CompiledScript> scripts) {
        Map<String, Type> models = new HashMap<>();
        for (CompiledScript script : scripts) {
            for (Declaration declaration : script.declarations()) {
                if (declaration instanceof Declaration.Model model) {
                    models.put(model.name(), model.type());
                }
            }
        }
        return models;
    }

    private Bound bind(CompiledScript script, ScriptUnit unit) {
        Bound bound = new Bound(script, unit);
        boolean mayWait = options.trustScripts() || !options.plugins().isEmpty();
        for (Declaration declaration : script.declarations()) {
            if (declaration instanceof Declaration.Event event) {
                bound.events().add(new CompiledEvent(script, unit, event, models, mayWait));
            } else if (declaration instanceof Declaration.Room room) {
                bound.rooms().add(new CompiledRoom(script, unit, room, fitting));
            } else if (declaration instanceof Declaration.Resource resource) {
                bound.resources().add(new CompiledResource(script, unit, resource, fitting));
            } else if (declaration instanceof Declaration.Example example) {
                EventDefinition event = bound.events().stream()
                        .filter(declared -> declared.name().equals(example.event()))
                        .findFirst()
                        .orElseThrow(); // declared before
                bound.examples().add(new CompiledExample(script, unit, example, event));
            }
        }
        return bound;
    }

    private void add(String path, Bound bound) {
        scripts.put(path, bound);
        bound.events().forEach(event -> events.put(event.name(), event));
        bound.rooms().forEach(room -> rooms.put(room.name(), room));
        bound.rooms().forEach(room -> functions.put(room.name(), room));
        bound.resources().forEach(resource -> functions.put(resource.name(), resource));
        resources.addAll(bound.resources());
        examples.addAll(bound.examples());
    }

    private void link(Bound bound) {
        bound.unit()
                .$bind(bound.script().uses().stream()
                        .map(use -> use.kind() == CompiledScript.Kind.PLUGIN
                                ? options.plugins().function(use.name())
                                : functions.get(use.name()))
                        .toArray(ScriptUnit.ScriptFunction[]::new));
    }

    Map<String, EventDefinition> events() {
        return events;
    }

    Map<String, RoomDefinition> rooms() {
        return rooms;
    }

    List<CompiledResource> resources() {
        return resources;
    }

    List<CompiledExample> examples() {
        return examples;
    }
}

package io.herald.dsl;

import io.herald.dsl.CompiledScript.Kind;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.RoomDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Binds scripts that go together: new instances of their classes, each with what it calls of the others. One use. */
final class Binder {
    private final Map<String, EventDefinition> events = new HashMap<>();
    private final Map<String, RoomDefinition> rooms = new HashMap<>();
    private final Map<String, Type> models = new HashMap<>();
    private final Fitting fitting = new Fitting(models);
    private final Map<String, ScriptUnit.ScriptFunction> functions = new HashMap<>();

    private final List<CompiledResource> resources = new ArrayList<>();
    private final List<CompiledExample> examples = new ArrayList<>();

    Binder(Collection<CompiledScript> scripts, Plugins plugins) {
        IdentityHashMap<CompiledScript, ScriptUnit> units = new IdentityHashMap<>();
        scripts.forEach(script -> script.unit().ifPresent(blank -> {
            ScriptUnit unit = blank.$copy();
            units.put(script, unit);
            script.declarations().forEach(declaration -> declare(script, unit, declaration));
        }));
        units.forEach((script, unit) -> unit.$bind(script.uses().stream()
                .map(use -> use.kind() == Kind.PLUGIN ? plugins.function(use.name()) : functions.get(use.name()))
                .toArray(ScriptUnit.ScriptFunction[]::new)));
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

    private void declare(CompiledScript script, ScriptUnit unit, Declaration declaration) {
        if (declaration instanceof Declaration.Event event) {
            events.put(event.name(), new CompiledEvent(script, unit, event, models));
        } else if (declaration instanceof Declaration.Room room) {
            CompiledRoom compiled = new CompiledRoom(script, unit, room, fitting);
            rooms.put(room.name(), compiled);
            functions.put(room.name(), compiled);
        } else if (declaration instanceof Declaration.Resource resource) {
            CompiledResource compiled = new CompiledResource(script, unit, resource, fitting);
            resources.add(compiled);
            functions.put(resource.name(), compiled);
        } else if (declaration instanceof Declaration.Model model) {
            models.put(model.name(), model.type());
        } else if (declaration instanceof Declaration.Example example) {
            EventDefinition event = Objects.requireNonNull(events.get(example.event())); // declared before
            examples.add(new CompiledExample(script, unit, example, event));
        }
    }
}

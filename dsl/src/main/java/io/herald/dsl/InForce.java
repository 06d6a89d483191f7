package io.herald.dsl;

import io.herald.engine.event.ModelDefinition;
import io.herald.engine.event.Script;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A script in force.
 *
 * @param listed the script as the catalog lists it
 */
record InForce(CompiledScript script, Script listed) {
    static InForce of(CompiledScript script, Instant since) {
        return new InForce(
                script,
                new Script(
                        script.path(),
                        script.version(),
                        since,
                        names(script, Declaration.Event.class),
                        names(script, Declaration.Room.class),
                        names(script, Declaration.Resource.class),
                        names(script, Declaration.Model.class)));
    }

    private static List<String> names(CompiledScript script, Class<? extends Declaration> kind) {
        return script.declarations().stream()
                .filter(kind::isInstance)
                .map(Declaration::name)
                .toList();
    }

    Stream<ModelDefinition> models() {
        return script.declarations().stream()
                .filter(Declaration.Model.class::isInstance)
                .map(model -> ((Declaration.Model) model).definition(script));
    }
}

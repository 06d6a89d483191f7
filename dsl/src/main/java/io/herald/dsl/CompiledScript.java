package io.herald.dsl;

import io.herald.dsl.SourceText.Place;
import java.util.List;
import java.util.Optional;

/**
 * One script that compiled, by itself: not yet bound to the rooms and resources of others.
 *
 * @param version first 12 hex digits of the SHA-256 of its text
 * @param type the class that holds its code; empty when the script declares nothing
 * @param uses rooms and resources it calls, of whatever script, in the order of their numbers
 */
record CompiledScript(
        SourceText source,
        String version,
        Optional<Class<? extends ScriptUnit>> type,
        List<Declaration> declarations,
        List<Use> uses) {
    CompiledScript {
        declarations = List.copyOf(declarations);
        uses = List.copyOf(uses);
    }

    String path() {
        return source.path();
    }

    /**
     * A call of a room or resource.
     *
     * @param arguments how many; -1 when that is known only at run time
     */
    record Use(String name, int arguments, Place place) {}
}

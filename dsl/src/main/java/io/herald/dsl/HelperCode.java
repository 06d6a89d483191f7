package io.herald.dsl;

import io.herald.dsl.types.OwnClasses;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Helpers as the compiler leaves them, which can be kept and loaded again. Immutable.
 *
 * @param helpers as {@link HelperClasses} has them, by path
 * @param types as there
 * @param classes their bytes by name
 */
record HelperCode(Map<String, CompiledScript> helpers, OwnClasses types, Map<String, byte[]> classes) {
    HelperCode {
        helpers = Map.copyOf(helpers);
        classes = Map.copyOf(classes);
    }

    HelperClasses load(Instant now) {
        ScriptClassLoader loader = new ScriptClassLoader(ScriptUnit.class.getClassLoader(), classes);
        Map<String, Class<?>> loaded = new HashMap<>();
        classes.keySet().forEach(name -> loaded.put(name, loader.load(name)));
        return new HelperClasses(helpers, loaded, types, loader, now);
    }
}

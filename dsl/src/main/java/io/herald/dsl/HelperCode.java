package io.herald.dsl;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Helpers as the compiler leaves them, which can be kept and loaded again. Immutable.
 *
 * @param helpers as {@link HelperClasses} has them, by path
 * @param signatures as there
 * @param classes their bytes by name
 */
record HelperCode(Map<String, CompiledScript> helpers, Map<String, Signature> signatures, Map<String, byte[]> classes) {
    HelperCode {
        helpers = Map.copyOf(helpers);
        signatures = Map.copyOf(signatures);
        classes = Map.copyOf(classes);
    }

    HelperClasses load(Instant now) {
        ScriptClassLoader loader = new ScriptClassLoader(ScriptUnit.class.getClassLoader(), classes);
        Map<String, Class<?>> loaded = new HashMap<>();
        classes.keySet().forEach(name -> loaded.put(name, loader.load(name)));
        return new HelperClasses(helpers, loaded, signatures, loader, now);
    }
}

package io.herald.dsl;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.tools.GroovyClass;

/** Holds the classes of one version of a script, or of the helpers, so that they go when the version goes. Thread-safe. */
final class ScriptClassLoader extends ClassLoader {
    private final Map<String, Class<?>> defined = new LinkedHashMap<>();

    ScriptClassLoader(ClassLoader parent) {
        super(parent);
    }

    /** Returns the classes by name. */
    synchronized Map<String, Class<?>> define(Collection<GroovyClass> compiled) {
        for (GroovyClass each : compiled) {
            defined.put(each.getName(), defineClass(each.getName(), each.getBytes(), 0, each.getBytes().length));
        }
        return Map.copyOf(defined);
    }

    /** The loader of a class; empty when it is not one of these. */
    static Optional<ScriptClassLoader> of(Class<?> type) {
        return type.getClassLoader() instanceof ScriptClassLoader loader ? Optional.of(loader) : Optional.empty();
    }

    /**
     * Takes back what Groovy keeps of the classes: behind soft references, so that they would stay for minutes, and thousands of them in a
     * night of saves. Whoever still runs them does so, and has it made anew.
     */
    synchronized void letGo() {
        defined.values().forEach(InvokerHelper::removeClass);
    }
}

package io.herald.dsl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.tools.GroovyClass;
import org.jspecify.annotations.Nullable;

/**
 * Holds the classes of one version of a script, or of the helpers, so that they go when the version goes. A class is made when it is first
 * needed. Thread-safe.
 */
final class ScriptClassLoader extends ClassLoader {
    private final Map<String, byte[]> waiting; // guarded by this loader, as is the next
    private final List<Class<?>> made = new ArrayList<>();

    /** @param classes their bytes by name */
    ScriptClassLoader(ClassLoader parent, Map<String, byte[]> classes) {
        super(parent);
        this.waiting = new HashMap<>(classes);
    }

    /** Their bytes by name. */
    static Map<String, byte[]> bytes(Collection<GroovyClass> compiled) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        compiled.forEach(each -> bytes.put(each.getName(), each.getBytes()));
        return bytes;
    }

    /** The class of a script itself. */
    Class<? extends ScriptUnit> unit(String name) {
        return load(name).asSubclass(ScriptUnit.class);
    }

    Class<?> load(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the class " + name + " was not generated", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (this) {
            byte[] bytes = waiting.remove(name);
            if (bytes != null) {
                Class<?> type = defineClass(name, bytes, 0, bytes.length);
                made.add(type);
                return type;
            }
            @Nullable Class<?> known = findLoadedClass(name);
            return known == null ? super.loadClass(name, resolve) : known;
        }
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
        made.forEach(InvokerHelper::removeClass);
    }
}

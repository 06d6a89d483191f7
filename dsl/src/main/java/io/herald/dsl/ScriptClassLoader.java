package io.herald.dsl;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.tools.GroovyClass;

/** Holds the classes of one version of a script, or of the helpers, so that they go when the version goes. */
final class ScriptClassLoader extends ClassLoader {
    ScriptClassLoader(ClassLoader parent) {
        super(parent);
    }

    /** Returns the classes by name. */
    Map<String, Class<?>> define(Collection<GroovyClass> compiled) {
        Map<String, Class<?>> defined = new LinkedHashMap<>();
        for (GroovyClass each : compiled) {
            defined.put(each.getName(), defineClass(each.getName(), each.getBytes(), 0, each.getBytes().length));
        }
        return defined;
    }
}

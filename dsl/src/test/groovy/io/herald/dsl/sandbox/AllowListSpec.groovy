package io.herald.dsl.sandbox

import java.lang.reflect.Executable
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.nio.file.Path
import org.codehaus.groovy.runtime.DefaultGroovyMethods
import org.codehaus.groovy.runtime.EncodingGroovyMethods
import org.codehaus.groovy.runtime.IOGroovyMethods
import org.codehaus.groovy.runtime.ProcessGroovyMethods
import org.codehaus.groovy.runtime.ResourceGroovyMethods
import org.codehaus.groovy.runtime.StringGroovyMethods
import spock.lang.Specification

class AllowListSpec extends Specification {
    static final List<Class<?>> NEVER_GIVEN = [
            Class, ClassLoader, Thread, Process, File, Path, URL, URI, InputStream, OutputStream, Reader, Writer, MetaClass, Binding, Executable, Runtime
    ]
    static final List<Class<?>> ADDED_BY_GROOVY = [
            DefaultGroovyMethods, StringGroovyMethods, EncodingGroovyMethods, IOGroovyMethods, ProcessGroovyMethods, ResourceGroovyMethods
    ]

    def "no method of the list, in any overload, gives out what leads out"() {
        expect:
        types().collectMany { type -> overloads(type).findAll { leadsOut(it.returnType) }.collect { "$type.name.$it.name".toString() } } == []
    }

    def "every name of the list is that of a method or field"() {
        expect:
        types().collectMany { unknown(it) } == []
    }

    def "a list that is written wrong is refused with the line"(List<String> lines, String said) {
        when:
        AllowList.parse(lines)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.contains(said)

        where:
        lines                                         || said
        ["type java.lang.Strin"]                      || "there is no class java.lang.Strin"
        ["    has length"]                            || "stands under no type"
        ["type java.lang.String", "    had length"]   || "'had' is none of: type, new, static, has"
    }

    private static List<Class<?>> types() {
        AllowList.DEFAULT.names().findResults { AllowList.DEFAULT.type(it).orElse(null) }
    }

    private static boolean leadsOut(Class<?> type) {
        NEVER_GIVEN.any { it.isAssignableFrom(type) }
    }

    private static List<Method> overloads(Class<?> type) {
        Set<String> methods = AllowList.DEFAULT.methods(type).orElse(AllowList.DEFAULT.ofEveryObject())
        Set<String> statics = AllowList.DEFAULT.statics(type.name)
        List<Method> own = type.methods.findAll { it.name in (Modifier.isStatic(it.modifiers) ? statics : methods) }
        own + added(type).findAll { it.name in methods }
    }

    private static List<Method> added(Class<?> type) {
        ADDED_BY_GROOVY.collectMany { Class<?> home ->
            home.methods.findAll { it.declaringClass == home && it.parameterCount > 0 && it.parameterTypes[0].isAssignableFrom(type) }
        }
    }

    private static List<String> unknown(Class<?> type) {
        Set<String> there = (type.methods*.name + type.fields*.name + added(type)*.name) as Set
        (AllowList.DEFAULT.listed(type.name) + AllowList.DEFAULT.statics(type.name)).findAll { !(it in there) }.collect { "$type.name.$it".toString() }
    }
}

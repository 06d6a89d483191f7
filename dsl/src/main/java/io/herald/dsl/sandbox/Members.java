package io.herald.dsl.sandbox;

import groovy.lang.GroovyObject;
import groovy.lang.GroovyObjectSupport;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.DefaultGroovyStaticMethods;

/**
 * What scripts may touch of the objects of one class. Immutable.
 *
 * @param methods names of methods
 * @param properties names that may be read, and of a script's own class written
 */
record Members(Set<String> methods, Set<String> properties) {
    /** What an enum's constants have beside what a script declares. */
    static final Set<String> OF_ENUMS = Set.of("name", "ordinal", "compareTo", "next", "previous");

    static final Set<String> OF_EVERY_ENUM = Stream.concat(
                    AllowList.DEFAULT.ofEveryObject().stream(), OF_ENUMS.stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Operators and output that a script's own class may define, though Groovy gives them to every object, too. */
    private static final Set<String> HARMLESS = Set.of(
            "toString",
            "equals",
            "hashCode",
            "asBoolean",
            "isCase",
            "iterator",
            "print",
            "println",
            "printf",
            "sprintf");

    /**
     * What every object has, whatever a script makes of it: by such a name a call that does not fit the script's own method would reach
     * another. As a property, what Groovy keeps for itself.
     */
    private static final Set<String> RESERVED = reserved();

    private static final Set<String> OF_CLASSES = ofClasses();

    private static final Members NONE = new Members(Set.of(), Set.of());

    private static final ClassValue<Members> CACHE = new ClassValue<>() {
        @Override
        protected Members computeValue(Class<?> type) {
            return find(type);
        }
    };

    private static final ClassValue<Members> DECLARED = new ClassValue<>() {
        @Override
        protected Members computeValue(Class<?> type) {
            Set<String> methods = new HashSet<>();
            Set<String> properties = new HashSet<>();
            for (Class<?> each : AllowList.DEFAULT.classes(type)) {
                methods.addAll(of(each).methods());
                properties.addAll(of(each).properties());
            }
            return new Members(Set.copyOf(methods), Set.copyOf(properties));
        }
    };

    /** Kept with the class, and gone when it goes. */
    static Members of(Class<?> type) {
        return CACHE.get(type);
    }

    /** Of a value that is declared so: it may be of any class below. */
    static Members declared(Class<?> type) {
        return DECLARED.get(type);
    }

    /** Whether a script may neither declare nor touch what has this name. */
    static boolean isReserved(String name) {
        return RESERVED.contains(name) || name.indexOf('$') >= 0;
    }

    /** Whether every class has a method or property of this name, static or not. */
    static boolean isOfClasses(String name) {
        return OF_CLASSES.contains(name);
    }

    private static Set<String> reserved() {
        Stream<Method> own = Stream.of(Object.class, GroovyObject.class, GroovyObjectSupport.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()));
        Set<String> names = new HashSet<>(Set.of(
                "class", "metaClass", "declaringClass", "getDeclaringClass", "methodMissing", "propertyMissing"));
        Stream.concat(own, givenTo(Set.of(Object.class, GroovyObject.class)))
                .map(Method::getName)
                .filter(name -> !AllowList.DEFAULT.methods().contains(name))
                .forEach(names::add);
        givenTo(Set.of(Object.class, GroovyObject.class))
                .filter(method -> method.getParameterCount() == 1)
                .flatMap(getter -> property(getter.getName()).stream())
                .forEach(names::add);
        names.removeAll(HARMLESS);
        return Set.copyOf(names);
    }

    private static Set<String> ofClasses() {
        Set<String> names = new HashSet<>();
        Stream.concat(Arrays.stream(Class.class.getMethods()), givenTo(Set.of(Class.class)))
                .map(Method::getName)
                .flatMap(name -> Stream.concat(Stream.of(name), property(name).stream()))
                .forEach(names::add);
        names.removeAll(HARMLESS);
        return Set.copyOf(names);
    }

    /** What Groovy adds to objects of these types. */
    private static Stream<Method> givenTo(Set<Class<?>> types) {
        return Stream.of(DefaultGroovyMethods.class, DefaultGroovyStaticMethods.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.getParameterCount() > 0 && types.contains(method.getParameterTypes()[0]));
    }

    /** Names a getter or a setter stands for: {@code getName} for {@code name}; empty when it is neither. */
    static Optional<String> property(String method) {
        for (String prefix : new String[] {"get", "is", "set"}) {
            if (method.startsWith(prefix) && method.length() > prefix.length()) {
                String rest = method.substring(prefix.length());
                return Optional.of(rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1));
            }
        }
        return Optional.empty();
    }

    private static Members find(Class<?> type) {
        if (type.isArray()) {
            return find(AllowList.DEFAULT.methods(List.class).orElseThrow(), Set.of("length"));
        }
        if (Own.class.isAssignableFrom(type)) {
            return own(type);
        }
        return AllowList.DEFAULT
                .methods(type)
                .map(methods -> find(methods, Set.of()))
                .orElse(NONE);
    }

    private static Members own(Class<?> type) {
        Set<String> methods = new HashSet<>(AllowList.DEFAULT.ofEveryObject());
        Set<String> fields = new HashSet<>();
        if (type.isEnum() || Enum.class.isAssignableFrom(type)) {
            methods.addAll(OF_ENUMS);
        }
        for (Class<?> own = type; own != null && Own.class.isAssignableFrom(own); own = own.getSuperclass()) {
            names(Arrays.stream(own.getDeclaredMethods()).map(Method::getName)).forEach(methods::add);
            names(Arrays.stream(own.getDeclaredFields()).map(Field::getName)).forEach(fields::add);
        }
        return find(methods, fields);
    }

    private static Stream<String> names(Stream<String> names) {
        return names.filter(name -> !isReserved(name));
    }

    private static Members find(Set<String> methods, Set<String> fields) {
        Set<String> properties = methods.stream()
                .flatMap(name -> property(name).stream())
                .collect(Collectors.toCollection(HashSet::new));
        properties.addAll(fields);
        properties.removeIf(Members::isReserved);
        return new Members(Set.copyOf(methods), Set.copyOf(properties));
    }
}

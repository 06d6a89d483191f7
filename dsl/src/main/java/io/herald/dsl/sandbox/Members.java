package io.herald.dsl.sandbox;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What scripts may touch of the objects of one class. Immutable.
 *
 * @param methods names of methods
 * @param properties names that may be read, and of a script's own class written
 */
record Members(Set<String> methods, Set<String> properties) {
    /** What Groovy gives every class, whatever a script makes of it. */
    private static final Set<String> RESERVED = Set.of(
            "class",
            "metaClass",
            "getClass",
            "getMetaClass",
            "setMetaClass",
            "invokeMethod",
            "getProperty",
            "setProperty",
            "property",
            "methodMissing",
            "propertyMissing",
            "asType",
            "finalize",
            "clone",
            "wait",
            "notify",
            "notifyAll",
            "getDeclaringClass",
            "declaringClass");

    private static final Members NONE = new Members(Set.of(), Set.of());

    private static final ClassValue<Members> CACHE = new ClassValue<>() {
        @Override
        protected Members computeValue(Class<?> type) {
            return find(type);
        }
    };

    /** Kept with the class, and gone when it goes. */
    static Members of(Class<?> type) {
        return CACHE.get(type);
    }

    /** Whether a script may neither declare nor touch what has this name. */
    static boolean isReserved(String name) {
        return RESERVED.contains(name) || name.indexOf('$') >= 0;
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
            return find(AllowList.DEFAULT.methods(java.util.List.class).orElseThrow(), Set.of("length"));
        }
        if (Own.class.isAssignableFrom(type)) {
            return own(type);
        }
        return AllowList.DEFAULT.methods(type).map(methods -> find(methods, Set.of())).orElse(NONE);
    }

    private static Members own(Class<?> type) {
        Set<String> methods = new HashSet<>(AllowList.DEFAULT.ofEveryObject());
        Set<String> fields = new HashSet<>();
        if (type.isEnum() || Enum.class.isAssignableFrom(type)) {
            methods.addAll(Set.of("name", "ordinal", "compareTo", "next", "previous"));
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
        Set<String> properties =
                methods.stream().flatMap(name -> property(name).stream()).collect(Collectors.toCollection(HashSet::new));
        properties.addAll(fields);
        properties.removeIf(Members::isReserved);
        return new Members(Set.copyOf(methods), Set.copyOf(properties));
    }
}

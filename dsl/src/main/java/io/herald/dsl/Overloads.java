package io.herald.dsl;

import groovy.lang.GroovySystem;
import groovy.lang.MetaMethod;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.reflection.CachedConstructor;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.reflection.ParameterTypes;

/**
 * What a call of a member of the JDK may mean: all methods of that name, Groovy's for the class too, or all constructors. Groovy itself says
 * which of them take what. Immutable.
 *
 * @param name as hints tell it: {@code substring}, {@code new BigDecimal}
 */
record Overloads(String name, List<? extends ParameterTypes> all) {
    static final Overloads NONE = new Overloads("", List.of());

    private static final int SHOWN = 6;

    private static final ClassValue<Map<String, Overloads>> METHODS = new ClassValue<>() {
        @Override
        protected Map<String, Overloads> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>(); // of names that scripts may call, so not of many
        }
    };

    Overloads {
        all = List.copyOf(all);
    }

    /** @param name of a method that scripts may call */
    static Overloads ofMethods(Class<?> type, String name) {
        return METHODS.get(type)
                .computeIfAbsent(
                        name,
                        called -> new Overloads(called, methods(type, called).toList()));
    }

    static Overloads ofStatics(Class<?> type, String name) {
        return new Overloads(
                name, methods(type, name).filter(MetaMethod::isStatic).toList());
    }

    static Overloads ofConstructors(Class<?> type) {
        return new Overloads(
                "new " + type.getSimpleName(),
                Arrays.stream(type.getConstructors())
                        .map(CachedConstructor::new)
                        .toList());
    }

    private static Stream<MetaMethod> methods(Class<?> type, String name) {
        List<?> found = GroovySystem.getMetaClassRegistry().getMetaClass(type).respondsTo(null, name);
        return found.stream()
                .filter(Objects::nonNull)
                .map(MetaMethod.class::cast)
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    /**
     * Whether one of them takes such arguments; when there is none, that is for others to tell.
     *
     * @param given the class of each; empty for one that may be anything
     */
    boolean take(List<Optional<Class<?>>> given) {
        return all.isEmpty() || all.stream().anyMatch(each -> takes(each, given));
    }

    private static boolean takes(ParameterTypes method, List<Optional<Class<?>>> given) {
        Class<?>[] taken = method.getNativeParameterTypes();
        if (given.isEmpty() && taken.length == 1) {
            return taken[0] == Object.class || isOpen(method); // Groovy gives null, which is meant for nothing else
        }
        Class<?>[] types = new Class<?>[given.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = fitting(given.get(i), parameter(method, taken, i));
        }
        return method.isValidMethod(types);
    }

    /** Whether it is meant to be given any number: to Groovy, all that take an array are. */
    private static boolean isOpen(ParameterTypes method) {
        if (method instanceof CachedConstructor constructor) {
            return constructor.getCachedConstructor().isVarArgs();
        }
        return method instanceof CachedMethod known ? known.getCachedMethod().isVarArgs() : method.isVargsMethod();
    }

    /** What a parameter takes: past the last, an item of that. */
    private static Class<?> parameter(ParameterTypes method, Class<?>[] taken, int number) {
        if (number < taken.length - 1 || (number < taken.length && !method.isVargsMethod())) {
            return taken[number];
        }
        return taken.length == 0
                ? Object.class
                : Objects.requireNonNullElse(last(taken).getComponentType(), last(taken));
    }

    private static Class<?> last(Class<?>[] types) {
        return types[types.length - 1];
    }

    /** A value may be of any class below the one that is known. */
    private static Class<?> fitting(Optional<Class<?>> given, Class<?> taken) {
        return given.filter(known -> !known.isAssignableFrom(taken)).isPresent() ? given.get() : taken;
    }

    /** {@code substring(int), substring(int, int)} */
    String shown() {
        String shown = all.stream()
                .sorted(Comparator.<ParameterTypes>comparingInt(each -> each.getNativeParameterTypes().length)
                        .thenComparing(Overloads::list))
                .map(each -> name + list(each))
                .distinct()
                .limit(SHOWN)
                .collect(Collectors.joining(", "));
        return all.size() > SHOWN ? shown + ", …" : shown;
    }

    private static String list(ParameterTypes method) {
        Class<?>[] types = method.getNativeParameterTypes();
        return Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }
}

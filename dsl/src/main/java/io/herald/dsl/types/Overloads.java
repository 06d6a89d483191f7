package io.herald.dsl.types;

import groovy.lang.GroovySystem;
import groovy.lang.MetaMethod;
import io.herald.dsl.sandbox.Sandbox;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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
public record Overloads(String name, List<Overload> all) {
    public static final Overloads NONE = new Overloads("", List.of());

    private static final int SHOWN = 6;

    /** By their names, those of static methods and those of others: those that scripts may call, so not many. */
    private static final ClassValue<Map<String, Overloads>> FOUND = new ClassValue<>() {
        @Override
        protected Map<String, Overloads> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /**
     * One of them.
     *
     * @param returns the class of what it returns
     */
    public record Overload(ParameterTypes takes, Class<?> returns) {
        private static Overload of(Class<?> type, MetaMethod method) {
            return new Overload(method, returned(type, method));
        }
    }

    public Overloads {
        all = List.copyOf(all);
    }

    /**
     * Of a value that is declared so: it may be of any class below.
     *
     * @param name of a method that scripts may call
     */
    public static Overloads ofMethods(Class<?> type, String name) {
        return found(type, "." + name, name, Sandbox.classes(type), method -> true);
    }

    /**
     * Of the class itself.
     *
     * @param name of a method that scripts may call
     */
    public static Overloads ofStatics(Class<?> type, String name) {
        return found(type, name, name, List.of(type), MetaMethod::isStatic);
    }

    private static Overloads found(
            Class<?> type, String key, String name, List<Class<?>> classes, Predicate<MetaMethod> isMeant) {
        return FOUND.get(type)
                .computeIfAbsent(
                        key,
                        unknown -> new Overloads(
                                name,
                                classes.stream()
                                        .flatMap(each -> methods(each, name)
                                                .filter(isMeant)
                                                .map(method -> Overload.of(each, method)))
                                        .toList()));
    }

    public static Overloads ofConstructors(Class<?> type) {
        return new Overloads(
                "new " + type.getSimpleName(),
                Arrays.stream(type.getConstructors())
                        .map(built -> new Overload(new CachedConstructor(built), type))
                        .toList());
    }

    private static Stream<MetaMethod> methods(Class<?> type, String name) {
        List<?> found = GroovySystem.getMetaClassRegistry().getMetaClass(type).respondsTo(null, name);
        return found.stream()
                .filter(Objects::nonNull)
                .map(MetaMethod.class::cast)
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    /** What a class declares once more, to return something narrower, Groovy may know from above alone. */
    private static Class<?> returned(Class<?> type, MetaMethod method) {
        if (method instanceof CachedMethod) {
            try {
                return type.getMethod(method.getName(), method.getNativeParameterTypes())
                        .getReturnType();
            } catch (NoSuchMethodException e) {
                return method.getReturnType(); // of a class that is not public
            }
        }
        return method.getReturnType();
    }

    /**
     * Whether one of them takes such arguments; when there is none, that is for others to tell.
     *
     * @param given the class of each; empty for one that may be anything
     */
    public boolean take(List<Optional<Class<?>>> given) {
        return all.isEmpty() || all.stream().anyMatch(each -> takes(each.takes(), given));
    }

    /**
     * The classes of what those return that take so many arguments.
     *
     * @param arguments -1 when it is not known how many
     */
    Set<Class<?>> returned(int arguments) {
        return arguments < 0
                ? all.stream().map(Overload::returns).collect(Collectors.toSet())
                : returned(Collections.nCopies(arguments, Optional.empty()));
    }

    /**
     * The classes of what those return that take such arguments.
     *
     * @param given the class of each; empty for one that may be anything
     */
    Set<Class<?>> returned(List<Optional<Class<?>>> given) {
        return all.stream()
                .filter(each -> takes(each.takes(), given))
                .map(Overload::returns)
                .collect(Collectors.toSet());
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
        Class<?> boxed = MethodType.methodType(taken).wrap().returnType();
        return given.filter(known -> !known.isAssignableFrom(boxed)).isPresent() ? given.get() : taken;
    }

    /** {@code substring(int), substring(int, int)} */
    public String shown() {
        List<String> shown = all.stream()
                .map(Overload::takes)
                .sorted(Comparator.<ParameterTypes>comparingInt(each -> each.getNativeParameterTypes().length)
                        .thenComparing(Overloads::list))
                .map(each -> name + list(each))
                .distinct()
                .toList();
        return shown.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (shown.size() > SHOWN ? ", …" : "");
    }

    private static String list(ParameterTypes method) {
        Class<?>[] types = method.getNativeParameterTypes();
        return Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }
}

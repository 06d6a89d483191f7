package io.herald.dsl;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.StringGroovyMethods;

/** What methods of the JDK and of Groovy return, as far as models know it. */
final class ReturnTypes {
    private static final Map<Class<?>, Map<String, Type>> FOUND = new ConcurrentHashMap<>();

    private ReturnTypes() {}

    /** The class that has all members which a value of the type may have; a model's values are maps or texts. */
    static Class<?> holder(Type type) {
        if (type instanceof Scalar scalar) {
            return scalar.type();
        }
        if (type instanceof Type.ListOf) {
            return LinkedList.class;
        }
        return type instanceof Type.OneOf ? String.class : TreeMap.class;
    }

    /** The class that all values of the type are of. */
    static Class<?> given(Type type) {
        return type instanceof Type.ListOf
                ? List.class
                : type instanceof Type.MapOf || type instanceof Fields ? Map.class : holder(type);
    }

    /** What a method of such a value returns, by whatever arguments; {@link Scalar#OBJECT} when that is not known. */
    static Type of(Type owner, String method) {
        Class<?> type = owner instanceof Type.ListOf
                ? List.class
                : owner instanceof Scalar || owner instanceof Type.OneOf ? holder(owner) : Map.class;
        return FOUND.computeIfAbsent(type, ReturnTypes::find).getOrDefault(method, Scalar.OBJECT);
    }

    private static Map<String, Type> find(Class<?> owner) {
        Map<String, Type> found = new HashMap<>();
        methods(owner)
                .forEach(method -> found.merge(
                        method.getName(),
                        type(method.getReturnType()),
                        (one, other) -> one.equals(other) ? one : Scalar.OBJECT));
        found.values().removeIf(Scalar.OBJECT::equals);
        return Map.copyOf(found);
    }

    /** Its own, and Groovy's for it: of several for the same arguments, the one that is meant for the nearest class. */
    private static Stream<Method> methods(Class<?> owner) {
        Map<List<Object>, Method> given = new HashMap<>();
        Stream.of(DefaultGroovyMethods.class, StringGroovyMethods.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() > 0
                        && method.getParameterTypes()[0].isAssignableFrom(owner))
                .forEach(method -> given.merge(
                        List.of(
                                method.getName(),
                                List.of(method.getParameterTypes()).subList(1, method.getParameterCount())),
                        method,
                        ReturnTypes::nearer));
        return Stream.concat(Arrays.stream(owner.getMethods()), given.values().stream());
    }

    private static Method nearer(Method one, Method other) {
        return one.getParameterTypes()[0].isAssignableFrom(other.getParameterTypes()[0]) ? other : one;
    }

    private static Type type(Class<?> returned) {
        if (returned == List.class) {
            return new Type.ListOf(Scalar.OBJECT);
        }
        if (returned == Map.class) {
            return new Type.MapOf(Scalar.OBJECT);
        }
        Class<?> boxed = MethodType.methodType(returned).wrap().returnType();
        return Scalar.of(boxed).orElse(Scalar.OBJECT);
    }
}

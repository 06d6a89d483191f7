package io.herald.dsl.types;

import io.herald.dsl.sandbox.Sandbox;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells types from classes of the JDK that scripts may touch, and what their members give. */
public final class JdkTypes {
    /** Of names that scripts may call, with how many arguments, so not of many. */
    private static final ClassValue<Map<String, Type>> RETURNED = new ClassValue<>() {
        @Override
        protected Map<String, Type> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private JdkTypes() {}

    /** What a value is that is declared as of the class; {@link Scalar#OBJECT} of classes that scripts may not touch. */
    public static Type of(Class<?> declared) {
        Class<?> type = MethodType.methodType(declared).wrap().returnType();
        if (List.class.isAssignableFrom(type)) {
            return new Type.ListOf(Scalar.OBJECT);
        }
        if (Map.class.isAssignableFrom(type)) {
            return new Type.MapOf(Scalar.OBJECT);
        }
        return Scalar.of(type).orElseGet(() -> instance(type));
    }

    private static Type instance(Class<?> type) {
        if (type == Map.Entry.class) {
            return new Type.EntryOf(Scalar.OBJECT);
        }
        return Sandbox.isAllowed(type.getName()) ? new Type.Instance(type.getName()) : Scalar.OBJECT;
    }

    /** What a value is that is declared as of a class of this name. */
    public static Type named(String type) {
        return Sandbox.type(type).map(JdkTypes::of).orElse(Scalar.OBJECT);
    }

    /** The class that all values of the type are of, as far as it is the JDK's; a model's are maps or texts. */
    public static Class<?> given(Type type) {
        if (type instanceof Scalar scalar) {
            return scalar.type();
        }
        if (type instanceof Type.Instance instance) {
            return Sandbox.type(instance.type()).orElse(Object.class);
        }
        if (type instanceof Type.ListOf || type instanceof Type.EntryOf) {
            return type instanceof Type.ListOf ? List.class : Map.Entry.class;
        }
        if (type instanceof Type.Own) {
            return Object.class;
        }
        return type instanceof Type.OneOf ? String.class : Map.class;
    }

    /** Whether it is a list or a map. */
    static boolean isHolding(Type type) {
        return type instanceof Type.ListOf || type instanceof Type.MapOf;
    }

    /**
     * What a method of such a value returns; {@link Scalar#OBJECT} when that is not known.
     *
     * @param arguments how many it is given; -1 when that is not known
     * @param given the class of each; empty for one that may be anything; none when nothing is known of them
     */
    static Type returned(Type owner, String method, int arguments, List<Optional<Class<?>>> given) {
        Class<?> type = given(owner);
        if (!Sandbox.methods(type).contains(method)) {
            return Scalar.OBJECT;
        }
        Overloads overloads = Overloads.ofMethods(type, method);
        Type whatever = returned(type, "." + method, overloads, arguments);
        return whatever != Scalar.OBJECT || given.isEmpty() ? whatever : ofAll(overloads.returned(given));
    }

    /** What a property of such a value is: what its getter returns. */
    static Type property(Type owner, String name) {
        String capital = name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        Type got = returned(owner, "get" + capital, 0, List.of());
        return got == Scalar.OBJECT ? returned(owner, "is" + capital, 0, List.of()) : got;
    }

    /** As {@link #returned}, of a static method of a class of this name. */
    public static Type returnedByStatic(String owner, String method, int arguments) {
        return Sandbox.type(owner)
                .filter(type -> Sandbox.statics(type).contains(method))
                .map(type -> returned(type, method, Overloads.ofStatics(type, method), arguments))
                .orElse(Scalar.OBJECT);
    }

    /** Whatever its arguments are. */
    private static Type returned(Class<?> type, String called, Overloads overloads, int arguments) {
        return RETURNED.get(type)
                .computeIfAbsent(called + " " + arguments, key -> ofAll(overloads.returned(arguments)));
    }

    private static Type ofAll(Collection<Class<?>> classes) {
        return common(classes.stream().map(JdkTypes::of).toList());
    }

    /** What all are: one of several kinds of numbers is at least a number. */
    static Type common(Collection<Type> types) {
        Set<Type> kinds = Set.copyOf(types);
        if (kinds.size() == 1) {
            return kinds.iterator().next();
        }
        for (Class<?> kind : List.of(Number.class, List.class, String.class)) {
            if (!kinds.isEmpty() && kinds.stream().allMatch(type -> kind.isAssignableFrom(given(type)))) {
                return of(kind);
            }
        }
        return Scalar.OBJECT;
    }

    /** What a constant of a class of this name is. */
    public static Type constant(String owner, String name) {
        return Sandbox.type(owner)
                .filter(type -> Sandbox.statics(type).contains(name))
                .flatMap(type -> field(type, name))
                .map(field -> of(field.getType()))
                .orElse(Scalar.OBJECT);
    }

    private static Optional<Field> field(Class<?> type, String name) {
        try {
            return Optional.of(type.getField(name)).filter(field -> Modifier.isStatic(field.getModifiers()));
        } catch (NoSuchFieldException e) {
            return Optional.empty(); // a method may have the name
        }
    }
}

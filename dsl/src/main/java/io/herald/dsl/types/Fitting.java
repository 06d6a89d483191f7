package io.herald.dsl.types;

import io.herald.dsl.types.Type.Instance;
import io.herald.dsl.types.Type.ListOf;
import io.herald.dsl.types.Type.MapOf;
import io.herald.dsl.types.Type.Maybe;
import io.herald.dsl.types.Type.Named;
import io.herald.dsl.types.Type.OneOf;
import io.herald.dsl.types.Type.Own;
import io.herald.engine.model.Text;
import io.herald.engine.model.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.codehaus.groovy.runtime.MetaClassHelper;
import org.jspecify.annotations.Nullable;

/** Fits values to what parameters take, and says before any runs what can't be fitted. Immutable. */
public final class Fitting {
    private final Map<String, Type> models;
    private final OwnClasses classes;

    /** @param models what each model is, by its name; may be completed until the first use */
    public Fitting(Map<String, Type> models) {
        this(models, OwnClasses.NONE);
    }

    /** @param classes of scripts */
    public Fitting(Map<String, Type> models, OwnClasses classes) {
        this.models = models;
        this.classes = classes;
    }

    /**
     * Fits an argument of a room or resource.
     *
     * @param type as the parameter declares it, where models know it
     * @param declared its class
     * @throws IllegalArgumentException says what was given and what is needed
     */
    @Nullable
    public Object fit(@Nullable Object value, Type type, Class<?> declared, String parameter) {
        if (value == null || type instanceof Scalar || !isOfModels(type)) { // most are scalars, and quick to tell
            return Coercion.fit(value, declared, parameter);
        }
        Validation validation = new Validation(models);
        Object read = type.read(value, Pointer.ROOT, validation);
        if (!validation.violations().isEmpty()) {
            Violation first = validation.violations().get(0);
            throw new IllegalArgumentException("'" + parameter + "' must be " + Text.a(type.toString()) + ": "
                    + (first.pointer().isEmpty() ? first.message() : first));
        }
        return read;
    }

    private static boolean isOfModels(Type type) {
        return type instanceof Named || type.models().findAny().isPresent();
    }

    /** Why a literal can't be fitted; empty when it can, or when a model it needs is not there. */
    public Optional<String> misfit(@Nullable Object literal, Type taken, String parameter) {
        if (taken == Scalar.OBJECT || taken.models().anyMatch(model -> !models.containsKey(model.name()))) {
            return Optional.empty();
        }
        Class<?> declared = taken instanceof Scalar scalar
                ? scalar.type()
                : taken instanceof Named || taken instanceof OneOf ? Object.class : JdkTypes.given(taken);
        try {
            fit(literal, taken, declared, parameter);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a room or resource may be given such a value; where that is not known, it may. */
    public boolean mayBe(Type given, Type taken, boolean isEach) {
        if (given instanceof ListOf list && isEach && !(taken instanceof ListOf)) {
            return mayBe(list.item(), taken, false);
        }
        if (given instanceof Scalar value && taken instanceof Scalar scalar && value.isNumber()) {
            return scalar == Scalar.OBJECT || scalar == Scalar.STRING || scalar.isNumber();
        }
        return passes(given, taken);
    }

    /** Whether a method of a script's class takes such values; which parameters are left to their defaults is Groovy's to say. */
    public boolean takes(OwnMethod method, List<Type> given) {
        return IntStream.range(0, given.size()).allMatch(i -> takes(method, given, i));
    }

    public boolean takes(OwnMethod method, List<Type> given, int number) {
        return given.size() != method.takes().size()
                || passes(given.get(number), method.takes().get(number).type());
    }

    /** Whether a method whose parameter is declared so takes such a value; where that is not known, it does. */
    public boolean passes(Type given, Type taken) {
        if (given instanceof Maybe maybe) {
            return passes(maybe.type(), taken);
        }
        if (given == Scalar.OBJECT || taken == Scalar.OBJECT) {
            return true;
        }
        Type value = given instanceof Named named ? models.getOrDefault(named.name(), Scalar.OBJECT) : given;
        Type needed = taken instanceof Named named ? models.getOrDefault(named.name(), Scalar.OBJECT) : taken;
        if (value == Scalar.OBJECT || needed == Scalar.OBJECT || value.equals(needed)) {
            return true;
        }
        if (value instanceof Own own) {
            return passes(own, needed);
        }
        if (needed instanceof Own) {
            return false;
        }
        if (needed instanceof Instance || value instanceof Instance) {
            return mayBe(JdkTypes.given(value), JdkTypes.given(needed));
        }
        if (needed instanceof ListOf list) {
            return value instanceof ListOf items && passes(items.item(), list.item());
        }
        if (needed instanceof MapOf) {
            return value instanceof MapOf || value instanceof Fields;
        }
        if (needed instanceof Scalar scalar) {
            Class<?> type = value instanceof Scalar known ? known.type() : value instanceof OneOf ? String.class : null;
            return type != null && MetaClassHelper.isAssignableFrom(scalar.type(), type);
        }
        return needed instanceof OneOf ? value == Scalar.STRING : value instanceof MapOf;
    }

    /** Of a model's value code reads properties, which an object may have, too. */
    private boolean passes(Own given, Type needed) {
        if (needed instanceof Own taken) {
            return classes.mayBe(given.name(), taken.name());
        }
        return needed instanceof Fields;
    }

    /** A value may be of any class below the one that is known. */
    private static boolean mayBe(Class<?> given, Class<?> taken) {
        return MetaClassHelper.isAssignableFrom(taken, given) || given.isAssignableFrom(taken);
    }
}

package io.herald.dsl.types;

import io.herald.engine.model.Text;
import io.herald.engine.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with the inputs of one trigger, gathered while they are read: the first {@value #MAX} violations. One use. */
public final class Validation {
    private static final int MAX = 50;

    private final Map<String, Type> models;
    private final List<Violation> violations = new ArrayList<>();

    /** @param models what each model is, by its name */
    public Validation(Map<String, Type> models) {
        this.models = models;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** Whether no more is gathered; then reading on has no use. */
    boolean isFull() {
        return violations.size() >= MAX;
    }

    Type model(String name) {
        Type model = models.get(name);
        if (model == null) {
            throw new IllegalStateException("the linker let the unknown model " + name + " pass");
        }
        return model;
    }

    void wrong(Pointer at, String message) {
        if (!isFull()) {
            violations.add(new Violation(at.toString(), message));
        }
    }

    /** Tells a value that is of another type; null, so that reading goes on. */
    @Nullable
    Object misfit(Pointer at, String expected, @Nullable Object given) {
        wrong(at, "expected " + expected + ", got " + shown(given));
        return null;
    }

    private static String shown(@Nullable Object given) {
        if (given instanceof Map) {
            return given instanceof ModelValue value ? Text.a(value.model().toString()) : "an object";
        }
        if (given instanceof Iterable) {
            return "a list";
        }
        String quoted = Text.quote(String.valueOf(given));
        String bare = quoted.substring(1, quoted.length() - 1);
        return given instanceof CharSequence ? '"' + bare + '"' : bare;
    }
}

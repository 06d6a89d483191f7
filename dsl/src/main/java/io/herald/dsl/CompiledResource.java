package io.herald.dsl;

import io.herald.dsl.types.Fitting;
import io.herald.dsl.types.Type;
import io.herald.engine.event.Limits;
import io.herald.engine.event.PayloadEncoder;
import io.herald.engine.event.ResourceDefinition;
import io.herald.engine.event.ResourceDefinition.Sample;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource of a script, bound to what it calls: shapes what it is given; a list, item by item, unless it takes lists; null stays null,
 * and what is left out is left out. */
final class CompiledResource implements ScriptUnit.ScriptFunction {
    private static final PayloadEncoder ENCODER = new PayloadEncoder(Limits.DEFAULTS);

    private final CompiledScript script;
    private final Fitting fitting;
    private final boolean takesList;
    private final Declaration.Resource resource;
    private final BlockCall code;
    private final Optional<BlockCall> example;

    /** @param fitting to the models of all scripts */
    CompiledResource(CompiledScript script, ScriptUnit unit, Declaration.Resource resource, Fitting fitting) {
        this.script = script;
        this.fitting = fitting;
        this.takesList = resource.types().stream()
                .findFirst()
                .filter(Type.ListOf.class::isInstance)
                .isPresent();
        this.resource = resource;
        this.code = new BlockCall(script, unit, resource.code(), "resource " + resource.name());
        this.example = resource.example()
                .map(given -> new BlockCall(script, unit, given, "the example of resource " + resource.name()));
    }

    String script() {
        return script.path();
    }

    String name() {
        return resource.name();
    }

    /**
     * Shapes its example; empty when it has none.
     *
     * @throws ExampleFailed when that comes to nothing that could be sent
     */
    Optional<Sample> sample() throws ExampleFailed {
        if (example.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<?> arguments = (List<?>) Objects.requireNonNull(example.get().call());
            Object shape = PlainValues.plain(call(arguments.toArray()));
            return Optional.of(new Sample(
                    ENCODER.encode(PlainValues.plain(arguments)), ENCODER.encode(shape), ResourceFields.kinds(shape)));
        } catch (BroadcastException e) {
            throw failed(example.get(), String.valueOf(e.getMessage()));
        } catch (PayloadEncoder.NotJsonException | RuntimeException e) {
            throw failed(example.get(), Failures.said(e));
        }
    }

    private ExampleFailed failed(BlockCall at, String message) {
        String told = "the example of resource " + resource.name() + " fails: " + message;
        return new ExampleFailed(script.source().problem(at.place(), told, ""));
    }

    /** Its example can't be shaped. */
    static final class ExampleFailed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        ExampleFailed(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    /** As those read of it who ask what there is. */
    ResourceDefinition definition(ResourceFields fields, Optional<Sample> sample) {
        return new ResourceDefinition(
                resource.name(),
                script.path(),
                script.version(),
                resource.parameters(),
                fields.of(resource, sample),
                sample);
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) {
        return Shaped.value(shape(arguments));
    }

    @Override
    public @Nullable Object shape(@Nullable Object[] arguments) {
        if (arguments.length > 0
                && !takesList
                && !(arguments[0] instanceof Map)
                && arguments[0] instanceof Iterable<?> items) {
            List<@Nullable Object> shaped = new ArrayList<>();
            for (Object item : items) {
                @Nullable Object[] given = arguments.clone();
                given[0] = item;
                shaped.add(one(given));
            }
            return Shaped.list(shaped);
        }
        return one(arguments);
    }

    private @Nullable Object one(@Nullable Object[] arguments) {
        if (arguments.length != resource.parameters().size()) {
            throw failed("the resource is " + resource.signature() + ", and it was given " + arguments.length
                    + " arguments");
        }
        if (arguments.length > 0 && (arguments[0] == null || Absent.is(arguments[0]))) {
            return arguments[0];
        }
        try {
            return Absent.without(code.call(code.fit(arguments, resource, fitting)));
        } catch (IllegalArgumentException e) {
            throw failed("resource " + resource.name() + ": " + e.getMessage());
        }
    }

    private BroadcastException failed(String message) {
        return new BroadcastException.ScriptFailed(message, script.source().problem(resource.place(), message, ""));
    }
}

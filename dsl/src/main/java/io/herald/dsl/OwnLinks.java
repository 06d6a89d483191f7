package io.herald.dsl;

import io.herald.dsl.Linker.Declared;
import io.herald.dsl.types.Fitting;
import io.herald.dsl.types.Flow.Called;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.OwnMethod;
import io.herald.dsl.types.OwnMethod.Taken;
import io.herald.dsl.types.PathWalk;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import io.herald.engine.model.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Calls of methods and constructors of scripts' classes that none of these takes: too many or too few arguments, or of another type. One script. */
final class OwnLinks {
    private final CompiledScript script;
    private final Map<String, Declared> models;
    private final Map<String, Type> types;
    private final Faults faults;
    private final Fitting fitting;

    /** @param types what each of the models is */
    OwnLinks(CompiledScript script, Map<String, Declared> models, Map<String, Type> types, Faults faults) {
        this.script = script;
        this.models = models;
        this.types = types;
        this.faults = faults;
        this.fitting = new Fitting(types, script.flow().classes());
    }

    /** @param type of an argument; {@link Scalar#OBJECT} when it is not known */
    private record Given(Optional<Path> path, Type type, List<String> passed) {}

    /**
     * Looks at one call.
     *
     * @param name for messages: {@code method title}
     * @param methods all that it may mean; with none nothing is said
     * @param passed the models that its owner came by
     */
    void check(Called call, String name, List<OwnMethod> methods, Collection<String> passed) {
        if (methods.isEmpty()) {
            return;
        }
        List<Given> given = call.given().stream().map(this::given).toList();
        List<Type> types = given.stream().map(Given::type).toList();
        List<OwnMethod> meant =
                methods.stream().filter(method -> method.takes(given.size())).toList();
        if (meant.isEmpty()) {
            String message = name + " takes " + OwnMethod.counts(methods) + ", not " + given.size();
            faults.add(script, call.place(), message, declared(methods.get(0)), named(passed));
        } else if (meant.size() == 1) {
            IntStream.range(0, given.size())
                    .filter(i -> !fitting.takes(meant.get(0), types, i))
                    .forEach(i -> refuse(name, meant.get(0), given.get(i), i, passed));
        } else if (meant.stream().noneMatch(method -> fitting.takes(method, types))) {
            String hint = meant.stream().map(OwnMethod::types).distinct().collect(Collectors.joining(", "));
            Stream<String> ofGiven = given.stream().flatMap(each -> each.passed().stream());
            faults.add(
                    script,
                    call.place(),
                    name + " does not take " + shown(types),
                    "it takes " + hint,
                    named(Stream.concat(passed.stream(), ofGiven).toList()));
        }
    }

    private static String shown(List<Type> types) {
        return types.stream()
                .map(type -> type == Scalar.OBJECT ? "?" : type.toString())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private Given given(Optional<Path> path) {
        PathWalk walk = new PathWalk(types, script.flow().classes(), true);
        Type type = path.map(walk::end).orElse(Scalar.OBJECT);
        return new Given(path, type, walk.passed());
    }

    private void refuse(String name, OwnMethod method, Given given, int number, Collection<String> passed) {
        Taken taken = method.takes().get(number);
        Path path = given.path().orElseThrow();
        String message = name + " takes " + Text.a(taken.type().toString()) + " as '" + taken.name() + "', and "
                + script.source().between(path.place(), path.end()) + " is "
                + Text.a(given.type().toString());
        List<String> all =
                Stream.concat(passed.stream(), given.passed().stream()).toList();
        faults.add(script, path.place(), message, declared(method), named(all));
    }

    private static String declared(OwnMethod method) {
        return "it is declared at " + method.declared();
    }

    private List<Declared> named(Collection<String> passed) {
        return ModelLinks.named(passed, models);
    }
}

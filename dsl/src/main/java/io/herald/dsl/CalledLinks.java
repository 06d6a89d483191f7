package io.herald.dsl;

import io.herald.dsl.Linker.Declared;
import io.herald.dsl.sandbox.Sandbox;
import io.herald.dsl.types.Flow.Called;
import io.herald.dsl.types.Flow.Member;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.JdkTypes;
import io.herald.dsl.types.Overloads;
import io.herald.dsl.types.OwnClasses;
import io.herald.dsl.types.OwnMethod;
import io.herald.dsl.types.PathWalk;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls that what is called does not take: too many or too few arguments, or of another type. One use. */
final class CalledLinks {
    private final Map<String, Declared> models;
    private final Map<String, Type> types;
    private final Faults faults;

    /** @param types what each of the models is */
    CalledLinks(Map<String, Declared> models, Map<String, Type> types, Faults faults) {
        this.models = models;
        this.types = types;
        this.faults = faults;
    }

    void check(CompiledScript script) {
        OwnLinks own = new OwnLinks(script, models, types, faults);
        script.flow()
                .called()
                .forEach(call -> call.closure()
                        .ifPresentOrElse(closure -> check(script, call, closure, own), () -> check(script, call, own)));
    }

    /** A closure that takes several may be given them as a list. */
    private void check(CompiledScript script, Called call, OwnMethod closure, OwnLinks own) {
        boolean isOfOne = call.given().size() == 1 && !closure.takes(1);
        if (!isOfOne
                || call.given().get(0).filter(path -> isNoList(script, path)).isPresent()) {
            own.check(call, "closure " + closure.name(), List.of(closure.in(script.path())), List.of());
        }
    }

    private boolean isNoList(CompiledScript script, Path path) {
        Type type = walk(script).known(path);
        return type != Scalar.OBJECT && !JdkTypes.given(type).isAssignableFrom(List.class);
    }

    private void check(CompiledScript script, Called call, OwnLinks own) {
        OwnClasses classes = script.flow().classes();
        String method = call.member().method();
        String type = call.member().type();
        PathWalk walk = walk(script);
        Optional<Type> owner = call.member().owner().map(walk::known);
        if (owner.isPresent() && owner.get() instanceof Type.Own of) {
            own.check(call, "method " + method, classes.methods(of.name(), method), walk.passed());
        } else if (classes.has(type) && method.isEmpty()) {
            own.check(call, "new " + type, classes.constructors(type), List.of());
        } else if (classes.has(type)) {
            own.check(call, type + "." + method, classes.statics(type, method), List.of());
        } else {
            owner.map(CalledLinks::owner)
                    .orElseGet(() -> Sandbox.type(type).map(known -> new Owner(known, known.getSimpleName())))
                    .ifPresent(known -> check(script, call, known, walk.passed()));
        }
    }

    /** @param name as authors know it */
    private record Owner(Class<?> type, String name) {}

    private static Optional<Owner> owner(Type type) {
        return type == Scalar.OBJECT
                ? Optional.empty()
                : Optional.of(new Owner(JdkTypes.given(type), PathWalk.name(type)));
    }

    private void check(CompiledScript script, Called call, Owner owner, List<String> ofOwner) {
        List<String> passed = new ArrayList<>(ofOwner);
        Overloads overloads = overloads(owner.type(), call.member());
        List<Optional<Class<?>>> given = call.given().stream()
                .map(each -> each.flatMap(path -> argument(script, path, passed)))
                .toList();
        if (!overloads.take(given)) {
            faults.add(
                    script,
                    call.place(),
                    message(owner.name(), call.member(), given),
                    "it has: " + overloads.shown(),
                    ModelLinks.named(passed, models));
        }
    }

    private static Overloads overloads(Class<?> type, Member member) {
        if (member.owner().isPresent()) {
            return Sandbox.methods(type).contains(member.method())
                    ? Overloads.ofMethods(type, member.method())
                    : Overloads.NONE; // which is told by who knows what there is
        }
        return member.method().isEmpty() ? Overloads.ofConstructors(type) : Overloads.ofStatics(type, member.method());
    }

    private static String message(String owner, Member member, List<Optional<Class<?>>> given) {
        String what = member.method().isEmpty()
                ? "constructor"
                : (member.owner().isPresent() ? "method '" : "static method '") + member.method() + "'";
        return owner + " has no " + what + " for "
                + given.stream()
                        .map(each -> each.<String>map(Class::getSimpleName).orElse("?"))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private Optional<Class<?>> argument(CompiledScript script, Path path, List<String> passed) {
        PathWalk walk = walk(script);
        Optional<Class<?>> type = walk.argument(path);
        passed.addAll(walk.passed());
        return type;
    }

    private PathWalk walk(CompiledScript script) {
        return new PathWalk(types, script.flow().classes(), true);
    }
}

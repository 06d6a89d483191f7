package io.herald.dsl;

import io.herald.dsl.Linker.Declared;
import io.herald.dsl.sandbox.Sandbox;
import io.herald.dsl.types.Flow.Called;
import io.herald.dsl.types.Flow.Member;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.JdkTypes;
import io.herald.dsl.types.Overloads;
import io.herald.dsl.types.PathWalk;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls of members of the JDK that none of these takes: too many or too few arguments, or of another type. One use. */
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

    /** Where scripts may use all of Groovy, they may give classes more than these have. */
    void check(CompiledScript script) {
        if (script.flow().isChecked()) {
            script.flow().called().forEach(call -> check(script, call));
        }
    }

    /** @param name as authors know it */
    private record Owner(Class<?> type, String name) {}

    private void check(CompiledScript script, Called call) {
        List<String> passed = new ArrayList<>();
        Member member = call.member();
        Optional<Owner> owner = member.owner().isPresent()
                ? member.owner().flatMap(path -> owner(path, passed))
                : Sandbox.type(member.type()).map(type -> new Owner(type, type.getSimpleName()));
        owner.ifPresent(known -> {
            Overloads overloads = overloads(known.type(), member);
            List<Optional<Class<?>>> given = call.given().stream()
                    .map(each -> each.flatMap(path -> argument(path, passed)))
                    .toList();
            if (!overloads.take(given)) {
                faults.add(
                        script,
                        call.place(),
                        message(known.name(), member, given),
                        "it has: " + overloads.shown(),
                        ModelLinks.named(passed, models));
            }
        });
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

    private Optional<Owner> owner(Path path, List<String> passed) {
        PathWalk walk = new PathWalk(types, true);
        Type type = walk.known(path);
        passed.addAll(walk.passed());
        return type == Scalar.OBJECT
                ? Optional.empty()
                : Optional.of(new Owner(JdkTypes.given(type), PathWalk.name(type)));
    }

    /** What may be null may be given to nearly all. */
    private Optional<Class<?>> argument(Path path, List<String> passed) {
        PathWalk walk = new PathWalk(types, true);
        Type type = walk.known(path);
        passed.addAll(walk.passed());
        return type == Scalar.OBJECT || walk.last(path) instanceof Type.Maybe
                ? Optional.empty()
                : Optional.of(JdkTypes.given(type));
    }
}

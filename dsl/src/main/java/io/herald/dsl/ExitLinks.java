package io.herald.dsl;

import io.herald.dsl.Linker.Declared;
import io.herald.dsl.types.Flow.Exit;
import io.herald.dsl.types.Flow.Given;
import io.herald.dsl.types.Flow.Known;
import io.herald.dsl.types.Flow.Made;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.Flow.Written;
import io.herald.dsl.types.JdkTypes;
import io.herald.dsl.types.PathWalk;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import io.herald.engine.event.Expected;
import io.herald.engine.model.Room;
import io.herald.engine.model.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What blocks give that would be refused whenever they run: what is no room in {@code on}, what is no text as a room's name. One use. */
final class ExitLinks {
    /** Nothing that is one of these is of another kind, too; of other interfaces that is not known. */
    private static final Set<Class<?>> ALONE = Set.of(List.class, Set.class, Map.class, Map.Entry.class);

    private final Map<String, Declared> models;
    private final Map<String, Type> types;
    private final Map<String, Declared> callables;
    private final Faults faults;

    /** @param types what each model is, by its name */
    ExitLinks(Map<String, Declared> models, Map<String, Type> types, Map<String, Declared> callables, Faults faults) {
        this.models = models;
        this.types = types;
        this.callables = callables;
        this.faults = faults;
    }

    void check(CompiledScript script) {
        for (Exit exit : script.flow().exits()) {
            exit.value().ifPresent(given -> {
                Verdict verdict = new Verdict(exit.expected());
                if (!verdict.takes(script, given)) {
                    String message = exit.of() + " gives " + shown(script, given)
                            + (exit.expected() == Expected.MEMBER_ID ? " as the id" : "");
                    faults.add(script, exit.place(), message, exit.expected().hint(), verdict.reliesOn);
                }
            });
        }
    }

    private String shown(CompiledScript script, Given given) {
        if (given instanceof Written written) {
            Object value = written.constant().value();
            return value instanceof CharSequence text
                    ? "the text " + Text.quote(text.toString())
                    : String.valueOf(value);
        }
        if (given instanceof Made made) {
            return declared(made).declaration().kind() + " " + made.callee();
        }
        return Text.a(walk(script).end(((Known) given).path()).toString().replace("List<Object>", "List"));
    }

    private PathWalk walk(CompiledScript script) {
        return new PathWalk(types, script.flow().classes(), script.flow().isChecked());
    }

    private Declared declared(Made made) {
        return Objects.requireNonNull(callables.get(made.callee()));
    }

    /** Whether what is expected may come of what is known. One value. */
    private final class Verdict {
        private final Expected expected;
        private final List<Declared> reliesOn = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        Verdict(Expected expected) {
            this.expected = expected;
        }

        boolean takes(CompiledScript script, Given given) {
            if (given instanceof Written written) {
                return expected.takes(written.constant().value());
            }
            if (given instanceof Known known) {
                return mayBe(script, known.path());
            }
            return !callables.containsKey(((Made) given).callee()) || mayMake(declared((Made) given));
        }

        private boolean mayMake(Declared declared) {
            reliesOn.add(declared);
            if (declared.declaration() instanceof Declaration.Room) {
                return mayBe(Room.class);
            }
            String resource = declared.declaration().name();
            List<Exit> exits = declared.script().flow().exits().stream()
                    .filter(exit -> exit.of().equals("resource " + resource))
                    .toList();
            return exits.isEmpty()
                    || !seen.add(resource)
                    || exits.stream()
                            .anyMatch(exit -> exit.value()
                                    .filter(given -> !takes(declared.script(), given))
                                    .isEmpty());
        }

        private boolean mayBe(CompiledScript script, Path path) {
            PathWalk walk = walk(script);
            Type type = walk.end(path);
            reliesOn.addAll(ModelLinks.named(walk.passed(), models));
            return mayBe(type);
        }

        private boolean mayBe(Type type) {
            if (type instanceof Type.Maybe maybe) {
                return mayBe(maybe.type());
            }
            if (type instanceof Type.ListOf list && expected.isMany()) {
                return mayBe(list.item());
            }
            if (type instanceof Type.Named named) {
                @Nullable Declared model = models.get(named.name());
                if (model != null) {
                    reliesOn.add(model);
                }
                return mayBe(types.getOrDefault(named.name(), Scalar.OBJECT));
            }
            return mayBe(JdkTypes.given(type));
        }

        private boolean mayBe(Class<?> type) {
            if (expected == Expected.PAYLOAD) {
                return PlainValues.mayHold(type);
            }
            boolean isOpen = type.isInterface() && !ALONE.contains(type);
            boolean isMany = expected.isMany() && (isNear(type, Iterable.class) || type.isArray());
            boolean isNamed = expected == Expected.MEMBER_ID && type.isEnum(); // sent as its name
            return isOpen || isMany || isNamed || expected.kinds().stream().anyMatch(kind -> isNear(type, kind));
        }

        /** Whether a value of one may be one of the other. */
        private static boolean isNear(Class<?> type, Class<?> kind) {
            return kind.isAssignableFrom(type) || type.isAssignableFrom(kind);
        }
    }
}

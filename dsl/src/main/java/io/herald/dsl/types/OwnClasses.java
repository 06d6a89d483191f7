package io.herald.dsl.types;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Classes that scripts declare, as the code of one file sees them: its own and the helpers'. A value that is declared as of one may be of any
 * that extends it. Immutable.
 */
public record OwnClasses(Map<String, OwnClass> byName) {
    public static final OwnClasses NONE = new OwnClasses(Map.of());

    public OwnClasses {
        byName = Map.copyOf(byName);
    }

    public static OwnClasses of(Collection<OwnClass> classes) {
        return new OwnClasses(
                classes.stream().collect(Collectors.toMap(OwnClass::name, each -> each, (one, other) -> one)));
    }

    public OwnClasses and(OwnClasses others) {
        Map<String, OwnClass> all = new HashMap<>(others.byName);
        all.putAll(byName);
        return new OwnClasses(all);
    }

    public boolean has(String type) {
        return byName.containsKey(type);
    }

    /** Whether an object of one of them may have the method; what a script itself becomes is no value. */
    public boolean areCalled(String method) {
        return byName.values().stream()
                .filter(each -> each.isEnum() || each.parent().map(this::has).orElse(true))
                .flatMap(OwnClass::called)
                .anyMatch(method::equals);
    }

    boolean isEnum(String type) {
        return kin(type).anyMatch(OwnClass::isEnum);
    }

    /** All methods that a call of a value of the class may mean. */
    public List<OwnMethod> methods(String type, String method) {
        return kin(type)
                .flatMap(each -> each.methods().stream())
                .filter(each -> each.name().equals(method))
                .toList();
    }

    /** All static methods that a call of the class may mean. */
    public List<OwnMethod> statics(String type, String method) {
        return above(type).stream()
                .flatMap(each -> each.methods().stream())
                .filter(each -> each.isStatic() && each.name().equals(method))
                .toList();
    }

    /** What it declares alone. */
    public List<OwnMethod> constructors(String type) {
        return Optional.ofNullable(byName.get(type)).stream()
                .flatMap(each -> each.methods().stream())
                .filter(each -> each.name().isEmpty())
                .toList();
    }

    Set<String> methods(String type) {
        return kin(type).flatMap(OwnClass::called).collect(Collectors.toSet());
    }

    Set<String> properties(String type) {
        return kin(type).flatMap(OwnClass::read).collect(Collectors.toSet());
    }

    /** What all of them return that take so many; {@link Scalar#OBJECT} when that is not known. */
    public static Type returned(List<OwnMethod> methods, int arguments) {
        return only(methods.stream().filter(each -> each.takes(arguments)).map(OwnMethod::returned));
    }

    /** What a property is; {@link Scalar#OBJECT} when that is not known. */
    public Type property(String type, String property) {
        return only(kin(type).flatMap(each -> each.property(property)));
    }

    private static Type only(Stream<Type> types) {
        Set<Type> kinds = types.collect(Collectors.toSet());
        return kinds.size() == 1 ? kinds.iterator().next() : Scalar.OBJECT;
    }

    /** Whether a value that is declared as of the one class may be of the other. */
    boolean mayBe(String given, String taken) {
        return kin(given).anyMatch(each -> each.name().equals(taken)) || !has(given) || !has(taken);
    }

    /** Those that a text names, with all that these name. */
    public OwnClasses namedIn(String text) {
        Map<String, OwnClass> named = new HashMap<>();
        Deque<OwnClass> open = new ArrayDeque<>();
        byName.values().stream().filter(each -> text.contains(each.name())).forEach(open::add);
        while (!open.isEmpty()) {
            OwnClass type = open.pop();
            if (named.putIfAbsent(type.name(), type) == null) {
                Set<String> known = type.named();
                byName.values().stream()
                        .filter(each -> known.contains(each.name()) || extend(each, type.name()))
                        .forEach(open::add);
            }
        }
        return new OwnClasses(named);
    }

    private static boolean extend(OwnClass type, String parent) {
        return type.parent().filter(parent::equals).isPresent();
    }

    /** The class, those that it extends, and those that extend it. */
    private Stream<OwnClass> kin(String type) {
        List<OwnClass> above = above(type);
        return byName.values().stream()
                .filter(each -> above.contains(each)
                        || above(each.name()).stream()
                                .anyMatch(parent -> parent.name().equals(type)));
    }

    private List<OwnClass> above(String type) {
        Set<String> passed = new HashSet<>(); // what does not compile may extend itself
        return Stream.iterate(
                        Optional.ofNullable(byName.get(type)),
                        at -> at.flatMap(OwnClass::parent).map(byName::get))
                .takeWhile(at -> at.isPresent() && passed.add(at.get().name()))
                .flatMap(Optional::stream)
                .toList();
    }
}

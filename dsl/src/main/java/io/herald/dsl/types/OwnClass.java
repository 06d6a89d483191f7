package io.herald.dsl.types;

import io.herald.dsl.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class that scripts declare.
 *
 * @param parent the class that it extends; empty when that is none of scripts
 * @param methods accessors of its properties, too, and its constructors
 * @param fields what each is
 */
public record OwnClass(
        String name, Optional<String> parent, boolean isEnum, List<OwnMethod> methods, Map<String, Type> fields) {
    public OwnClass {
        methods = List.copyOf(methods);
        fields = Map.copyOf(fields);
    }

    /** Names of what it declares that may be called. */
    Stream<String> called() {
        return methods.stream().map(OwnMethod::name).filter(method -> !method.isEmpty());
    }

    /** Names of what it declares that may be read: fields, and what has an accessor. */
    Stream<String> read() {
        return Stream.concat(fields.keySet().stream(), called().flatMap(method -> Sandbox.property(method).stream()));
    }

    /** What reading may give. */
    Stream<Type> property(String property) {
        Stream<Type> got = methods.stream()
                .filter(method -> method.takes().isEmpty() && !method.name().startsWith("set"))
                .filter(method ->
                        Sandbox.property(method.name()).filter(property::equals).isPresent())
                .map(OwnMethod::returned);
        return Stream.concat(Stream.ofNullable(fields.get(property)), got);
    }

    /** The classes of scripts that it names. */
    Set<String> named() {
        Stream<Type> ofMethods = methods.stream()
                .flatMap(method -> Stream.concat(
                        Stream.of(method.returned()), method.takes().stream().map(OwnMethod.Taken::type)));
        Stream<String> ofMembers =
                Stream.concat(ofMethods, fields.values().stream()).flatMap(OwnClass::named);
        return Stream.concat(parent.stream(), ofMembers).collect(Collectors.toSet());
    }

    private static Stream<String> named(Type type) {
        if (type instanceof Type.ListOf list) {
            return named(list.item());
        }
        if (type instanceof Type.MapOf map) {
            return named(map.value());
        }
        return type instanceof Type.Own own ? Stream.of(own.name()) : Stream.empty();
    }
}

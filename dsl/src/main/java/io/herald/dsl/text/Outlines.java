package io.herald.dsl.text;

import io.herald.dsl.text.Outline.Declared;
import io.herald.dsl.text.Outline.Kind;
import io.herald.dsl.text.Outline.Variable;
import io.herald.dsl.types.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What all scripts of a folder declare. */
public record Outlines(Collection<Outline> scripts) {
    private static final Pattern OPTIONAL = Pattern.compile("Optional\\s*<(.*)>");

    /** A declaration, and the script that it stands in. */
    public record Found(Outline in, Declared declared) {
        private boolean isShared() {
            return declared.kind() != Kind.METHOD && declared.kind() != Kind.CONSTANT;
        }
    }

    public Outlines {
        scripts = List.copyOf(scripts);
    }

    /** Types of fields that are no model's. */
    public static List<String> typeNames() {
        return Type.names();
    }

    /** All that other scripts see, by name. */
    public List<Found> shared() {
        return all().filter(Found::isShared)
                .sorted(Comparator.comparing(found -> found.declared().name()))
                .toList();
    }

    /** What the name stands for where this script says it: what is its own comes first. */
    public Optional<Found> named(String name, Outline in) {
        return all().filter(found -> found.declared().name().equals(name))
                .filter(found -> found.in().path().equals(in.path()) || found.isShared())
                .min(Comparator.comparing(found -> !found.in().path().equals(in.path())));
    }

    /** The model that a type as written names: {@code Chat}, {@code Optional<Chat>}. */
    public Optional<Found> model(String type) {
        Matcher optional = OPTIONAL.matcher(type.strip());
        String name = optional.matches() ? optional.group(1).strip() : type.strip();
        return all().filter(found -> found.declared().kind() == Kind.MODEL
                        && found.declared().name().equals(name))
                .findFirst();
    }

    /** The model of what a chain of names gives, which begins with one of the variables; empty when it gives none. */
    public Optional<Found> model(List<String> chain, List<Variable> seen) {
        List<Variable> variables = seen;
        Optional<Found> model = Optional.empty();
        for (String step : chain) {
            model = variables.stream()
                    .filter(variable -> variable.name().equals(step))
                    .findFirst()
                    .flatMap(variable -> model(variable.type()));
            variables = model.map(found -> found.declared().variables()).orElse(List.of());
        }
        return model;
    }

    private Stream<Found> all() {
        return scripts.stream()
                .flatMap(script -> script.declared().stream().map(declared -> new Found(script, declared)));
    }
}

package io.herald.dsl.types;

import io.herald.engine.model.Text;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A method or constructor of a class that scripts declare.
 *
 * @param name empty of a constructor
 * @param isOpen whether the last parameter takes any number
 * @param declared where, as in {@code x.groovy:3:5}
 */
public record OwnMethod(
        String name, boolean isStatic, List<Taken> takes, boolean isOpen, Type returned, String declared) {
    /**
     * A parameter.
     *
     * @param isOptional whether it has a default
     */
    public record Taken(String name, Type type, boolean isOptional) {}

    public OwnMethod {
        takes = List.copyOf(takes);
    }

    /**
     * Whether it may be given so many: Groovy gives null to the only parameter where nothing is given.
     *
     * @param arguments -1 when it is not known how many
     */
    public boolean takes(int arguments) {
        if (arguments < 0 || (arguments == 0 && takes.size() == 1)) {
            return true;
        }
        return isOpen ? arguments >= required() - 1 : arguments >= required() && arguments <= takes.size();
    }

    private int required() {
        return (int) takes.stream().filter(each -> !each.isOptional()).count();
    }

    /** As it is declared in a file, once that is known. */
    public OwnMethod in(String path) {
        return new OwnMethod(name, isStatic, takes, isOpen, returned, path + ":" + declared);
    }

    /** How many they take: {@code 1 or 2 arguments}. */
    public static String counts(Collection<OwnMethod> methods) {
        TreeSet<Integer> counts = new TreeSet<>();
        methods.forEach(method ->
                IntStream.rangeClosed(method.required(), method.takes.size()).forEach(counts::add));
        String several = counts.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return counts.size() == 1 ? Text.count(counts.first(), "argument") : several + " arguments";
    }

    /** {@code (Long, String)} */
    public String types() {
        return takes.stream().map(each -> each.type().toString()).collect(Collectors.joining(", ", "(", ")"));
    }
}

package io.herald.dsl.types;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What methods of lists and maps do with their items. */
public final class ItemMethods {
    /** They give the closure that they take an item of a list, or key and value of a map's entry. */
    private static final Set<String> OF_ITEMS = Set.of(
            "any",
            "collect",
            "collectEntries",
            "collectMany",
            "count",
            "countBy",
            "dropWhile",
            "each",
            "every",
            "find",
            "findAll",
            "findIndexOf",
            "findIndexValues",
            "findLastIndexOf",
            "findResult",
            "findResults",
            "forEach",
            "groupBy",
            "max",
            "min",
            "reverseEach",
            "sort",
            "split",
            "sum",
            "takeWhile",
            "toSorted",
            "toUnique",
            "unique");

    /** A closure of two parameters compares items. */
    private static final Set<String> COMPARING = Set.of("max", "min", "sort", "toSorted", "toUnique", "unique");

    /** They give their owner itself. */
    private static final Set<String> OF_OWNER = Set.of("with", "tap");

    /** They return an item of the list. */
    private static final Set<String> ITEM = Set.of("find", "first", "get", "head", "last", "max", "min");

    /** They return a list of such items. */
    private static final Set<String> ITEMS = Set.of(
            "asImmutable",
            "asReversed",
            "asUnmodifiable",
            "drop",
            "dropRight",
            "dropWhile",
            "each",
            "eachWithIndex",
            "findAll",
            "grep",
            "init",
            "minus",
            "reverse",
            "reverseEach",
            "shuffled",
            "sort",
            "subList",
            "tail",
            "take",
            "takeRight",
            "takeWhile",
            "toList",
            "toSet",
            "toSorted",
            "toUnique",
            "unique");

    /** They return an entry of the map. */
    private static final Set<String> ENTRY = Set.of("find", "max", "min");

    /** They return a map of such entries. */
    private static final Set<String> ENTRIES = Set.of(
            "asImmutable",
            "asUnmodifiable",
            "drop",
            "dropWhile",
            "each",
            "eachWithIndex",
            "findAll",
            "minus",
            "reverseEach",
            "sort",
            "take",
            "takeWhile",
            "toSorted");

    /** They change the list itself, with what makes another. */
    private static final Map<String, String> CHANGING = Map.of(
            "add", "make one with more: … + […]",
            "push", "make one with more: … + […]",
            "sort", "write toSorted",
            "unique", "write toUnique");

    private ItemMethods() {}

    /** Whether a method changes the list that it is called of; {@code sort} and {@code unique} may be told not to. */
    public static boolean changes(String method) {
        return CHANGING.containsKey(method);
    }

    /** What to do where the list can't be changed. */
    static String unchanging(String method) {
        return CHANGING.getOrDefault(method, "");
    }

    /** What a parameter is given. */
    public enum Given {
        OWNER,
        ITEM,
        VALUE,
        UNKNOWN
    }

    /** Whether a closure of two parameters gets what an item holds: those of {@code withIndex()} hold an item and its number. */
    public static boolean isOfTwo(String method) {
        return OF_ITEMS.contains(method) && !COMPARING.contains(method);
    }

    /**
     * What a closure is given.
     *
     * @param parameters how many the closure has; 0 where it has {@code it}
     * @param number of the parameter, from 0
     */
    public static Given given(String method, int parameters, int number) {
        if (parameters < 2) {
            return OF_OWNER.contains(method) ? Given.OWNER : OF_ITEMS.contains(method) ? Given.ITEM : Given.UNKNOWN;
        }
        boolean isItem = COMPARING.contains(method)
                || (method.equals("eachWithIndex") && number == 0)
                || (method.equals("inject") && number == 1);
        if (parameters > 2) {
            return Given.UNKNOWN;
        }
        return isItem ? Given.ITEM : number == 1 && OF_ITEMS.contains(method) ? Given.VALUE : Given.UNKNOWN;
    }

    /**
     * What a method of a list, a map or an entry gives of what it holds; empty when that is for its class to tell.
     *
     * @param arguments how many it is given; -1 when that is not known
     */
    static Optional<Type> given(Type owner, String method, int arguments) {
        if (owner instanceof Type.ListOf list) {
            return ofList(list, method, arguments);
        }
        if (owner instanceof Type.MapOf map) {
            return ofMap(map, method);
        }
        return owner instanceof Type.EntryOf entry && method.equals("getValue")
                ? Optional.of(entry.value())
                : Optional.empty();
    }

    private static Optional<Type> ofList(Type.ListOf list, String method, int arguments) {
        if (ITEM.contains(method)) {
            return Optional.of(list.item());
        }
        if (ITEMS.contains(method)) {
            return Optional.of(list);
        }
        return switch (method) {
            case "groupBy" -> arguments == 1 ? Optional.of(new Type.MapOf(list)) : Optional.empty();
            case "indexed" -> Optional.of(new Type.MapOf(list.item()));
            case "chop", "collate" -> Optional.of(new Type.ListOf(list));
            case "flatten" -> flat(list, arguments);
            default -> Optional.empty();
        };
    }

    private static Optional<Type> flat(Type.ListOf list, int arguments) {
        boolean isKnown = arguments == 0 && list.item() != Scalar.OBJECT;
        return list.item() instanceof Type.ListOf inner
                ? flat(inner, arguments)
                : Optional.of(list).filter(all -> isKnown).map(all -> all);
    }

    /** Of a collection that is none, a list tells all. */
    private static Optional<Type> ofMap(Type.MapOf map, String method) {
        if (ENTRY.contains(method)) {
            return Optional.of(new Type.EntryOf(map.value()));
        }
        if (ENTRIES.contains(method)) {
            return Optional.of(map);
        }
        return switch (method) {
            case "values" -> Optional.of(new Type.ListOf(map.value()));
            case "entrySet" -> Optional.of(new Type.ListOf(new Type.EntryOf(map.value())));
            default -> Optional.empty();
        };
    }
}

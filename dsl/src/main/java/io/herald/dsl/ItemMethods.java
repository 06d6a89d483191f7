package io.herald.dsl;

import java.util.Set;

/** What methods of lists and maps do with their items. */
final class ItemMethods {
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
            "asReversed",
            "drop",
            "dropRight",
            "dropWhile",
            "each",
            "findAll",
            "init",
            "reverse",
            "shuffled",
            "sort",
            "subList",
            "tail",
            "take",
            "takeRight",
            "takeWhile",
            "toList",
            "toSorted",
            "toUnique",
            "unique");

    private ItemMethods() {}

    /** What a parameter is given. */
    enum Given {
        OWNER,
        ITEM,
        VALUE,
        UNKNOWN
    }

    /**
     * What a closure is given.
     *
     * @param parameters how many the closure has; 0 where it has {@code it}
     * @param number of the parameter, from 0
     */
    static Given given(String method, int parameters, int number) {
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

    static boolean givesItem(String method) {
        return ITEM.contains(method);
    }

    static boolean givesItems(String method) {
        return ITEMS.contains(method);
    }
}

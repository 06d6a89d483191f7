package io.herald.dsl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where each of some names stands in their list. Immutable. */
final class Places {
    private static final int SCANNED = 16;

    private final List<String> names;
    private final String[] first;
    private final Map<String, Integer> all = new HashMap<>();

    /** @param names interned, each once */
    Places(List<String> names) {
        this.names = List.copyOf(names);
        first = names.stream().limit(SCANNED).toArray(String[]::new);
        names.forEach(name -> all.putIfAbsent(name, all.size()));
    }

    /** The names, each on a line. */
    String text() {
        return String.join("\n", names);
    }

    static Places ofText(String text) {
        return new Places(text.lines().map(String::intern).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Places places && names.equals(places.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** -1 when it is none of them. */
    @SuppressWarnings("ReferenceEquality") // as a rule both are interned, and that is quicker than to look into the map
    int of(@Nullable Object name) {
        for (int i = 0; i < first.length; i++) {
            if (first[i] == name) {
                return i;
            }
        }
        return all.getOrDefault(name, -1);
    }

    boolean has(@Nullable Object name) {
        return all.containsKey(name);
    }
}

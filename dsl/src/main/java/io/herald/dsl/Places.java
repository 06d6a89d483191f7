package io.herald.dsl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where each of some names stands in their list. Immutable. */
final class Places {
    private static final int SCANNED = 16;

    private final String[] first;
    private final Map<String, Integer> all = new HashMap<>();

    /** @param names interned, each once */
    Places(List<String> names) {
        first = names.stream().limit(SCANNED).toArray(String[]::new);
        names.forEach(name -> all.putIfAbsent(name, all.size()));
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

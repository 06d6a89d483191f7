package io.herald.dsl.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where each of some names stands in their list. Immutable. */
public final class Places {
    private final List<String> names;
    /** The names by their hash; null where there is none. At least three of four are free, so that hardly two names meet. */
    private final @Nullable String[] slots;

    private final int[] places;

    /** @param names each once */
    Places(List<String> names) {
        this.names = List.copyOf(names);
        slots = new String[Integer.highestOneBit(names.size() + 1) * 8];
        places = new int[slots.length];
        for (int i = 0; i < names.size(); i++) {
            int slot = slot(names.get(i));
            slots[slot] = names.get(i);
            places[slot] = i;
        }
    }

    /** The names, each on a line. */
    public String text() {
        return String.join("\n", names);
    }

    public static Places ofText(String text) {
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
    int of(@Nullable Object name) {
        if (!(name instanceof String text)) {
            return -1;
        }
        int slot = slot(text);
        return slots[slot] == null ? -1 : places[slot];
    }

    boolean has(@Nullable Object name) {
        return of(name) >= 0;
    }

    /** Where the name is, or would be. */
    @SuppressWarnings("ReferenceEquality") // as a rule both are interned
    private int slot(String name) {
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & (slots.length - 1);
        while (slots[slot] != null && slots[slot] != name && !name.equals(slots[slot])) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}

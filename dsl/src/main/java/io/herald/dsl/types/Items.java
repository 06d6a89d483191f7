package io.herald.dsl.types;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list of a model's field or an event's input, as blocks see it. Unmodifiable. */
public final class Items extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] items;
    private final boolean areScalars;

    /**
     * @param items not to be changed any more
     * @param areScalars whether each is one JSON value
     */
    Items(@Nullable Object[] items, boolean areScalars) {
        this.items = items;
        this.areScalars = areScalars;
    }

    public boolean areScalars() {
        return areScalars;
    }

    @Override
    public @Nullable Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}

package io.herald.dsl;

import io.herald.dsl.types.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code as} block or a resource ends with, and what was seen of it as it was made. Nobody else has it on its way into the payload,
 * so that this holds: it need not be looked through again for what is no JSON. One thread.
 */
final class Shaped {
    private final Object value;
    private boolean isPlain = true;
    private List<Object> shared = List.of();

    private Shaped(Object value) {
        this.value = value;
    }

    /** A map of keys and values by turns; fields that are left out are left out. */
    static Shaped map(@Nullable Object[] entries) {
        Map<@Nullable Object, @Nullable Object> map = ScriptUnit.mapFor(entries);
        Shaped shaped = new Shaped(map);
        for (int i = 0; i < entries.length; i += 2) {
            if (Absent.is(entries[i + 1])) {
                map.remove(entries[i]);
                continue;
            }
            Object value = shaped.taken(entries[i + 1]);
            if (entries[i] instanceof String key) { // then Java need not ask which hashCode() is meant
                map.put(key, value);
            } else {
                map.put(entries[i], value);
                shaped.isPlain = false;
            }
        }
        return shaped;
    }

    /** A list of shapes and others. */
    static Shaped list(List<@Nullable Object> items) {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        Shaped shaped = new Shaped(list);
        items.forEach(item -> list.add(shaped.taken(item)));
        return shaped;
    }

    private @Nullable Object taken(@Nullable Object value) {
        if (value == null || PlainValues.isLeaf(value) || (value instanceof Items items && items.areScalars())) {
            return value;
        }
        if (value instanceof Shaped inner) {
            isPlain &= inner.isPlain;
            inner.shared.forEach(this::share);
            return inner.value;
        }
        share(value);
        return value;
    }

    private void share(Object other) {
        if (shared.isEmpty()) {
            shared = new ArrayList<>(2);
        }
        shared.add(other);
    }

    /** The value alone: of a shape that others will have, too. */
    static @Nullable Object value(@Nullable Object given) {
        return given instanceof Shaped shaped ? shaped.value : given;
    }

    /** The value as {@link PlainValues#plain} gives it. */
    @Nullable
    Object plain() {
        return isPlain && PlainValues.arePlain(shared) ? value : PlainValues.plain(value);
    }
}

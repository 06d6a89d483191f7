package io.herald.engine.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Part of a list, sorted by key; bounded in items and in characters.
 *
 * @param sockets that the whole list is about
 * @param more whether the list goes on after the last item
 */
public record Page<T extends Listed>(int sockets, List<T> items, boolean more) {
    private static final int MAX_WEIGHT = 1 << 20;
    private static final Comparator<Listed> BY_KEY = Comparator.comparing(Listed::key);

    public Page {
        items = List.copyOf(items);
    }

    /** Picks the slice out of items in any order, no two of one key. */
    public static <T extends Listed> Page<T> of(int sockets, Stream<T> all, Slice slice) {
        PriorityQueue<T> first = new PriorityQueue<>(BY_KEY.reversed());
        all.filter(item -> item.key().compareTo(slice.after()) > 0).forEach(item -> {
            first.add(item);
            if (first.size() > slice.most() + 1) {
                first.remove();
            }
        });
        return cut(sockets, first.stream().sorted(BY_KEY).toList(), false, slice.most());
    }

    /**
     * Puts the same slice of several lists into one.
     *
     * @param both makes one item of two with the same key
     */
    public static <T extends Listed> Page<T> merged(List<Page<T>> pages, Slice slice, BinaryOperator<T> both) {
        Optional<String> known = pages.stream()
                .filter(page -> page.more && !page.items.isEmpty())
                .map(page -> page.items.get(page.items.size() - 1).key())
                .min(Comparator.naturalOrder()); // behind it, one of the lists may have more
        TreeMap<String, T> all = new TreeMap<>();
        pages.stream()
                .flatMap(page -> page.items.stream())
                .filter(item -> known.isEmpty() || item.key().compareTo(known.get()) <= 0)
                .forEach(item -> all.merge(item.key(), item, both));
        return cut(
                pages.stream().mapToInt(Page::sockets).sum(),
                List.copyOf(all.values()),
                known.isPresent(),
                slice.most());
    }

    private static <T extends Listed> Page<T> cut(int sockets, List<T> sorted, boolean more, int most) {
        List<T> items = new ArrayList<>();
        int weight = 0;
        for (T item : sorted) {
            weight += item.weight();
            if (items.size() == most || (weight > MAX_WEIGHT && !items.isEmpty())) {
                return new Page<>(sockets, items, true);
            }
            items.add(item);
        }
        return new Page<>(sockets, items, more);
    }

    /** Where the next part begins; empty at the end. */
    public Optional<String> next() {
        return more && !items.isEmpty()
                ? Optional.of(items.get(items.size() - 1).key())
                : Optional.empty();
    }
}

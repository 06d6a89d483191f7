package io.herald.engine.backplane;

import io.herald.engine.model.Past;
import io.herald.engine.model.Room;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Keeps in this process, up to some bytes; past them, what was sent to the room that waited longest goes first. Thread-safe. */
public final class MemoryRoomHistory implements RoomHistory {
    private static final int FLOW = 170; // its key, its place among the others, and a short queue
    private static final int ITEM = 32; // beside what it holds

    private final long maxBytes;
    private final long timeMillis;
    private final LongSupplier clock;
    private final Map<Flow, Deque<Item>> flows = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long number;

    private record Flow(Room room, String event) {
        int size() {
            return FLOW + HeapBytes.of(room.name());
        }
    }

    private record Item(long number, Past past) {
        int size() {
            return ITEM + HeapBytes.of(past);
        }
    }

    /**
     * With the bounds of a node that has no other beside it.
     *
     * @param time after which what is kept is forgotten
     */
    public MemoryRoomHistory(long maxBytes, Duration time) {
        this(maxBytes, time, System::currentTimeMillis);
    }

    MemoryRoomHistory(long maxBytes, Duration time, LongSupplier clock) {
        this.maxBytes = maxBytes;
        this.timeMillis = time.toMillis();
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<?> add(Room room, Past past, int keep) {
        Deque<Item> items = flows.computeIfAbsent(new Flow(room, past.event()), this::begun);
        Item item =
                new Item(number++, new Past(past.id(), past.event(), clock.getAsLong(), past.except(), past.payload()));
        items.add(item);
        bytes += item.size();
        while (items.size() > keep) {
            bytes -= items.remove().size();
        }
        shrink();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<?> remove(Room room, String event, String id) {
        Deque<Item> items = flows.getOrDefault(new Flow(room, event), new ArrayDeque<>());
        items.removeIf(item -> {
            boolean isIt = item.past().id().equals(id);
            bytes -= isIt ? item.size() : 0;
            return isIt;
        });
        return CompletableFuture.completedFuture(null);
    }

    private Deque<Item> begun(Flow flow) {
        bytes += flow.size();
        return new ArrayDeque<>(1);
    }

    private void shrink() {
        Iterator<Map.Entry<Flow, Deque<Item>>> longest = flows.entrySet().iterator();
        while (bytes > maxBytes && longest.hasNext()) {
            Map.Entry<Flow, Deque<Item>> gone = longest.next();
            bytes -= gone.getKey().size();
            gone.getValue().forEach(item -> bytes -= item.size());
            longest.remove();
        }
    }

    @Override
    public synchronized CompletionStage<List<Past>> newest(Room room, Map<String, Integer> events, int count) {
        long oldest = clock.getAsLong() - timeMillis;
        List<Item> found = new ArrayList<>();
        events.forEach((event, most) -> {
            Deque<Item> items = flows.getOrDefault(new Flow(room, event), new ArrayDeque<>());
            items.stream()
                    .skip(Math.max(0, items.size() - most))
                    .filter(item -> item.past().atMillis() >= oldest)
                    .forEach(found::add);
        });
        return CompletableFuture.completedFuture(found.stream()
                .sorted(Comparator.comparingLong(Item::number))
                .skip(Math.max(0, found.size() - count))
                .map(Item::past)
                .toList());
    }

    @Override
    public synchronized void close() {
        flows.clear();
        bytes = 0;
    }
}

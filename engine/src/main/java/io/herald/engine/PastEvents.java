package io.herald.engine;

import io.herald.engine.backplane.RoomHistory;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Past;
import io.herald.engine.model.Room;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What rooms were sent of events that keep a history, for clients that come later. Thread-safe. */
final class PastEvents {
    private static final int MAX_ANSWER_BYTES = 1_000_000;
    private static final CompletionStage<?> NOTHING = CompletableFuture.completedStage(null);

    private final RoomHistory history;
    private final Supplier<EventCatalog> catalog;
    private final Function<EventDefinition, String> wireName;

    PastEvents(RoomHistory history, Supplier<EventCatalog> catalog, Function<EventDefinition, String> wireName) {
        this.history = history;
        this.catalog = catalog;
        this.wireName = wireName;
    }

    /** Before it is sent, so that whoever joins meanwhile finds it here or hears it. Completes when it is kept or can't be. */
    CompletionStage<?> keep(Decided decided) {
        int keep = decided.event().policy().history();
        return keep == 0 ? NOTHING : inEachRoom(decided, (broadcast, room) -> add(broadcast, room, keep));
    }

    /** It was refused after it was kept. */
    void forget(Decided decided) {
        if (decided.event().policy().history() > 0) {
            var unused =
                    inEachRoom(decided, (broadcast, room) -> history.remove(room, broadcast.event(), broadcast.id()));
        }
    }

    private static CompletionStage<?> inEachRoom(
            Decided decided, BiFunction<Broadcast, Room, CompletionStage<?>> step) {
        return CompletableFuture.allOf(decided.emit().broadcasts(decided.id()).stream()
                .flatMap(broadcast -> broadcast.rooms().stream()
                        .map(room -> step.apply(broadcast, new Room(broadcast.namespace(), room))))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<?> add(Broadcast broadcast, Room room, int keep) {
        Past past = new Past(
                broadcast.id(),
                broadcast.event(),
                System.currentTimeMillis(),
                broadcast.options().except(),
                broadcast.payload());
        return history.add(room, past, keep);
    }

    /**
     * The newest that a client in these rooms would have got in this one, in order: of each event as many as it keeps, and no more bytes than
     * an answer may have.
     *
     * @param own names of its rooms, and its id
     */
    CompletionStage<List<Past>> newest(Room room, Set<String> own, int count) {
        Map<String, Integer> events = new HashMap<>();
        catalog.get().events().values().stream()
                .filter(event -> event.policy().history() > 0)
                .forEach(event ->
                        events.merge(wireName.apply(event), event.policy().history(), Math::max));
        return history.newest(room, events, count)
                .thenApply(found -> fitting(found.stream()
                        .filter(past -> Collections.disjoint(past.except(), own))
                        .toList()));
    }

    private static List<Past> fitting(List<Past> found) {
        Deque<Past> fitting = new ArrayDeque<>();
        int bytes = 0;
        for (int i = found.size() - 1; i >= 0; i--) {
            int more = found.get(i).payload().bytes();
            if (more > MAX_ANSWER_BYTES) {
                continue; // alone too large: it does not hide what is older
            }
            bytes += more;
            if (bytes > MAX_ANSWER_BYTES) {
                break;
            }
            fitting.addFirst(found.get(i));
        }
        return List.copyOf(fitting);
    }
}

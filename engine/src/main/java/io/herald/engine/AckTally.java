package io.herald.engine;

import io.herald.engine.delivery.Delivered;
import io.herald.engine.model.Broadcast;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Knows when this node's sockets have acknowledged the broadcasts of one trigger. Thread-safe. */
final class AckTally {
    private final Map<String, List<Delivered>> awaited = new ConcurrentHashMap<>();

    /** The broadcasts with this id are of interest until {@link #end} or {@link #forget}. */
    void expect(String id) {
        awaited.put(id, new CopyOnWriteArrayList<>());
    }

    void delivered(Broadcast broadcast, Delivered delivered) {
        List<Delivered> parts = awaited.get(broadcast.id());
        if (parts != null) {
            parts.add(delivered);
        }
    }

    void forget(String id) {
        awaited.remove(id);
    }

    /** Completes once all acknowledged that were written to, or their time is over. */
    CompletionStage<@Nullable Void> end(String id) {
        List<Delivered> parts = awaited.remove(id);
        return parts == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.allOf(parts.stream()
                        .map(part -> part.acknowledged().toCompletableFuture())
                        .toArray(CompletableFuture[]::new));
    }
}

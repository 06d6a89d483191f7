package io.herald.engine;

import io.herald.engine.delivery.Delivered;
import io.herald.engine.model.Broadcast;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sums up which of this node's sockets acknowledged the broadcasts of one trigger. Thread-safe. */
final class AckTally {
    private final Map<String, List<Delivered>> awaited = new ConcurrentHashMap<>();

    /** The broadcasts with this id are of interest until {@link #count} or {@link #forget}. */
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
    CompletionStage<TriggerResult.Acks> count(String id) {
        List<Delivered> parts = awaited.remove(id);
        List<CompletableFuture<Integer>> counts = parts == null
                ? List.of()
                : parts.stream()
                        .map(part -> part.acknowledged().toCompletableFuture())
                        .toList();
        int expected = parts == null
                ? 0
                : parts.stream().mapToInt(Delivered::recipients).sum();
        return CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new))
                .thenApply(all -> new TriggerResult.Acks(
                        expected,
                        counts.stream().mapToInt(CompletableFuture::join).sum()));
    }
}

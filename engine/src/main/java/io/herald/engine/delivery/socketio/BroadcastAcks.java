package io.herald.engine.delivery.socketio;

import io.herald.engine.model.AckCount;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts which clients acknowledged which broadcast. All clients get the same id, above those of netty-socketio's own acknowledgements, so
 * that one text serves them all. Thread-safe.
 */
final class BroadcastAcks {
    /** The Java client reads ids into an int. */
    private static final int FIRST = 1_000_000_000;

    private static final long KEPT_MILLIS = 10_000; // once its time is over, for the node that asks

    private final AtomicInteger next = new AtomicInteger();
    private final Map<Integer, Count> counts = new ConcurrentHashMap<>();
    private final Map<String, List<Count>> byBroadcast = new ConcurrentHashMap<>();

    private static final class Count {
        private final int expected;
        private final Consumer<@Nullable Object> onAnswer;
        private final Set<ClientSocket> missing = ConcurrentHashMap.newKeySet();
        private final AtomicInteger came = new AtomicInteger();
        private final CompletableFuture<Integer> end = new CompletableFuture<>();

        Count(Collection<ClientSocket> recipients, Consumer<@Nullable Object> onAnswer) {
            this.onAnswer = onAnswer;
            expected = recipients.size();
            missing.addAll(recipients);
        }
    }

    /** A broadcast's id, and what it will come to. */
    record Awaited(int id, CompletionStage<Integer> count) {}

    /** @param onAnswer told what each client answers first */
    Awaited await(
            String broadcast, Collection<ClientSocket> recipients, Duration time, Consumer<@Nullable Object> onAnswer) {
        int id = FIRST + Math.floorMod(next.getAndIncrement(), FIRST);
        Count count = new Count(recipients, onAnswer);
        counts.put(id, count);
        keep(broadcast, count, time.toMillis() + KEPT_MILLIS);
        var unused = count.end
                .completeOnTimeout(0, time.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((any, failure) -> counts.remove(id));
        return new Awaited(id, count.end.thenApply(any -> count.came.get()));
    }

    private void keep(String broadcast, Count count, long millis) {
        byBroadcast
                .computeIfAbsent(broadcast, id -> new CopyOnWriteArrayList<>())
                .add(count);
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> byBroadcast.remove(broadcast));
    }

    /** Of all parts of a broadcast, until now. */
    AckCount of(String broadcast) {
        return byBroadcast.getOrDefault(broadcast, List.of()).stream()
                .map(count -> new AckCount(count.expected, count.came.get()))
                .reduce(AckCount.NONE, AckCount::plus);
    }

    /** Whether the id is a broadcast's; the first acknowledgement of each client counts. */
    boolean acknowledged(long id, ClientSocket by, List<Object> answer) {
        if (id < FIRST) {
            return false;
        }
        Count count = id > Integer.MAX_VALUE ? null : counts.get((int) id);
        if (count != null && count.missing.remove(by)) {
            count.onAnswer.accept(answer.isEmpty() ? null : answer.get(0));
            if (count.came.incrementAndGet() == count.expected) { // all are told, and counted
                var unused = count.end.complete(0);
            }
        }
        return true;
    }
}

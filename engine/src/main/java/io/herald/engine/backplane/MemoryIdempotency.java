package io.herald.engine.backplane;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Remembers the keys of this node alone; at its bound the oldest go. Thread-safe. */
public final class MemoryIdempotency implements Idempotency {
    static final int MAX_KEYS = 100_000;

    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final LongSupplier nanoTime;

    public MemoryIdempotency() {
        this(System::nanoTime);
    }

    MemoryIdempotency(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Answer(long since, CompletableFuture<String> value) {}

    @Override
    public CompletionStage<String> once(String key, Supplier<CompletionStage<String>> work) {
        CompletableFuture<String> value = new CompletableFuture<>();
        synchronized (answers) {
            forgetOld();
            Answer first = answers.putIfAbsent(Idempotency.requireKey(key), new Answer(nanoTime.getAsLong(), value));
            if (first != null) {
                return first.value();
            }
        }
        CompletableFuture.completedStage(key).thenCompose(start -> work.get()).whenComplete((text, failure) -> {
            if (failure == null) {
                value.complete(text);
            } else {
                forget(key);
                value.completeExceptionally(failure);
            }
        });
        return value;
    }

    private void forget(String key) {
        synchronized (answers) {
            answers.remove(key);
        }
    }

    private void forgetOld() {
        Iterator<Answer> oldest = answers.values().iterator();
        while (oldest.hasNext()
                && (nanoTime.getAsLong() - oldest.next().since() > REMEMBERED.toNanos()
                        || answers.size() >= MAX_KEYS)) {
            oldest.remove();
        }
    }

    @Override
    public void close() {
        synchronized (answers) {
            answers.clear();
        }
    }
}

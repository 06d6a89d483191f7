package io.herald.engine.backplane;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Keeps texts in this process; past the bound, the one put first goes first. Thread-safe. */
public final class MemoryStore implements SharedStore {
    private static final int MAX_TEXTS = 100_000;

    private final LongSupplier nanoTime;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(String text, long until) {}

    public MemoryStore() {
        this(System::nanoTime);
    }

    MemoryStore(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void put(String key, String text, Duration time) {
        long now = nanoTime.getAsLong();
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext() && (oldest.next().until() - now <= 0 || kept.size() >= MAX_TEXTS)) {
            oldest.remove();
        }
        kept.remove(key); // its place is the last
        kept.put(key, new Kept(text, now + time.toNanos()));
    }

    @Override
    public synchronized CompletionStage<Optional<String>> find(String key) {
        return CompletableFuture.completedFuture(found(key));
    }

    @Override
    public synchronized CompletionStage<Boolean> claim(String key, String text) {
        boolean isThere = found(key).filter(text::equals).isPresent();
        if (isThere) {
            kept.remove(key);
        }
        return CompletableFuture.completedFuture(isThere);
    }

    private Optional<String> found(String key) {
        return Optional.ofNullable(kept.get(key))
                .filter(text -> text.until() - nanoTime.getAsLong() > 0)
                .map(Kept::text);
    }

    @Override
    public synchronized void close() {
        kept.clear();
    }
}

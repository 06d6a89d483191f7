package io.herald.engine.backplane;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Keeps texts in this process; past the bound of their bytes, the one put first goes first. Thread-safe. */
public final class MemoryStore implements SharedStore {
    private static final int MAX_BYTES = 64 << 20;
    private static final int ENTRY = 80; // bytes of what holds a text: its record, and its place in the map

    private final LongSupplier nanoTime;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private long bytes;

    private record Kept(String text, long until, int bytes) {}

    public MemoryStore() {
        this(System::nanoTime);
    }

    MemoryStore(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void put(String key, String text, Duration time) {
        remove(key); // its place is the last
        long now = nanoTime.getAsLong();
        Kept newest = new Kept(text, now + time.toNanos(), ENTRY + HeapBytes.of(key) + HeapBytes.of(text));
        kept.put(key, newest);
        bytes += newest.bytes();
        Iterator<Kept> all = kept.values().iterator();
        Kept oldest = all.next();
        while (kept.size() > 1 && (oldest.until() - now <= 0 || bytes > MAX_BYTES)) {
            all.remove();
            bytes -= oldest.bytes();
            oldest = all.next();
        }
    }

    private void remove(String key) {
        Kept removed = kept.remove(key);
        bytes -= removed == null ? 0 : removed.bytes();
    }

    @Override
    public synchronized CompletionStage<Optional<String>> find(String key) {
        return CompletableFuture.completedFuture(found(key));
    }

    @Override
    public synchronized CompletionStage<Boolean> claim(String key, String text) {
        boolean isThere = found(key).filter(text::equals).isPresent();
        if (isThere) {
            remove(key);
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
        bytes = 0;
    }
}

package io.herald.engine.delivery.socketio;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Clients that come back to this node: of those with the same key, each once it is known what became of the one before. Thread-safe. */
final class Returns {
    private static final CompletableFuture<@Nullable Void> NOBODY = CompletableFuture.completedFuture(null);

    private final ClientFailures failures;
    private final Map<String, CompletableFuture<@Nullable Void>> last = new ConcurrentHashMap<>();

    Returns(ClientFailures failures) {
        this.failures = failures;
    }

    /** @param step lets one in, and completes when that is done or given up */
    void next(String key, Supplier<CompletionStage<@Nullable Void>> step) {
        CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> before = Objects.requireNonNullElse(last.put(key, end), NOBODY);
        var unused = before.thenCompose(done -> step.get()).whenComplete((done, failure) -> {
            if (failure != null) {
                failures.onEnterException(failure);
            }
            last.remove(key, end);
            end.complete(null);
        });
    }
}

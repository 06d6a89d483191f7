package io.herald.engine

import io.herald.engine.backplane.MemoryStore
import io.herald.engine.backplane.SharedStore
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList

/** A store whose answers may be held back. */
class HeldStore implements SharedStore {
    @Delegate
    private final MemoryStore kept = new MemoryStore()
    private final Map<String, CompletableFuture<Void>> held = new ConcurrentHashMap<>()
    final List<String> asked = new CopyOnWriteArrayList<>()

    /** Until it is completed; what is asked after {@link #go} does not wait for it. */
    CompletableFuture<Void> hold(String question) { held.computeIfAbsent(question) { new CompletableFuture<>() } }

    void go() { held.clear() }

    @Override
    CompletionStage<Optional<String>> find(String key) { later("find", kept.find(key)) }

    @Override
    CompletionStage<Boolean> claim(String key, String text) { later("claim", kept.claim(key, text)) }

    private <T> CompletionStage<T> later(String question, CompletionStage<T> answer) {
        CompletableFuture<Void> until = held[question] ?: CompletableFuture.completedFuture(null)
        asked << question
        answer.thenCombine(until) { T found, Void now -> found }
    }
}

package io.herald.engine;

import io.herald.engine.model.BroadcastException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Tries again what was refused because something is full, up to some times, with twice the pause each time. Thread-safe. */
final class Retry {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MAX_WAITING = 10_000;

    private final Timer timer;
    private final AtomicInteger waiting = new AtomicInteger();

    Retry(Timer timer) {
        this.timer = timer;
    }

    /** Ends as the last attempt ended. */
    <T> CompletionStage<T> upTo(int times, Supplier<CompletionStage<T>> attempt) {
        return times == 0 ? attempt.get() : tried(0, times, attempt);
    }

    private <T> CompletionStage<T> tried(int before, int times, Supplier<CompletionStage<T>> attempt) {
        return attempt.get()
                .handle((value, failure) -> failure == null
                        ? CompletableFuture.completedStage(value)
                        : before < times && isFull(failure)
                                ? again(before, times, attempt, failure)
                                : CompletableFuture.<T>failedStage(failure))
                .thenCompose(end -> end);
    }

    /** Whether the same may succeed later. */
    static boolean isFull(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof BroadcastException.BackplaneFull || cause instanceof BroadcastException.Overloaded;
    }

    private <T> CompletionStage<T> again(
            int before, int times, Supplier<CompletionStage<T>> attempt, Throwable failure) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.failedStage(failure);
        }
        CompletableFuture<T> end = new CompletableFuture<>();
        timer.after(pause(before), () -> {
            waiting.decrementAndGet();
            tried(before + 1, times, attempt).whenComplete((value, last) -> {
                if (last == null) {
                    end.complete(value);
                } else {
                    end.completeExceptionally(last);
                }
            });
        });
        return end;
    }

    /** Not all at the same moment, who were refused at the same. */
    private static Duration pause(int before) {
        long most = FIRST_PAUSE_MILLIS << before;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}

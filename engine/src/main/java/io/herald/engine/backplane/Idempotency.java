package io.herald.engine.backplane;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Does what is asked for under one key once, on whichever node, and answers it the same every time. Thread-safe. */
public interface Idempotency extends AutoCloseable {
    Duration REMEMBERED = Duration.ofHours(24);
    int MAX_KEY = 256;

    /**
     * Runs the work unless the key was used within {@link #REMEMBERED}; then it gives the first's answer, waiting for it if need be.
     * Work that failed frees its key.
     *
     * @param key chosen by the caller, 1 to {@value #MAX_KEY} characters
     * @return completes exceptionally with {@link io.herald.engine.model.BroadcastException} when the key can't be checked now, and then
     *     nothing was run; or as the work did
     * @throws IllegalArgumentException when the key is none
     */
    CompletionStage<String> once(String key, Supplier<CompletionStage<String>> work);

    /**
     * The key itself, if it is one.
     *
     * @throws IllegalArgumentException when it is empty or too long
     */
    static String requireKey(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException(
                    "an idempotency key must have 1 to " + MAX_KEY + " characters, not " + key.length());
        }
        return key;
    }

    @Override
    void close();
}

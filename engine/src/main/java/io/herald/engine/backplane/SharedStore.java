package io.herald.engine.backplane;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Short texts that any node puts, and one of those that find them claims, before their time is over. Does not block. Thread-safe. */
public interface SharedStore extends AutoCloseable {
    /**
     * Keeps the text, in place of one before, for as long as there is room and the store can be reached: what is lost is found missing by
     * {@link #find}.
     */
    void put(String key, String text, Duration time);

    /** What was put under the key, which stays; empty when nobody put it, somebody claimed it, or its time is over. */
    CompletionStage<Optional<String>> find(String key);

    /** Takes the text away if it is still the one under the key, at one stroke: true for whoever did, false also when the store can't tell. */
    CompletionStage<Boolean> claim(String key, String text);

    @Override
    void close();
}

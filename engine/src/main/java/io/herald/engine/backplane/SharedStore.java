package io.herald.engine.backplane;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Short texts that any node puts and any node takes, once, before their time is over. Does not block. Thread-safe. */
public interface SharedStore extends AutoCloseable {
    /** Keeps the text, for as long as there is room and the store can be reached: what is lost is found missing by {@link #take}. */
    void put(String key, String text, Duration time);

    /** Gives the text away; empty when nobody put it, somebody took it, or its time is over. */
    CompletionStage<Optional<String>> take(String key);

    @Override
    void close();
}

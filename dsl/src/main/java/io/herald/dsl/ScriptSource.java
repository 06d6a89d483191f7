package io.herald.dsl;

import io.herald.engine.event.EventCatalog;

/** From where a node's scripts come. Blocks. Thread-safe. */
public interface ScriptSource extends AutoCloseable {
    /**
     * Puts in force what is there, for the first time.
     *
     * @throws IllegalArgumentException says why a node can't start with it
     * @throws IllegalStateException when it can't be reached
     */
    EventCatalog load();

    /** Puts in force now what has changed, and tries again what failed. */
    EventCatalog reload();

    /** What is in force. */
    EventCatalog catalog();

    /** Puts every change in force from now on, until closed. */
    void watch();

    /** Stops watching. What is in force stays so; nobody is told of anything any more. */
    @Override
    void close();
}

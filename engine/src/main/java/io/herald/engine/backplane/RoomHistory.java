package io.herald.engine.backplane;

import io.herald.engine.model.Past;
import io.herald.engine.model.Room;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The newest of what rooms were sent, for clients that come later to whichever node. Does not block. Thread-safe. */
public interface RoomHistory extends AutoCloseable {
    /**
     * Keeps it, for as long as there is room and the store can be reached.
     *
     * @param keep how many of this event the room keeps
     * @return completes when it is kept or can't be; never exceptionally
     */
    CompletionStage<?> add(Room room, Past past, int keep);

    /** Keeps it no more: it was not sent after all. Never exceptional. */
    CompletionStage<?> remove(Room room, String event, String id);

    /**
     * What the room keeps, in order; of more than an answer can hold, the oldest may lack.
     *
     * @param events how many of each at most
     * @param count of all at most
     * @return none when the store can't be asked; never exceptional
     */
    CompletionStage<List<Past>> newest(Room room, Map<String, Integer> events, int count);

    @Override
    void close();
}

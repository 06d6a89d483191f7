package io.herald.engine.backplane;

import io.herald.engine.model.Member;
import io.herald.engine.model.Members;
import io.herald.engine.model.Room;
import java.util.concurrent.CompletionStage;

/**
 * Who is present in which room, over all nodes. What one node asks for is done in the order it asks. Does not block. Thread-safe.
 *
 * <p>Stages complete exceptionally when the others can't be reached now; {@link Listener#forgotten} follows when they can.
 */
public interface Presence extends AutoCloseable {
    /** What happens without this node's asking. Must not block. */
    interface Listener {
        /** The last node that had the member is dead. This node alone is told. */
        void lost(Room room, Member member);

        /** What this node had entered is not known to the others any more: enter it again. */
        void forgotten();
    }

    void start(Listener listener);

    /** This node has the member; tells whether no node had it before. */
    CompletionStage<Boolean> enter(Room room, Member member);

    /** This node has the member no more; tells whether no node has it now. */
    CompletionStage<Boolean> leave(Room room, Member member);

    CompletionStage<Boolean> has(Room room, Member member);

    CompletionStage<Members> members(Room room);

    /** Leaves what this node entered to the others, who give it up in a moment: its clients may come to them meanwhile. */
    @Override
    void close();
}

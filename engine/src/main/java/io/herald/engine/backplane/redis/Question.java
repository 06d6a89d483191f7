package io.herald.engine.backplane.redis;

import io.herald.engine.model.Change;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import java.util.Optional;

/**
 * What one node asks another.
 *
 * @param id random: the answer has it, too
 * @param from id of the node that asks
 * @param atMillis when, by the clock of Redis; 0 when that is not known
 * @param change of {@link Kind#CHANGE} alone
 * @param about of {@link Kind#ACKS}, {@link Kind#TRY} and {@link Kind#CATCH_UP}: the id of a broadcast, of a proposal, the version of an
 *     edition
 */
record Question(
        String id,
        String from,
        long atMillis,
        Kind kind,
        Selection selection,
        Slice slice,
        Optional<Change> change,
        Optional<String> about) {
    /** As in {@link io.herald.engine.model.NodeSockets}. */
    enum Kind {
        ROOMS,
        USERS,
        SOCKETS,
        CHANGE,
        ACKS,
        /** As in {@link io.herald.engine.backplane.NodeScripts}. */
        TRY,
        CATCH_UP;

        boolean isOfScripts() {
            return this == TRY || this == CATCH_UP;
        }

        /** Whether it names something that is neither rooms nor sockets. */
        boolean isAboutOne() {
            return this == ACKS || isOfScripts();
        }
    }
}

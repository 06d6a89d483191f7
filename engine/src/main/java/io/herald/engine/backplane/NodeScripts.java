package io.herald.engine.backplane;

import io.herald.engine.model.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a node does with editions when others ask it to. Does not block. Thread-safe. */
public interface NodeScripts {
    /** Those of a node that has its scripts elsewhere: it has nothing against any edition. */
    NodeScripts NONE = new NodeScripts() {
        @Override
        public CompletionStage<List<Problem>> tryOut(String proposal) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<List<Problem>> catchUp(String version) {
            return CompletableFuture.completedFuture(List.of());
        }
    };

    /** Why the edition that was {@linkplain EditionStore#propose proposed} would not come in force here; nothing when it would. */
    CompletionStage<List<Problem>> tryOut(String proposal);

    /** Puts the current edition in force, which is this one or newer; tells why it is not, or nothing. */
    CompletionStage<List<Problem>> catchUp(String version);
}

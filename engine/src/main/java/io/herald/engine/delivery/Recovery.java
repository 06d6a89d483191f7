package io.herald.engine.delivery;

import io.herald.engine.model.Broadcast;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets sockets whose connection was lost come back as the same, with all they missed. Does not block; its stages do not fail. Thread-safe. */
public interface Recovery {
    /** None: who comes back begins anew. */
    Recovery OFF = new Recovery() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void keep(LostSocket socket) {
            // forgotten
        }

        @Override
        public CompletionStage<Optional<Found>> find(String key) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Boolean> claim(Found found) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public CompletionStage<Optional<List<Broadcast>>> missed(LostSocket socket, String offset) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    };

    /**
     * One that was looked for.
     *
     * @param text as which it is kept
     */
    record Found(LostSocket socket, String text) {}

    boolean isOn();

    /** Keeps it for the time that it may be away. */
    void keep(LostSocket socket);

    /** What is kept of it, and stays so until it is claimed; empty when nobody knows it any more. */
    CompletionStage<Optional<Found>> find(String key);

    /** Takes it away when its client is let in: true for one of all who found it, and for none once it was kept anew. */
    CompletionStage<Boolean> claim(Found found);

    /** What its rooms got after the offset, in order; empty when some of it may be gone. */
    CompletionStage<Optional<List<Broadcast>>> missed(LostSocket socket, String offset);
}

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
        public CompletionStage<Optional<LostSocket>> take(String key) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Optional<List<Broadcast>>> missed(LostSocket socket, String offset) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    };

    boolean isOn();

    /** Keeps it for the time that it may be away. */
    void keep(LostSocket socket);

    /** Gives it to the first who asks; empty when nobody knows it any more. */
    CompletionStage<Optional<LostSocket>> take(String key);

    /** What its rooms got after the offset, in order; empty when some of it may be gone. */
    CompletionStage<Optional<List<Broadcast>>> missed(LostSocket socket, String offset);
}

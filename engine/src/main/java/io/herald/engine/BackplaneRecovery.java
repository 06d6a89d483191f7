package io.herald.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.Offset;
import io.herald.engine.backplane.SharedStore;
import io.herald.engine.delivery.LostSocket;
import io.herald.engine.delivery.Recovery;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Member;
import io.herald.engine.model.Namespace;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps lost sockets in a store that nodes may share, and finds what they missed in the backplane's history. Thread-safe. */
final class BackplaneRecovery implements Recovery {
    private static final Logger log = LoggerFactory.getLogger(BackplaneRecovery.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_LENGTH = 65_536; // of what is kept of a client

    private final Backplane backplane;
    private final SharedStore store;
    private final Duration time;
    private final Executor searching;
    private final SparingLog sparing = new SparingLog(log);

    /**
     * @param time that a client may be away
     * @param searching searches the history: what may take some milliseconds
     */
    BackplaneRecovery(Backplane backplane, SharedStore store, Duration time, Executor searching) {
        this.backplane = backplane;
        this.store = store;
        this.time = time;
        this.searching = searching;
    }

    @Override
    public boolean isOn() {
        return !time.isZero();
    }

    @Override
    public void keep(LostSocket socket) {
        if (!isOn()) {
            return;
        }
        String text = text(socket);
        if (text.length() > MAX_LENGTH) {
            sparing.warn(
                    "large", "a client that is gone is in too many rooms to be kept for its return: it begins anew");
        } else {
            store.put(socket.key(), text, time);
        }
    }

    @Override
    public CompletionStage<Optional<Found>> find(String key) {
        return store.find(key)
                .thenApply(kept -> kept.flatMap(text -> socket(key, text).map(socket -> new Found(socket, text))))
                .exceptionally(this::unknown);
    }

    @Override
    public CompletionStage<Boolean> claim(Found found) {
        return store.claim(found.socket().key(), found.text()).exceptionally(failure -> {
            warn(failure);
            return false;
        });
    }

    @Override
    public CompletionStage<Optional<List<Broadcast>>> missed(LostSocket socket, String offset) {
        Optional<Offset> heard = Offset.parse(offset);
        if (heard.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Set<String> own = new HashSet<>(socket.rooms());
        own.add(socket.id());
        Audience audience = (namespace, room) -> namespace.equals(socket.namespace()) && own.contains(room);
        return CompletableFuture.supplyAsync(
                        () -> backplane
                                .since(heard.get(), audience)
                                .map(missed -> missed.stream()
                                        .filter(broadcast ->
                                                broadcast.namespace().equals(socket.namespace()))
                                        .filter(broadcast -> broadcast.options().except().stream()
                                                .noneMatch(own::contains))
                                        .toList()),
                        searching)
                .exceptionally(this::unknown);
    }

    private <T> Optional<T> unknown(Throwable failure) {
        warn(failure);
        return Optional.empty();
    }

    /** Many clients may come back at once. */
    private void warn(Throwable failure) {
        sparing.warn("unknown", "a client that came back begins anew: " + failure);
    }

    private static String text(LostSocket socket) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", socket.id());
        fields.put("namespace", socket.namespace().path());
        fields.put("rooms", socket.rooms());
        fields.put("memberships", socket.memberships());
        fields.put("user", socket.user().orElse(null));
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a socket has no JSON form", e);
        }
    }

    /** Takes nothing for granted: others can write to the store. */
    private Optional<LostSocket> socket(String key, String text) {
        try {
            Kept kept = JSON.readValue(text, Kept.class);
            return Optional.of(new LostSocket(
                    key,
                    kept.id(),
                    new Namespace(kept.namespace()),
                    kept.rooms(),
                    kept.memberships() == null ? Map.of() : kept.memberships(),
                    Optional.ofNullable(kept.user())));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            sparing.warn("kept", "what was kept of a socket can't be read, its client begins anew");
            return Optional.empty();
        }
    }

    private record Kept(
            String id,
            String namespace,
            Set<String> rooms,
            @Nullable Map<String, Member> memberships,
            @Nullable Map<String, @Nullable Object> user) {}
}

package io.herald.engine.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A client in a namespace, as operators may see it: nothing with which one could speak for it.
 *
 * @param rooms names; not its own id
 * @param user the {@code sub} of its token, and no other claim
 * @param since when it connected, or came back
 * @param transport {@code websocket} or {@code polling}
 * @param address of its host, as the node sees it; empty when unknown
 */
public record SocketInfo(
        String id,
        Namespace namespace,
        Set<String> rooms,
        Optional<String> user,
        Instant since,
        String transport,
        String address)
        implements Listed {
    public SocketInfo {
        rooms = Set.copyOf(rooms);
    }

    @Override
    public String key() {
        return id;
    }

    @Override
    public int weight() {
        return 200 + rooms.stream().mapToInt(room -> room.length() + 3).sum();
    }
}

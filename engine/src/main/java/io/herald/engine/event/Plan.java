package io.herald.engine.event;

import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Room;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one trigger would do: a decision, not an effect. */
public sealed interface Plan {
    /**
     * Nothing is to be sent.
     *
     * @param reason {@code when} or {@code no-rooms}
     */
    record Skip(String reason) implements Plan {}

    /**
     * One payload is to go to rooms, of one namespace or several.
     *
     * @param name the name clients listen for
     * @param rooms without duplicates, in the order the script gave; at least one
     */
    record Emit(String name, List<Room> rooms, Payload payload, BroadcastOptions options) implements Plan {
        public Emit {
            rooms = List.copyOf(rooms);
        }

        /** One broadcast for each namespace, all with the given id. */
        public List<Broadcast> broadcasts(String id) {
            Map<Namespace, Set<String>> byNamespace = new LinkedHashMap<>();
            rooms.forEach(room -> byNamespace
                    .computeIfAbsent(room.namespace(), namespace -> new LinkedHashSet<>())
                    .add(room.name()));
            return byNamespace.entrySet().stream()
                    .map(entry -> new Broadcast(id, entry.getKey(), name, entry.getValue(), payload).with(options))
                    .toList();
        }
    }
}

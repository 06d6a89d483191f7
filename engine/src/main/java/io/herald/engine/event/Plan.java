package io.herald.engine.event;

import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Room;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * Something is to go to rooms, of one namespace or several.
     *
     * @param name the name clients listen for
     * @param parts at least one; a client that is in rooms of several gets the first of these
     */
    record Emit(String name, List<Part> parts, BroadcastOptions options) implements Plan {
        public Emit {
            parts = List.copyOf(parts);
        }

        /**
         * What some of the rooms get.
         *
         * @param rooms without duplicates, in the order the script gave; at least one
         */
        public record Part(List<Room> rooms, Payload payload) {
            public Part {
                rooms = List.copyOf(rooms);
            }
        }

        /** Of all parts. */
        public List<Room> rooms() {
            return parts.size() == 1
                    ? parts.get(0).rooms()
                    : parts.stream().flatMap(part -> part.rooms().stream()).toList();
        }

        /** Of the first rooms; of all, unless each has its own. */
        public Payload payload() {
            return parts.get(0).payload();
        }

        /** Of all payloads. */
        public int bytes() {
            int bytes = 0;
            for (Part part : parts) {
                bytes += part.payload().bytes();
            }
            return bytes;
        }

        /** The same for some of the rooms only; empty when none of them is among them. */
        public Optional<Emit> to(Set<Room> some) {
            List<Part> kept = parts.stream()
                    .map(part -> new Part(
                            part.rooms().stream().filter(some::contains).toList(), part.payload()))
                    .filter(part -> !part.rooms().isEmpty())
                    .toList();
            return kept.isEmpty() ? Optional.empty() : Optional.of(new Emit(name, kept, options));
        }

        /** One broadcast for each part and namespace, all with the given id; one part's clients are spared those of later ones. */
        public List<Broadcast> broadcasts(String id) {
            Map<Namespace, Set<String>> served = new HashMap<>();
            List<Broadcast> broadcasts = new ArrayList<>();
            for (Part part : parts) {
                byNamespace(part.rooms()).forEach((namespace, rooms) -> {
                    Set<String> before = served.computeIfAbsent(namespace, first -> new HashSet<>());
                    broadcasts.add(new Broadcast(id, namespace, name, rooms, part.payload(), sparing(before), ""));
                    before.addAll(rooms);
                });
            }
            return broadcasts;
        }

        private BroadcastOptions sparing(Set<String> rooms) {
            if (rooms.isEmpty()) {
                return options;
            }
            Set<String> except = new HashSet<>(options.except());
            except.addAll(rooms);
            return options.withExcept(except);
        }

        private static Map<Namespace, Set<String>> byNamespace(List<Room> rooms) {
            if (rooms.size() == 1) {
                return Map.of(rooms.get(0).namespace(), Set.of(rooms.get(0).name()));
            }
            Map<Namespace, Set<String>> byNamespace = new LinkedHashMap<>();
            rooms.forEach(room -> byNamespace
                    .computeIfAbsent(room.namespace(), namespace -> new LinkedHashSet<>())
                    .add(room.name()));
            return byNamespace;
        }
    }
}

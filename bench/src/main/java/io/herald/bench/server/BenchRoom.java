package io.herald.bench.server;

import io.herald.engine.event.RoomDefinition;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The room of {@code bench/events/Bench.groovy}, in Java. */
final class BenchRoom implements RoomDefinition {
    @Override
    public String name() {
        return "benchRoom";
    }

    @Override
    public Namespace namespace() {
        return Namespace.ROOT;
    }

    @Override
    public List<String> parameters() {
        return List.of("id");
    }

    @Override
    public Access access() {
        return Access.ANYONE;
    }

    @Override
    public Room room(List<@Nullable Object> arguments) {
        return new Room("bench." + arguments.get(0));
    }

    @Override
    public boolean admits(Optional<Map<String, @Nullable Object>> user, List<@Nullable Object> arguments) {
        return true;
    }
}

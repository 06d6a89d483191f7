package io.herald.bench.server;

import io.herald.engine.event.EventDefinition;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code bench/events/Bench.groovy} says, in Java. */
final class BenchEvent implements EventDefinition {
    @Override
    public boolean mayWait() {
        return false;
    }

    @Override
    public String name() {
        return "Bench";
    }

    @Override
    public Optional<String> broadcastName() {
        return Optional.empty();
    }

    @Override
    public String script() {
        return "Bench.groovy";
    }

    @Override
    public String version() {
        return "bench";
    }

    @Override
    public boolean when(Map<String, @Nullable Object> inputs) {
        return true;
    }

    @Override
    public Object on(Map<String, @Nullable Object> inputs) {
        return "bench." + inputs.get("room");
    }

    @Override
    public @Nullable Object as(Map<String, @Nullable Object> inputs) {
        return inputs.get("message");
    }
}

package io.herald.dsl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventNaming;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Limits;
import io.herald.engine.event.Plan;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Json;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Room;
import io.herald.engine.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder of scripts, for tests of a team's own, in whatever framework: says what a trigger would send, and sends nothing. Immutable.
 */
public final class ScriptsUnderTest {
    /** Names the folder that {@link #load()} loads; {@code herald test} sets it. */
    public static final String FOLDER = "herald.events";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static volatile @Nullable ScriptsUnderTest provided;

    private final EventCatalog catalog;
    private final EventPlanner planner;

    private ScriptsUnderTest(EventCatalog catalog, EventPlanner planner) {
        this.catalog = catalog;
        this.planner = planner;
    }

    /** Has {@link #load()} give these scripts from now on: those that {@code herald test} has loaded, as its settings say. */
    public static void provide(EventCatalog catalog, EventPlanner planner) {
        provided = new ScriptsUnderTest(catalog, planner);
    }

    /**
     * What a trigger comes to.
     *
     * @param skipped why nothing would be sent: {@code when} or {@code no-rooms}; empty when something would
     * @param name that clients listen for; empty when skipped
     * @param rooms as {@code chat.42}, or {@code /moderation#moderators} in another namespace
     * @param payload as JSON values: maps, lists, texts, numbers, booleans, null
     */
    public record Planned(
            Optional<String> skipped,
            String name,
            List<String> rooms,
            @Nullable Object payload) {}

    /**
     * In {@code herald test}, the scripts that it tests. Elsewhere loads the folder that the system property {@code herald.events} names;
     * without it, the folder {@code events}.
     *
     * @throws IllegalArgumentException as {@link #load(Path, HostOptions)}
     */
    public static ScriptsUnderTest load() {
        ScriptsUnderTest given = provided;
        return given != null ? given.inOrder("here") : load(Path.of(System.getProperty(FOLDER, "events")));
    }

    /** As {@link #load(Path, HostOptions)}, in the sandbox, without plugins. */
    public static ScriptsUnderTest load(Path folder) {
        return load(folder, HostOptions.DEFAULT);
    }

    /**
     * Loads a folder.
     *
     * @throws IllegalArgumentException tells all that is wrong with the scripts, or that there is no such folder
     */
    public static ScriptsUnderTest load(Path folder, HostOptions options) {
        try (ScriptHost host = new ScriptHost(folder, options, catalog -> {})) {
            EventPlanner planner = new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS);
            return new ScriptsUnderTest(host.load(), planner).inOrder("in " + folder);
        }
    }

    private ScriptsUnderTest inOrder(String where) {
        if (!catalog.problems().isEmpty()) {
            throw new IllegalArgumentException("the scripts " + where + " are not in order:\n"
                    + catalog.problems().stream().map(Problem::headline).collect(Collectors.joining("\n")));
        }
        return this;
    }

    /**
     * Evaluates an event as a trigger with these inputs would.
     *
     * @param inputs JSON values, by name
     * @throws BroadcastException when the trigger would be answered with an error: its {@code code()} is stable
     */
    public Planned plan(String event, Map<String, ?> inputs) {
        Plan plan = planner.plan(catalog.require(event), new Trigger(event, Json.freeze(inputs)));
        return plan instanceof Plan.Emit emit
                ? new Planned(
                        Optional.empty(),
                        emit.name(),
                        emit.rooms().stream().map(Room::toString).toList(),
                        read(emit.payload()))
                : new Planned(Optional.of(((Plan.Skip) plan).reason()), "", List.of(), null);
    }

    private static @Nullable Object read(Payload payload) {
        try {
            return JSON.readValue(payload.json(), Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a payload that was encoded can't be read", e);
        }
    }
}

package io.herald.bench.dsl;

import io.herald.dsl.HostOptions;
import io.herald.dsl.Plugins;
import io.herald.dsl.ScriptHost;
import io.herald.dsl.folder.FolderLimits;
import io.herald.dsl.folder.Patience;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.EventNaming;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Limits;
import io.herald.engine.event.Plan;
import io.herald.engine.model.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One evaluation of an event with a condition, a room and a resource of eight fields, in the sandbox, beside the same written in Java: at
 * most twice its time when the inputs are typed, three times when they are not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EvaluationBenchmark {
    private static final String SCRIPT = """
            model Chat {
                Long id; String title; boolean published; String topic; Long owner; int members; List<String> tags; Optional<String> note
            }
            room chatRoom { id -> "chat.$id" }
            resource ChatResource { chat ->
                [id: chat.id, title: chat.title, published: chat.published, topic: chat.topic, owner: chat.owner, members: chat.members,
                 tags: chat.tags, note: chat.note]
            }
            room typedRoom { Long id -> "chat.$id" }
            resource TypedResource { chat ->
                [id: chat.id, title: chat.title, published: chat.published, topic: chat.topic, owner: chat.owner, members: chat.members,
                 tags: chat.tags, note: chat.note]
            }
            event Untyped { when { chat.published }; on { chatRoom(chat.id) }; as { ChatResource(chat) } }
            event Typed { input { Chat chat }; when { chat.published }; on { typedRoom(chat.id) }; as { TypedResource(chat) } }
            """;

    private static final HostOptions PATIENT = new HostOptions(
            FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofMinutes(1), false, Plugins.NONE, Optional.empty());

    @Param({"Untyped", "JavaUntyped", "Typed", "JavaTyped"})
    String by = "";

    private final EventPlanner planner = new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS);
    private final Map<String, @Nullable Object> inputs = Map.of("chat", ChatByHand.input());
    private Path folder = Path.of("");
    private EventDefinition event = ChatByHand.UNTYPED;

    /** Loads the script. */
    @Setup
    public void load() throws IOException {
        folder = Files.createTempDirectory("herald-bench");
        Files.writeString(folder.resolve("bench.groovy"), SCRIPT);
        try (ScriptHost host = new ScriptHost(folder, PATIENT, loaded -> {})) {
            EventCatalog catalog = host.load();
            if (!catalog.problems().isEmpty()) {
                throw new IllegalStateException(catalog.problems().toString());
            }
            event = switch (by) {
                case "JavaUntyped" -> ChatByHand.UNTYPED;
                case "JavaTyped" -> ChatByHand.TYPED;
                default -> catalog.require(by);
            };
        }
    }

    /** Removes it. */
    @TearDown
    public void clean() throws IOException {
        Files.delete(folder.resolve("bench.groovy"));
        Files.delete(folder);
    }

    /** From the trigger's inputs to rooms and payload. */
    @Benchmark
    public List<@Nullable Object> evaluate() {
        Map<String, @Nullable Object> read = event.inputs(inputs);
        return event.when(read) ? Arrays.asList(event.on(read), event.as(read)) : List.of();
    }

    /** The same to the broadcast's JSON. */
    @Benchmark
    public Plan plan() {
        return planner.plan(event, new Trigger(event.name(), inputs));
    }
}

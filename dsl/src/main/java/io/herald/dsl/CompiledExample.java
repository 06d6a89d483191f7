package io.herald.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Example;
import io.herald.engine.event.Limits;
import io.herald.engine.event.PayloadEncoder;
import io.herald.engine.event.Plan;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Json;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An example of a script's event, bound to the event and to what its values call. */
final class CompiledExample implements Example {
    private static final PayloadEncoder ENCODER = new PayloadEncoder(Limits.DEFAULTS);

    private final CompiledScript script;
    private final Declaration.Example example;
    private final EventDefinition event;
    private final Optional<BlockCall> given;
    private final BlockCall expect;

    CompiledExample(CompiledScript script, ScriptUnit unit, Declaration.Example example, EventDefinition event) {
        this.script = script;
        this.example = example;
        this.event = event;
        this.given = example.given().map(code -> new BlockCall(script, unit, code, "'given' of " + what()));
        this.expect = new BlockCall(script, unit, example.expect(), "'expect' of " + what());
    }

    private String what() {
        return "example '" + example.name() + "' of event " + example.event();
    }

    String script() {
        return script.path();
    }

    @Override
    public String event() {
        return example.event();
    }

    @Override
    public String name() {
        return example.name();
    }

    @Override
    public Problem problem(String message, String hint) {
        return script.source().problem(example.place(), what() + " " + message, hint);
    }

    @Override
    public List<String> differences(EventPlanner planner) {
        try {
            Object inputs = given.isPresent() ? JsonValues.of(given.get().call()) : Map.of();
            return compare(map(expect.call()), Json.freeze(map(inputs)), planner);
        } catch (BroadcastException | IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** The code is that of a map: it gives one. */
    private static Map<?, ?> map(@Nullable Object given) {
        return given instanceof Map<?, ?> map ? map : Map.of();
    }

    private List<String> compare(Map<?, ?> expected, Map<String, @Nullable Object> inputs, EventPlanner planner) {
        Plan plan;
        try {
            plan = planner.plan(event, new Trigger(event.name(), inputs));
        } catch (BroadcastException e) {
            return failed(expected, e);
        }
        if (expected.containsKey("failure")) {
            return List.of("failure: expected " + expected.get("failure") + ", and it does not fail");
        }
        return plan instanceof Plan.Emit emit ? sent(expected, emit) : skipped(expected, ((Plan.Skip) plan).reason());
    }

    private static List<String> failed(Map<?, ?> expected, BroadcastException failure) {
        Object wanted = expected.get("failure");
        boolean isMeant = Boolean.TRUE.equals(wanted) || failure.code().equals(String.valueOf(wanted));
        return isMeant ? List.of() : List.of("failure: " + failure.code() + ", " + failure.getMessage());
    }

    private static List<String> skipped(Map<?, ?> expected, String reason) {
        Object wanted = expected.get("skipped");
        return Boolean.TRUE.equals(wanted) || reason.equals(String.valueOf(wanted))
                ? List.of()
                : List.of("skipped: " + reason + (wanted == null ? ", and it was to be sent" : ", expected " + wanted));
    }

    private static List<String> sent(Map<?, ?> expected, Plan.Emit plan) {
        List<String> told = new ArrayList<>();
        expected.forEach((key, value) -> {
            switch (String.valueOf(key)) {
                case "rooms" -> rooms(value, plan).ifPresent(told::add);
                case "payload" ->
                    told.addAll(JsonDifference.between(
                            "payload", JsonDifference.tree(encoded(value)), JsonDifference.tree(plan.payload())));
                case "payloads" -> told.addAll(payloads(value, plan));
                case "name" -> {
                    if (!plan.name().equals(String.valueOf(value))) {
                        told.add("name: expected '" + value + "', got '" + plan.name() + "'");
                    }
                }
                default -> told.add("skipped: expected " + value + ", and it is sent to " + names(plan.rooms()));
            }
        });
        return told;
    }

    /** Of an event that makes one for each room. */
    private static List<String> payloads(@Nullable Object value, Plan.Emit plan) {
        Map<String, JsonNode> given = new LinkedHashMap<>();
        plan.parts()
                .forEach(part ->
                        part.rooms().forEach(room -> given.put(room.toString(), JsonDifference.tree(part.payload()))));
        return JsonDifference.between("payloads", JsonDifference.tree(encoded(value)), JsonDifference.tree(given));
    }

    private static Payload encoded(@Nullable Object value) {
        try {
            return ENCODER.encode(PlainValues.plain(value));
        } catch (PayloadEncoder.NotJsonException e) {
            throw new IllegalArgumentException("the expected payload is no JSON: " + e.getMessage(), e);
        }
    }

    private static Optional<String> rooms(@Nullable Object value, Plan.Emit plan) {
        Set<String> expected =
                texts(value instanceof Collection<?> many ? many : value == null ? List.of() : List.of(value));
        Set<String> given = texts(plan.rooms());
        Set<String> missing = new LinkedHashSet<>(expected);
        missing.removeAll(given);
        Set<String> more = new LinkedHashSet<>(given);
        more.removeAll(expected);
        if (missing.isEmpty() && more.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("rooms: " + (missing.isEmpty() ? "" : "missing " + names(missing))
                + (missing.isEmpty() || more.isEmpty() ? "" : "; ")
                + (more.isEmpty() ? "" : "not expected " + names(more)));
    }

    private static Set<String> texts(Collection<?> rooms) {
        return rooms.stream().map(String::valueOf).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String names(Collection<?> rooms) {
        return rooms.stream().map(room -> "'" + room + "'").collect(Collectors.joining(", "));
    }
}

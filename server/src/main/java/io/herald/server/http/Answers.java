package io.herald.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.herald.engine.Engine;
import io.herald.engine.TriggerResult;
import io.herald.engine.backplane.Gathered;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.Plan.Emit.Part;
import io.herald.engine.event.Timing;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Room;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON shapes of the admin API's answers. */
final class Answers {
    private static final ObjectWriter JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build()
            .writer();

    private Answers() {}

    static void send(Context request, int status, Object body) {
        send(request, status, "application/json", body);
    }

    static void send(Context request, ProblemJson problem) {
        send(request, problem.status(), ProblemJson.CONTENT_TYPE, problem);
    }

    /** Sends an answer that was remembered: its status, a blank, its body. */
    static void replay(Context request, String remembered) {
        int blank = remembered.indexOf(' ');
        send(request, Integer.parseInt(remembered.substring(0, blank)), new RawValue(remembered.substring(blank + 1)));
    }

    private static void send(Context request, int status, String type, Object body) {
        request.status(status)
                .contentType(type)
                .header("Cache-Control", "no-store")
                .result(bytes(body));
    }

    static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer could not be written", e);
        }
    }

    /** What is empty is left out: a preview alone has a payload, only a skipped one a reason. */
    static Map<String, Object> of(TriggerResult result) {
        Map<String, Object> answer = new LinkedHashMap<>();
        result.id().ifPresent(id -> answer.put("id", id));
        answer.put("event", result.event());
        answer.put("name", result.name());
        answer.put("outcome", result.outcome());
        result.reason().ifPresent(reason -> answer.put("reason", reason));
        answer.put("rooms", result.parts().size() > 1 ? payloads(result.parts()) : rooms(result.rooms()));
        answer.put("recipients", result.recipients());
        answer.put("bytes", result.bytes());
        result.dueIn().ifPresent(dueIn -> answer.put("dueInMillis", dueIn.toMillis()));
        result.acks().ifPresent(acks -> answer.put("acks", acks));
        result.payload().ifPresent(payload -> answer.put("payload", new RawValue(payload.json())));
        answer.put("script", result.script());
        answer.put("version", result.version());
        return answer;
    }

    private static List<Map<String, Object>> rooms(List<Room> rooms) {
        return rooms.stream().map(Answers::place).toList();
    }

    private static Map<String, Object> place(Room room) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("room", room.name());
        place.put("namespace", room.namespace().path());
        return place;
    }

    /** Of a preview where each room has a payload of its own. */
    private static List<Map<String, Object>> payloads(List<Part> parts) {
        List<Map<String, Object>> rooms = new ArrayList<>();
        parts.forEach(part -> part.rooms().forEach(room -> {
            Map<String, Object> place = place(room);
            place.put("payload", new RawValue(part.payload().json()));
            rooms.add(place);
        }));
        return rooms;
    }

    /** Says whether the answer lacks what nodes did not tell in time, and which. */
    static void putMissing(Map<String, Object> answer, Gathered<?> gathered) {
        answer.put("partial", gathered.isPartial());
        answer.put("missing", gathered.missing());
    }

    /** @param disabled names of events that are switched off */
    record Scripts(String catalog, List<?> scripts, List<?> problems, List<String> disabled) {
        static Scripts of(EventCatalog catalog, Engine engine) {
            List<String> disabled = catalog.events().values().stream()
                    .filter(engine::isDisabled)
                    .map(EventDefinition::name)
                    .toList();
            return new Scripts(catalog.hash(), catalog.scripts(), catalog.problems(), disabled);
        }
    }

    /** @param options those that the script gives, as it writes them */
    record Event(
            String event, String name, Map<String, Object> options, String script, String version, boolean disabled) {
        static Event of(EventDefinition event, Engine engine) {
            return new Event(
                    event.name(),
                    engine.wireName(event),
                    options(event),
                    event.script(),
                    event.version(),
                    engine.isDisabled(event));
        }

        private static Map<String, Object> options(EventDefinition event) {
            Map<String, Object> options = new LinkedHashMap<>();
            BroadcastOptions sending = event.options();
            Timing timing = event.policy().timing();
            if (sending.isVolatile()) {
                options.put("volatile", true);
            }
            sending.ack().ifPresent(time -> options.put("ackMillis", time.toMillis()));
            sending.compress().ifPresent(isWished -> options.put("compress", isWished));
            if (timing.kind() != Timing.Kind.NOW) {
                options.put(
                        timing.kind().name().toLowerCase(Locale.ROOT) + "Millis",
                        timing.time().toMillis());
            }
            event.policy().schedule().ifPresent(cron -> {
                options.put("schedule", cron.text());
                options.put("zone", cron.zone().getId());
                cron.next(Instant.now()).ifPresent(next -> options.put("next", next));
            });
            if (event.policy().history() > 0) {
                options.put("history", event.policy().history());
            }
            if (event.policy().retries() > 0) {
                options.put("retry", event.policy().retries());
            }
            return options;
        }
    }
}

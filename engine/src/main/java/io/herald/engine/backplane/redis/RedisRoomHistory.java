package io.herald.engine.backplane.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.herald.engine.backplane.RoomHistory;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Past;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;

/**
 * Keeps in Redis, for all nodes: a list for each room and event, which goes when nothing was added to it for its time. Commands run in the
 * order they were asked for. Thread-safe.
 *
 * <p>An item is the microseconds of Redis at which it was added, a blank, and JSON: {@code {"id": …, "event": …, "except": […], "data": …}}.
 */
public final class RedisRoomHistory implements RoomHistory {
    private static final Logger log = LoggerFactory.getLogger(RedisRoomHistory.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_BYTES = 2 << 20; // of one list at a time: twice what an answer may have
    private static final JsonMapper JSON = new JsonMapper();

    /** Item, how many to keep, milliseconds of the list. */
    private static final String ADD = """
            local t = redis.call('TIME')
            redis.call('RPUSH', KEYS[1], string.format('%d%06d ', t[1], t[2]) .. ARGV[1])
            redis.call('LTRIM', KEYS[1], -ARGV[2], -1)
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            """;

    /** What an item has after its blank. */
    private static final String REMOVE = """
            for _, item in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
                if string.find(item, ARGV[1], 1, true) == string.find(item, ' ', 1, true) then
                    redis.call('LREM', KEYS[1], 1, item)
                end
            end
            """;

    /** Of each list the newest, the last of them first: as many as its argument says, and bytes as the last one says; the time of Redis first. */
    private static final String NEWEST = """
            local t = redis.call('TIME')
            local found = {string.format('%d%06d', t[1], t[2])}
            local most = tonumber(ARGV[#ARGV])
            for i, key in ipairs(KEYS) do
                local bytes = 0
                for back = 1, tonumber(ARGV[i]) do
                    local item = redis.call('LINDEX', key, -back)
                    if not item then break end
                    if #item <= most / 2 then -- alone too large, it does not hide what is older
                        bytes = bytes + #item
                        if bytes > most then break end
                        table.insert(found, item)
                    end
                end
            end
            return found
            """;

    private final Line line;
    private final String prefix;
    private final Duration time;
    private final BooleanSupplier isSilent;
    private final SparingLog sparing = new SparingLog(log);
    private final Worker commands =
            new Worker("herald-redis-history", "what rooms were sent can't be kept in Redis, or read", MAX_WAITING);

    /**
     * Dials when it is first needed.
     *
     * @param cluster name that its nodes have in common: of their stream
     * @param time after which what is kept is forgotten
     * @param isSilent whether Redis is known not to answer: then it is not asked, for broadcasts wait until they are kept
     */
    public RedisRoomHistory(RedisSettings settings, String cluster, Duration time, BooleanSupplier isSilent) {
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.prefix = "{herald}:history:" + cluster + ":";
        this.time = time;
        this.isSilent = isSilent;
    }

    /** How often since the start something could not be kept or asked for. */
    public long failures() {
        return commands.failures();
    }

    private record Item(long micros, Past past) {}

    private String key(Room room, String event) {
        return prefix + room.namespace() + "\n" + room.name() + "\n" + event;
    }

    @Override
    public CompletionStage<?> add(Room room, Past past, int keep) {
        return ask(() -> line.call(Command.EVAL, ADD, 1, key(room, past.event()), text(past), keep, time.toMillis()))
                .exceptionally(failure -> null);
    }

    @Override
    public CompletionStage<?> remove(Room room, String event, String id) {
        String begun = " {\"id\":" + TextNode.valueOf(id);
        return ask(() -> line.call(Command.EVAL, REMOVE, 1, key(room, event), begun))
                .exceptionally(failure -> null);
    }

    @Override
    public CompletionStage<List<Past>> newest(Room room, Map<String, Integer> events, int count) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<Object> arguments = new ArrayList<>(List.of(NEWEST, events.size()));
        events.keySet().forEach(event -> arguments.add(key(room, event)));
        events.values().forEach(keep -> arguments.add(Math.min(keep, count)));
        arguments.add(MAX_BYTES);
        return ask(() -> items(line.list(Command.EVAL, arguments.toArray()), count))
                .exceptionally(failure -> List.of());
    }

    private List<Past> items(List<?> found, int count) {
        long oldest = Long.parseLong(RedisPresence.text(found.get(0))) - time.toNanos() / 1000;
        List<Item> items = new ArrayList<>();
        Set<String> ids = new HashSet<>(); // one whose reply was lost with its connection was added twice
        for (Object raw : found.subList(1, found.size())) {
            String text = RedisPresence.text(raw);
            try {
                Item item = item(text);
                if (item.micros() >= oldest && ids.add(item.past().id())) {
                    items.add(item);
                }
            } catch (JsonProcessingException | IllegalArgumentException e) {
                sparing.warn("item", "something kept of a room is none of ours: " + e.getMessage());
            }
        }
        Collections.reverse(items); // of the same microsecond, too, the first is to be first
        items.sort(Comparator.comparingLong(Item::micros));
        return items.subList(Math.max(0, items.size() - count), items.size()).stream()
                .map(Item::past)
                .toList();
    }

    private static String text(Past past) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", past.id());
        fields.put("event", past.event());
        fields.put("except", past.except());
        fields.put("data", new RawValue(past.payload().json()));
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a broadcast has no JSON form", e);
        }
    }

    private static Item item(String text) throws JsonProcessingException {
        int blank = text.indexOf(' ');
        long micros = Long.parseLong(text.substring(0, Math.max(0, blank)));
        JsonNode json = JSON.readTree(text.substring(blank + 1));
        Set<String> except = new HashSet<>();
        json.path("except").forEach(name -> except.add(name.asText()));
        return new Item(
                micros,
                new Past(
                        json.path("id").asText(),
                        json.path("event").asText(),
                        micros / 1000,
                        except,
                        Payload.of(json.path("data").toString())));
    }

    private <T> CompletionStage<T> ask(Callable<T> command) {
        return commands.ask(() -> {
            if (isSilent.getAsBoolean()) {
                throw new Line.Unasked("Redis does not answer");
            }
            return command.call();
        });
    }

    @Override
    public void close() {
        commands.close();
        line.close();
    }
}

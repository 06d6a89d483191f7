package io.herald.bench.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.herald.engine.Engine;
import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.MemoryBackplane;
import io.herald.engine.backplane.redis.RedisBackplane;
import io.herald.engine.backplane.redis.RedisSettings;
import io.herald.engine.backplane.redis.StreamSettings;
import io.herald.engine.delivery.socketio.SocketIoDelivery;
import io.herald.engine.delivery.socketio.SocketIoSettings;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventNaming;
import io.herald.engine.event.Limits;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Herald's engine embedded in a process that triggers in a loop, as a Node process emits in a loop. The event is hand-written Java in place of
 * a script.
 */
public final class EngineServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader OBJECTS = JSON.readerFor(Map.class);

    private final SocketIoDelivery delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, List.of()));
    private final Engine engine;

    private EngineServer(Backplane backplane) {
        engine = new Engine(backplane, delivery, EventNaming.AS_WRITTEN, Limits.DEFAULTS);
    }

    /**
     * Takes one word: {@code trigger}, through the whole engine, or {@code deliver}, its last step alone, payload encoding included; and the
     * Redis URL of its cluster, if it is to be of one.
     */
    public static void main(String[] words) {
        EngineServer server = new EngineServer(words.length == 1 ? new MemoryBackplane() : redis(words[1]));
        BenchEvent event = new BenchEvent();
        BenchRoom room = new BenchRoom();
        server.engine.use(new EventCatalog(
                "bench", Map.of(event.name(), event), Map.of(room.name(), room), List.of(), List.of()));
        server.engine.start();
        int triggerPort = TriggerEndpoint.listen(
                server.delivery.bootstrap(), words[0].equals("trigger") ? server::trigger : server::deliver);
        TriggerEndpoint.tell(triggerPort, server.delivery.port());
    }

    private static Backplane redis(String url) {
        return new RedisBackplane(RedisSettings.parse(url), StreamSettings.DEFAULTS, gap -> {
            throw new IllegalStateException("the bench lost something: " + gap);
        });
    }

    private void trigger(Ask ask) {
        Map<String, @Nullable Object> message = message(ask);
        ask.each(room -> engine.trigger(new Trigger("Bench", Map.of("room", room, "message", message))));
    }

    private void deliver(Ask ask) {
        Map<String, @Nullable Object> message = message(ask);
        ask.each(room -> delivery.deliver(
                new Broadcast("bench", Namespace.ROOT, "Bench", Set.of("bench." + room), encoded(message))));
    }

    private static Map<String, @Nullable Object> message(Ask ask) {
        try {
            return OBJECTS.readValue(ask.message());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Payload encoded(Object message) {
        try {
            return Payload.ofUtf8(JSON.writeValueAsBytes(message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.herald.engine;

import io.herald.engine.model.Payload;
import io.herald.engine.model.Room;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a trigger or a preview.
 *
 * @param event the name in the script
 * @param name the name clients listen for
 * @param reason why it was skipped: {@code when} or {@code no-rooms}
 * @param id of the broadcast; empty when nothing was sent
 * @param rooms where it went; none when it was skipped
 * @param recipients sockets of this node that got it
 * @param bytes of the encoded payload
 * @param acks where the event asks for acknowledgements: of this node's sockets
 * @param payload only in the answer to a preview
 * @param script path of the script in force
 * @param version version of that script
 */
public record TriggerResult(
        Outcome outcome,
        String event,
        String name,
        Optional<String> reason,
        Optional<String> id,
        List<Room> rooms,
        int recipients,
        int bytes,
        Optional<Acks> acks,
        Optional<Payload> payload,
        String script,
        String version) {
    public TriggerResult {
        rooms = List.copyOf(rooms);
    }

    /** How many sockets were asked to acknowledge, and how many did in time. */
    public record Acks(int expected, int received) {}
}
